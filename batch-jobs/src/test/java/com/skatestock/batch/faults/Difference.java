package com.skatestock.batch.faults;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How two bags of lines differ. */
record Difference(List<String> missing, List<String> surplus) {

  static Difference between(Collection<String> expected, Collection<String> found) {
    Map<String, Integer> balance = new TreeMap<>();
    expected.forEach(line -> balance.merge(line, 1, Integer::sum));
    found.forEach(line -> balance.merge(line, -1, Integer::sum));
    List<String> missing = new ArrayList<>();
    List<String> surplus = new ArrayList<>();
    balance.forEach(
        (line, count) -> {
          for (int i = 0; i < Math.abs(count); i++) {
            (count > 0 ? missing : surplus).add(line);
          }
        });
    return new Difference(missing, surplus);
  }

  boolean isNone() {
    return missing.isEmpty() && surplus.isEmpty();
  }

  /** Counts, and an example of each side. */
  String text() {
    return "%d missing%s, %d too many%s"
        .formatted(missing.size(), example(missing), surplus.size(), example(surplus));
  }

  private static String example(List<String> lines) {
    return lines.isEmpty() ? "" : " (" + lines.getFirst() + ")";
  }
}
