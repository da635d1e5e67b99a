package com.skatestock.batch.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduledJobTest {

  /** A trigger that fires late fires off the grid. */
  @ParameterizedTest
  @CsvSource({
    "2026-11-20T12:00:00Z,     PT30M, 2026-11-20T12:00:00Z",
    "2026-11-20T12:29:59.999Z, PT30M, 2026-11-20T12:00:00Z",
    "2026-11-20T12:30:00Z,     PT30M, 2026-11-20T12:30:00Z",
    "2026-11-20T12:07:31.250Z, PT1M,  2026-11-20T12:07:00Z",
    "1969-12-31T23:59:59Z,     PT30M, 1969-12-31T23:30:00Z"
  })
  void slotsLieOnTheGridSince1970(Instant moment, Duration period, Instant slot) {
    assertThat(ScheduledJob.slot(moment, period)).isEqualTo(slot);
  }
}
