package com.skatestock.batch.source;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a response, equal by content. Wrapped without a copy, so nobody may change them.
 *
 * <p>A body that travelled as gzip keeps that form too: the archive stores it as it came, instead
 * of packing it a second time.
 */
public final class Body {
  private final byte[] bytes;
  private final byte @Nullable [] gzipped;

  private Body(byte[] bytes, byte @Nullable [] gzipped) {
    this.bytes = bytes;
    this.gzipped = gzipped;
  }

  /** Wraps {@code bytes}, which the caller gives away. */
  public static Body of(byte[] bytes) {
    return new Body(bytes, null);
  }

  /** A body with the gzip stream that it travelled as; both arrays are given away. */
  public static Body of(byte[] bytes, byte[] gzipped) {
    return new Body(bytes, gzipped);
  }

  /** The bytes themselves, not a copy: to be read only. */
  public byte[] bytes() {
    return bytes;
  }

  /** As it travelled, if that was gzip: not a copy. */
  public Optional<byte[]> gzipped() {
    return Optional.ofNullable(gzipped);
  }

  public int length() {
    return bytes.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Body that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return bytes.length + " bytes";
  }
}
