package com.skatestock.batch.archive;

import java.nio.file.Path;
import java.time.Clock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where the page archive lies: a folder, or {@code s3://bucket/prefix}. */
public sealed interface ArchiveAddress {
  /** A folder of this machine, or one that it mounts. */
  record Folder(Path path) implements ArchiveAddress {}

  /**
   * A part of a bucket.
   *
   * @param prefix of all keys: empty, or ending in a slash
   */
  record Bucket(String name, String prefix) implements ArchiveAddress {}

  /**
   * Reads an address; settings are bound through it.
   *
   * @throws IllegalArgumentException if it begins like a bucket's and is none
   */
  static ArchiveAddress valueOf(String text) {
    if (!text.startsWith("s3:")) {
      return new Folder(Path.of(text));
    }
    Matcher bucket =
        Pattern.compile("s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/+(.*?))?/*").matcher(text);
    if (!bucket.matches()) {
      throw new IllegalArgumentException(
          "'%s' is no address of an archive: a folder, or s3://bucket/prefix".formatted(text));
    }
    String prefix = bucket.group(2);
    return new Bucket(bucket.group(1), prefix == null || prefix.isEmpty() ? "" : prefix + "/");
  }

  /** Opens the archive; a folder is made if it is missing, a bucket must exist. */
  default PageArchive open(S3Access access, Clock clock) {
    return switch (this) {
      case Folder(Path path) -> new FileSystemPageArchive(path, clock);
      case Bucket(String name, String prefix) ->
          new S3PageArchive(access.client(), name, prefix, clock);
    };
  }
}
