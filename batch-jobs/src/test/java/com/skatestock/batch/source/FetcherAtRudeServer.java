package com.skatestock.batch.source;

import static com.skatestock.batch.source.RudeServer.status;
import static org.assertj.core.api.Assertions.assertThat;

import com.skatestock.batch.shop.Manners;
import com.skatestock.batch.shop.Platform;
import com.skatestock.batch.shop.Shop;
import com.skatestock.batch.source.FetchOutcome.Failed;
import com.skatestock.batch.source.FetchOutcome.Failure;
import com.skatestock.batch.source.FetchOutcome.Fetched;
import com.skatestock.batch.source.FetchOutcome.Refusal;
import com.skatestock.batch.source.FetchOutcome.Refused;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A fetcher, the rude server that it asks, and a time that passes only while it waits. */
abstract class FetcherAtRudeServer {
  static final Instant NOW = Instant.parse("2026-11-21T02:30:00Z");

  /** Always the upper bound, so that waits have exact values. */
  static final RandomGenerator NO_JITTER =
      new RandomGenerator() {
        @Override
        public long nextLong() {
          return 0;
        }

        @Override
        public long nextLong(long bound) {
          return bound - 1;
        }
      };

  final FakeTime time = new FakeTime(NOW);
  final HostBudget budget = new InProcessHostBudget(time);
  RudeServer server;
  PoliteFetcher fetcher;

  @BeforeEach
  void start() throws IOException {
    server = new RudeServer();
    FetchSettings settings =
        FetchSettings.of("SkateStockBot", "1.0", URI.create("https://skatestock.example/bot"));
    fetcher = new PoliteFetcher(settings, budget, RobotsShelf.NONE, time, time, NO_JITTER);
  }

  @AfterEach
  void stop() throws IOException {
    fetcher.close();
    server.close();
  }

  static Manners manners(Duration delay, Duration timeout, int maxBody) {
    return new Manners(delay, timeout, 3, maxBody, 1_000, true);
  }

  static final Manners QUICK = manners(Duration.ZERO, Duration.ofSeconds(5), 1000);

  Shop shop(Manners manners) {
    return shop(manners, server.uri("/"));
  }

  static Shop shop(Manners manners, URI url) {
    return new Shop(
        "labor",
        "Labor",
        "New York",
        url,
        Platform.SHOPIFY,
        Currency.getInstance("USD"),
        ZoneOffset.UTC,
        List.of(),
        manners,
        0,
        Optional.empty());
  }

  FetchOutcome fetch(String path) {
    return fetcher.fetch(shop(QUICK), server.uri(path), Validators.NONE);
  }

  static byte[] body(FetchOutcome outcome) {
    return ((Fetched) outcome).page().body().bytes();
  }

  static void assertRefused(FetchOutcome outcome, Refusal reason, int status) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused.reason()).as(refused.message()).isEqualTo(reason);
              assertThat(refused.status()).isEqualTo(status);
            });
  }

  static void assertFailed(FetchOutcome outcome, Failure reason, int attempts, int last) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> {
              assertThat(failed.reason()).as(failed.message()).isEqualTo(reason);
              assertThat(failed.attempts()).isEqualTo(attempts);
              assertThat(failed.lastStatus()).isEqualTo(last);
            });
  }
}
