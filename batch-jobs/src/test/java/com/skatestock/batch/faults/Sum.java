package com.skatestock.batch.faults;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the lines of a results file come to. */
final class Sum {
  private Sum() {}

  /** A table in Markdown: a row per scenario, and one for all. */
  static String of(List<Results.Line> lines) {
    StringBuilder table =
        new StringBuilder(
            """
            | scenario | rounds | faults | lost | doubled | published again | recovery, median | recovery, worst | problems | planted defect |
            |---|---|---|---|---|---|---|---|---|---|
            """);
    Map<String, List<Results.Line>> byScenario =
        lines.stream()
            .collect(
                Collectors.groupingBy(Results.Line::scenario, TreeMap::new, Collectors.toList()));
    byScenario.forEach((scenario, its) -> table.append(row(scenario, its)));
    return table.append(row("all", lines)).toString();
  }

  private static String row(String name, List<Results.Line> lines) {
    List<Results.Line> real = lines.stream().filter(line -> line.planted() == null).toList();
    List<Double> recoveries =
        real.stream().flatMap(line -> line.recoverySeconds().stream()).sorted().toList();
    long planted = lines.stream().filter(line -> line.planted() != null).count();
    long found =
        lines.stream().filter(line -> line.planted() != null && !line.problems().isEmpty()).count();
    return String.format(
        Locale.ROOT,
        "| %s | %d | %d | %d | %d | %d | %s | %s | %d | found %d of %d |%n",
        name,
        real.size(),
        real.stream().mapToInt(Results.Line::faults).sum(),
        real.stream().mapToInt(Results.Line::lost).sum(),
        real.stream().mapToInt(Results.Line::doubled).sum(),
        real.stream().mapToInt(Results.Line::repeated).sum(),
        recoveries.isEmpty() ? "–" : seconds(recoveries.get(recoveries.size() / 2)),
        recoveries.isEmpty() ? "–" : seconds(recoveries.getLast()),
        real.stream().filter(line -> !line.problems().isEmpty()).count(),
        found,
        planted);
  }

  private static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.1f s", seconds);
  }
}
