package com.skatestock.batch.extract;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A table of two columns beside a class: UTF-8, everything behind the first comma is the second
 * cell, {@code #} starts a comment line, the first other line names the columns.
 */
public final class WordTable {
  private WordTable() {}

  /**
   * The rows in their order.
   *
   * @throws IllegalStateException if the resource is missing or a row has no comma: the build is
   *     broken
   */
  public static List<Map.Entry<String, String>> rows(Class<?> beside, String resource) {
    try (InputStream in = beside.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("Resource is missing: " + resource);
      }
      var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      List<Map.Entry<String, String>> rows = new ArrayList<>();
      boolean heading = true;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.isBlank() || line.charAt(0) == '#') {
          continue;
        }
        int comma = line.indexOf(',');
        if (comma < 0) {
          throw new IllegalStateException(resource + ": no comma in: " + line);
        }
        if (!heading) {
          rows.add(Map.entry(line.substring(0, comma), line.substring(comma + 1)));
        }
        heading = false;
      }
      return rows;
    } catch (IOException unreadable) {
      throw new UncheckedIOException("Reading " + resource, unreadable);
    }
  }
}
