package com.skatestock.local.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SimulatedClockTest {
  private static final Instant MONDAY = Instant.parse("2026-03-02T15:00:00Z");

  @Test
  void standsStillWhileFrozenAndJumpsWhenSet() throws InterruptedException {
    SimulatedClock clock = SimulatedClock.frozenAt(MONDAY);
    Thread.sleep(5);
    assertThat(clock.instant()).isEqualTo(MONDAY);
    clock.set(MONDAY.minus(Duration.ofDays(3)));
    assertThat(clock.instant()).isEqualTo(MONDAY.minus(Duration.ofDays(3)));
    assertThat(clock.frozen()).isTrue();
  }

  @Test
  void runsAtItsSpeedAndKeepsItsPlaceWhenTheSpeedChanges() throws InterruptedException {
    SimulatedClock clock = SimulatedClock.runningFrom(MONDAY, 86_400);
    Thread.sleep(20);
    clock.freeze(true);
    Instant then = clock.instant();
    // At least 20 ms passed: 1728 simulated seconds.
    assertThat(Duration.between(MONDAY, then))
        .isBetween(Duration.ofSeconds(1728), Duration.ofDays(5));
    clock.accelerate(1);
    assertThat(clock.instant()).isEqualTo(then);
    clock.freeze(false);
    assertThat(clock.instant()).isBetween(then, then.plusSeconds(5));
  }

  @Test
  void refusesWhatTheTradeDoesNotKnow() {
    SimulatedClock clock = SimulatedClock.frozenAt(MONDAY);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> clock.set(Instant.EPOCH))
        .withMessageContaining("2010-01-01T00:00:00Z to 2100-01-01T00:00:00Z");
    assertThatIllegalArgumentException().isThrownBy(() -> clock.accelerate(-1));
  }
}
