package com.skatestock.batch.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A query of {@code sql/queries}. */
public final class QueryFile {

  private QueryFile() {}

  /**
   * The text of a query file.
   *
   * @param name path under {@code sql/queries}, such as {@code load/products.sql}
   * @throws IllegalArgumentException if there is no such file
   */
  public static String text(String name) {
    try (InputStream stream = QueryFile.class.getResourceAsStream("/queries/" + name)) {
      if (stream == null) {
        throw new IllegalArgumentException("No query file sql/queries/" + name);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Query file sql/queries/" + name + " cannot be read", e);
    }
  }
}
