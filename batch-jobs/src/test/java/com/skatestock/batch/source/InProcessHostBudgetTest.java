package com.skatestock.batch.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.skatestock.batch.source.HostBudget.Visit;
import com.skatestock.batch.source.Turn.Reason;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InProcessHostBudgetTest {
  private static final Duration TWO = Duration.ofSeconds(2);

  private final FakeTime time = new FakeTime(Instant.parse("2026-11-21T02:30:00Z"));
  private final HostBudget budget = new InProcessHostBudget(time);
  private final Host host = Host.of(URI.create("https://shop.example/a"));

  private Turn ask(Duration delay) {
    return budget.ask(new Visit(host, "labor", delay, Duration.ZERO, ""));
  }

  private static Turn later(Duration wait) {
    return new Turn.Later(wait, Reason.DELAY, "");
  }

  private static Turn paused(Duration wait) {
    return new Turn.Later(wait, Reason.PAUSE, "");
  }

  private static Turn open(Duration wait) {
    return new Turn.Later(wait, Reason.CIRCUIT_OPEN, "");
  }

  private void assertNow(Duration delay) {
    assertThat(ask(delay)).isInstanceOf(Turn.Now.class);
  }

  @Test
  void theDelayRunsFromStartToStart() {
    assertNow(TWO);
    assertThat(ask(TWO)).isEqualTo(later(TWO));
    time.sleep(Duration.ofMillis(1500));
    assertThat(ask(TWO)).isEqualTo(later(Duration.ofMillis(500)));
    time.sleep(Duration.ofMillis(500));
    assertNow(TWO);
    assertThat(ask(TWO)).isEqualTo(later(TWO));
  }

  @Test
  void ofTwoDelaysTheLongerOneCounts() {
    assertNow(Duration.ofSeconds(5));
    assertThat(ask(TWO)).isEqualTo(later(Duration.ofSeconds(5)));
    time.sleep(Duration.ofSeconds(5));
    assertNow(TWO);
    assertThat(ask(Duration.ofSeconds(5))).isEqualTo(later(Duration.ofSeconds(5)));
  }

  @Test
  void hostsAreDividedBySchemeNameAndPort() {
    assertThat(
            List.of(
                Host.of(URI.create("https://shop.example/a")).toString(),
                Host.of(URI.create("HTTPS://SHOP.example:443/b")).toString(),
                Host.of(URI.create("http://shop.example/")).toString(),
                Host.of(URI.create("https://shop.example:8443/")).toString()))
        .containsExactly(
            "https://shop.example",
            "https://shop.example",
            "http://shop.example",
            "https://shop.example:8443");
    assertNow(TWO);
    Host other = Host.of(URI.create("http://shop.example/"));
    assertThat(budget.ask(new Visit(other, "labor", TWO, Duration.ZERO, "")))
        .isInstanceOf(Turn.Now.class);
  }

  @Test
  void noDelayNeverWaits() {
    for (int i = 0; i < 3; i++) {
      assertNow(Duration.ZERO);
    }
  }

  @Test
  void aPauseHoldsEverybodyBackAndDoublesTheDelay() {
    assertNow(TWO);
    budget.throttled(host, Duration.ofSeconds(60));

    assertThat(ask(TWO)).isEqualTo(paused(Duration.ofSeconds(60)));
    assertThat(ask(Duration.ZERO)).isEqualTo(paused(Duration.ofSeconds(60)));
    time.sleep(Duration.ofSeconds(60));
    assertNow(TWO);
    assertThat(ask(TWO)).isEqualTo(later(Duration.ofSeconds(4)));
  }

  @Test
  void aPauseDuringAPauseDoesNotDoubleAgainNorEndIt() {
    budget.throttled(host, Duration.ofSeconds(60));
    budget.throttled(host, Duration.ofSeconds(5));
    assertThat(ask(TWO)).isEqualTo(paused(Duration.ofSeconds(60)));
    time.sleep(Duration.ofSeconds(60));
    assertNow(TWO);
    assertThat(ask(TWO)).isEqualTo(later(Duration.ofSeconds(4)));
  }

  @Test
  void theDelayGrowsSixteenfoldAtMostAndRecoversByATenthPerGoodAnswer() {
    for (int i = 0; i < 6; i++) {
      budget.throttled(host, Duration.ofSeconds(1));
      time.sleep(Duration.ofSeconds(1));
    }
    assertNow(TWO);
    assertThat(ask(TWO)).isEqualTo(later(Duration.ofSeconds(32)));
    time.sleep(Duration.ofSeconds(32));
    budget.answered(host);
    assertNow(TWO);
    assertThat(ask(TWO)).isEqualTo(later(Duration.ofMillis(31_800)));
    time.sleep(Duration.ofMillis(31_800));
    for (int i = 0; i < 149; i++) {
      budget.answered(host);
    }
    assertNow(TWO);
    assertThat(ask(TWO)).isEqualTo(later(TWO));
  }

  @Test
  void anAbsurdPauseCountsAsADay() {
    budget.throttled(host, Duration.ofSeconds(Long.MAX_VALUE));
    assertThat(ask(TWO)).isEqualTo(paused(Duration.ofDays(1)));
  }

  @Test
  void tenFailuresInARowCloseTheHostForHalfAMinute() {
    for (int i = 0; i < 9; i++) {
      assertThat(budget.failed(host)).isEmpty();
    }
    assertNow(Duration.ZERO);
    assertThat(budget.failed(host)).contains(Duration.ofSeconds(30));
    // those under way fail as well, and change nothing
    assertThat(budget.failed(host)).isEmpty();
    assertThat(ask(Duration.ZERO)).isEqualTo(open(Duration.ofSeconds(30)));
  }

  @Test
  void anAnswerBetweenThemBeginsTheCountAnew() {
    for (int i = 0; i < 9; i++) {
      budget.failed(host);
    }
    budget.answered(host);
    for (int i = 0; i < 9; i++) {
      assertThat(budget.failed(host)).isEmpty();
    }
  }

  @Test
  void afterTheRestOneRequestTriesAndTheRestDoublesUpToHalfAnHour() {
    for (int i = 0; i < 10; i++) {
      budget.failed(host);
    }
    for (int seconds : new int[] {30, 60, 120, 240, 480, 960, 1800, 1800}) {
      assertThat(ask(Duration.ZERO)).isEqualTo(open(Duration.ofSeconds(seconds)));
      time.sleep(Duration.ofSeconds(seconds));
      assertNow(Duration.ZERO);
      assertThat(ask(Duration.ZERO)).isEqualTo(open(Duration.ofMinutes(1)));
      assertThat(budget.failed(host))
          .isEqualTo(Optional.of(Duration.ofSeconds(Math.min(1800, seconds * 2))));
    }
    time.sleep(Duration.ofMinutes(30));
    assertNow(Duration.ZERO);
    budget.answered(host);
    assertNow(Duration.ZERO);
  }

  @Test
  void aTrialOfWhichNothingIsHeardIsFollowedByAnother() {
    for (int i = 0; i < 10; i++) {
      budget.failed(host);
    }
    time.sleep(Duration.ofSeconds(30));
    assertNow(Duration.ZERO);
    time.sleep(Duration.ofMinutes(1));
    assertNow(Duration.ZERO);
    assertThat(ask(Duration.ZERO)).isEqualTo(open(Duration.ofMinutes(1)));
  }

  @Test
  void ofManyThreadsOneStarts() {
    AtomicInteger starts = new AtomicInteger();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      IntStream.range(0, 500)
          .forEach(
              i ->
                  threads.execute(
                      () -> {
                        if (ask(TWO) instanceof Turn.Now) {
                          starts.incrementAndGet();
                        }
                      }));
    }
    assertThat(starts).hasValue(1);
  }
}
