package com.skatestock.batch.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InProcessHostBudgetTest {
  private static final Duration TWO = Duration.ofSeconds(2);

  private final FakeTime time = new FakeTime(Instant.parse("2026-11-21T02:30:00Z"));
  private final HostBudget budget = new InProcessHostBudget(time);
  private final Host host = Host.of(URI.create("https://shop.example/a"));

  @Test
  void startsFollowOneAnotherInTheOrderOfAsking() {
    assertThat(budget.reserve(host, TWO)).isEqualTo(Duration.ZERO);
    assertThat(budget.reserve(host, TWO)).isEqualTo(Duration.ofSeconds(2));
    assertThat(budget.reserve(host, TWO)).isEqualTo(Duration.ofSeconds(4));
  }

  @Test
  void theDelayRunsFromStartToStart() {
    assertThat(budget.reserve(host, TWO)).isEqualTo(Duration.ZERO);
    time.sleep(Duration.ofMillis(1500));
    assertThat(budget.reserve(host, TWO)).isEqualTo(Duration.ofMillis(500));
    time.sleep(Duration.ofMinutes(1));
    assertThat(budget.reserve(host, TWO)).isEqualTo(Duration.ZERO);
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
    budget.reserve(host, TWO);
    assertThat(budget.reserve(Host.of(URI.create("http://shop.example/")), TWO))
        .isEqualTo(Duration.ZERO);
  }

  @Test
  void noDelayNeverWaits() {
    for (int i = 0; i < 3; i++) {
      assertThat(budget.reserve(host, Duration.ZERO)).isEqualTo(Duration.ZERO);
    }
  }

  @Test
  void aPauseHoldsEverybodyBackAndDoublesTheDelayForTenMinutes() {
    budget.reserve(host, TWO);
    budget.throttle(host, Duration.ofSeconds(60));

    assertThat(budget.pause(host)).isEqualTo(Duration.ofSeconds(60));
    assertThat(budget.reserve(host, TWO)).isEqualTo(Duration.ofSeconds(60));
    assertThat(budget.reserve(host, TWO)).isEqualTo(Duration.ofSeconds(64));
    assertThat(budget.reserve(host, Duration.ZERO)).isEqualTo(Duration.ofSeconds(64));

    time.sleep(Duration.ofMinutes(10));
    assertThat(budget.pause(host)).isEqualTo(Duration.ZERO);
    assertThat(budget.reserve(host, TWO)).isEqualTo(Duration.ZERO);
    assertThat(budget.reserve(host, TWO)).isEqualTo(TWO);
  }

  @Test
  void aShorterPauseDoesNotEndALongerOne() {
    budget.throttle(host, Duration.ofSeconds(60));
    budget.throttle(host, Duration.ofSeconds(5));
    assertThat(budget.pause(host)).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void manyThreadsGetOneStartEach() {
    ConcurrentSkipListSet<Duration> waits = new ConcurrentSkipListSet<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      IntStream.range(0, 500)
          .forEach(i -> threads.execute(() -> waits.add(budget.reserve(host, TWO))));
    }
    assertThat(waits)
        .containsExactlyElementsOf(
            IntStream.range(0, 500).mapToObj(i -> TWO.multipliedBy(i)).toList());
  }
}
