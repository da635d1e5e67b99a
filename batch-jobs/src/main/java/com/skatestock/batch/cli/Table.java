package com.skatestock.batch.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Rows under a heading, in columns as wide as what stands in them; numbers to the right. */
final class Table {
  private final List<String> heading;
  private final List<List<String>> rows = new ArrayList<>();

  Table(String... heading) {
    this.heading = List.of(heading);
  }

  Table row(Object... cells) {
    List<String> row = new ArrayList<>();
    for (Object cell : cells) {
      row.add(cell instanceof Double number ? "%.1f".formatted(number) : String.valueOf(cell));
    }
    if (row.size() != heading.size()) {
      throw new IllegalArgumentException("A row has as many cells as the heading");
    }
    rows.add(row);
    return this;
  }

  void print(PrintWriter out) {
    int[] widths = new int[heading.size()];
    boolean[] numbers = new boolean[widths.length];
    for (int i = 0; i < widths.length; i++) {
      int column = i;
      widths[i] =
          Math.max(
              heading.get(i).length(),
              rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0));
      numbers[i] =
          !rows.isEmpty() && rows.stream().allMatch(row -> row.get(column).matches("-?[0-9.]+"));
    }
    print(out, heading, widths, numbers);
    rows.forEach(row -> print(out, row, widths, numbers));
    out.flush();
  }

  private static void print(
      PrintWriter out, List<String> cells, int[] widths, boolean[] toTheRight) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String padding = " ".repeat(widths[i] - cells.get(i).length());
      line.append(toTheRight[i] ? padding + cells.get(i) : cells.get(i) + padding).append("  ");
    }
    out.println(line.toString().stripTrailing());
  }
}
