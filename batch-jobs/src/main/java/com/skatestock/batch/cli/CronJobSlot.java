package com.skatestock.batch.cli;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The scheduled time that the name of a Kubernetes Job tells: a CronJob's controller names its Jobs
 * {@code <cronjob>-<minutes since 1970, UTC>}. (The annotation with the same time is on the Job
 * only, out of its pods' reach.)
 */
final class CronJobSlot {
  private static final Pattern NAME = Pattern.compile("[a-z0-9.-]+-(?<minutes>[0-9]{8})");

  /** Before SkateStock: a day such as 20261120 that a person put into a name lies before it too. */
  private static final Instant EARLIEST = Instant.parse("2020-01-01T00:00:00Z");

  private CronJobSlot() {}

  /** The scheduled time in {@code jobName}; empty if no CronJob made that name. */
  static Optional<Instant> scheduledTime(String jobName) {
    Matcher name = NAME.matcher(jobName);
    return name.matches()
        ? Optional.of(Instant.ofEpochSecond(60 * Long.parseLong(name.group("minutes"))))
            .filter(time -> !time.isBefore(EARLIEST))
        : Optional.empty();
  }
}
