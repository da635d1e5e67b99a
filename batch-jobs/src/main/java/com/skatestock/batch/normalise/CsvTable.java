package com.skatestock.batch.normalise;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A small table among this package's resources: UTF-8, commas, no quotes, {@code #} starts a
 * comment line, the first other line names the columns.
 */
final class CsvTable {
  private CsvTable() {}

  /**
   * The rows without the heading, each with exactly {@code columns} cells.
   *
   * @throws IllegalStateException if the resource is missing or a row has another width: the build
   *     is broken
   */
  static List<String[]> read(String resource, int columns) {
    try (InputStream in = CsvTable.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("Resource is missing: " + resource);
      }
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      List<String[]> rows = new ArrayList<>();
      boolean heading = true;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.isBlank() || line.charAt(0) == '#') {
          continue;
        }
        String[] cells = line.split(",", -1);
        if (cells.length != columns) {
          throw new IllegalStateException(
              resource + ": expected " + columns + " cells, found " + cells.length + ": " + line);
        }
        if (!heading) {
          rows.add(cells);
        }
        heading = false;
      }
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException("Reading " + resource, e);
    }
  }
}
