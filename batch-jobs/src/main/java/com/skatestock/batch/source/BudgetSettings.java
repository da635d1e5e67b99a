package com.skatestock.batch.source;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How a budget treats a host that throttles or fails.
 *
 * @param slowest the delay never grows beyond this many times itself
 * @param longestPause a longer pause counts as this
 * @param failuresToOpen after so many failures in a row the host is left alone
 * @param rest for how long at first; doubles with each try that fails
 * @param longestRest the rest never exceeds this
 * @param trial how long the single request after a rest may take before another one tries
 */
public record BudgetSettings(
    int slowest,
    Duration longestPause,
    int failuresToOpen,
    Duration rest,
    Duration longestRest,
    Duration trial) {

  /** Sixteen times the delay, a day, ten failures, half a minute to half an hour, a minute. */
  public static final BudgetSettings USUAL =
      new BudgetSettings(
          16,
          Duration.ofDays(1),
          10,
          Duration.ofSeconds(30),
          Duration.ofMinutes(30),
          Duration.ofMinutes(1));

  public BudgetSettings {
    List<String> problems = new ArrayList<>();
    if (slowest < 1) {
      problems.add("slowest must be 1 or more, is " + slowest);
    }
    if (failuresToOpen < 1) {
      problems.add("failures-to-open must be 1 or more, is " + failuresToOpen);
    }
    for (Duration time : List.of(longestPause, rest, longestRest, trial)) {
      if (!time.isPositive()) {
        problems.add(
            "longest-pause, rest, longest-rest and trial must be positive, one is " + time);
      }
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException("budget settings: " + String.join("; ", problems));
    }
  }
}
