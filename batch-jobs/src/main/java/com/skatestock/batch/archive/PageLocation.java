package com.skatestock.batch.archive;

/**
 * Where one page lies in the archive: enough to read it without reading the rest of its object.
 *
 * @param object the object's name, a path below the archive's root: {@code
 *     <shop>/<yyyy>/<MM>/<dd>/<slot>-<uuid>.warc.gz}
 * @param offset where the record's gzip member begins, in bytes from the object's start
 * @param length of the gzip member, in bytes
 */
public record PageLocation(String object, long offset, int length) {
  public PageLocation {
    if (offset < 0 || length <= 0) {
      throw new IllegalArgumentException(
          "not a place in an object: " + object + " " + offset + "+" + length);
    }
  }
}
