package com.skatestock.batch.job;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** The jobs that run by the clock. Each has its file in {@code k8s/cronjobs}, named like it. */
public enum ScheduledJob {
  /** One shop's pages to Kafka. */
  SCRAPE("scrape", Duration.ofMinutes(30), true),
  /** Kafka to PostgreSQL. */
  LOAD("load", Duration.ofMinutes(1), false),
  /** Forgets old runs. */
  PURGE("purge", Duration.ofDays(1), false);

  private final String jobName;
  private final Duration period;
  private final boolean perShop;

  ScheduledJob(String jobName, Duration period, boolean perShop) {
    this.jobName = jobName;
    this.period = period;
    this.perShop = perShop;
  }

  public String jobName() {
    return jobName;
  }

  /**
   * The usual length of a slot ({@link PipelineSettings#period} has the real one); slots begin at
   * whole multiples of it since 1970, UTC.
   */
  public Duration period() {
    return period;
  }

  /** True if each shop has a run of its own. */
  public boolean perShop() {
    return perShop;
  }

  /** The slot of the usual length that {@code moment} lies in. */
  public Instant slot(Instant moment) {
    return slot(moment, period);
  }

  /** The slot of length {@code period} that {@code moment} lies in. */
  public static Instant slot(Instant moment, Duration period) {
    long seconds = period.toSeconds();
    return Instant.ofEpochSecond(Math.floorDiv(moment.getEpochSecond(), seconds) * seconds);
  }

  public static Optional<ScheduledJob> named(String jobName) {
    return Arrays.stream(values()).filter(job -> job.jobName.equals(jobName)).findFirst();
  }
}
