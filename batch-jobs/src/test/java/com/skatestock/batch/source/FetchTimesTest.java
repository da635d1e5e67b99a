package com.skatestock.batch.source;

import static com.skatestock.batch.source.RudeServer.ok;
import static com.skatestock.batch.source.RudeServer.status;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.skatestock.batch.shop.Manners;
import com.skatestock.batch.shop.Shop;
import com.skatestock.batch.source.FetchOutcome.Failed;
import com.skatestock.batch.source.FetchOutcome.Failure;
import com.skatestock.batch.source.FetchOutcome.Refusal;
import com.skatestock.batch.source.HostBudget.Visit;
import com.skatestock.batch.source.RudeServer.Reply;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How long is waited for an answer, and when it is asked for again. */
class FetchTimesTest extends FetcherAtRudeServer {

  @Test
  void aShopThatTricklesIsGivenUpWhenTheWholeAnswerTakesTooLong() {
    server.on("/a", RudeServer.ok("ok"));
    fetch("/a"); // robots.txt is known from here on
    server.on("/a", trickle(50));
    Manners hasty = new Manners(Duration.ZERO, Duration.ofMillis(400), 1, 100_000, 1_000, true);

    FetchOutcome outcome = fetcher.fetch(shop(hasty), server.uri("/a"), Validators.NONE);

    assertFailed(outcome, Failure.TIMEOUT, 1, 0);
    assertThat(((Failed) outcome).message()).contains("no whole answer within PT0.4S");
  }

  private static Reply trickle(long millis) {
    return out -> {
      out.write("HTTP/1.1 200 OK\r\nContent-Length: 10000\r\n\r\n".getBytes(UTF_8));
      while (true) {
        out.write('x');
        out.flush();
        Thread.sleep(millis);
      }
    };
  }

  @Test
  void aShopThatSaysNothingIsGivenUpAfterTheIdleTime() throws IOException {
    FetchSettings impatient =
        new FetchSettings(
            "SkateStockBot",
            "1.0",
            URI.create("https://skatestock.example/bot"),
            Duration.ofSeconds(1),
            Duration.ofMillis(200),
            Duration.ofSeconds(1),
            Duration.ofSeconds(30),
            Duration.ofMinutes(2),
            Duration.ofSeconds(30),
            Duration.ofHours(24),
            Duration.ofMinutes(5),
            5);
    server.on("/a", trickle(20_000));
    Manners once = new Manners(Duration.ZERO, Duration.ofSeconds(10), 1, 100_000, 1_000, true);
    try (PoliteFetcher hasty =
        new PoliteFetcher(impatient, budget, RobotsShelf.NONE, time, time, NO_JITTER)) {
      assertFailed(
          hasty.fetch(shop(once), server.uri("/a"), Validators.NONE), Failure.TIMEOUT, 1, 0);
    }
  }

  @Test
  void aHostThatDoesNotAnswerIsUnreachable() throws IOException {
    URI gone;
    try (RudeServer closed = new RudeServer()) {
      gone = closed.uri("/a");
    }
    FetchOutcome outcome = fetcher.fetch(shop(QUICK, gone), gone, Validators.NONE);
    assertFailed(outcome, Failure.ROBOTS_UNREACHABLE, 0, 0);
  }

  @Test
  void retriesAfterAServerErrorWithGrowingWaits() {
    server.on("/a", status(500, ""), status(502, ""), ok("fine"));

    assertThat(body(fetch("/a"))).isEqualTo("fine".getBytes(UTF_8));

    assertThat(time.slept).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
    assertThat(fetcher.counts("labor")).isEqualTo(new FetchCounts(4, 4, 2, 0, 0, 0));
  }

  @Test
  void givesUpAfterAllAttempts() {
    server.on("/a", status(500, ""));
    assertFailed(fetch("/a"), Failure.HTTP_STATUS, 3, 500);
    assertThat(server.requestsFor("/a")).isEqualTo(3);
    assertThat(fetcher.counts("labor")).isEqualTo(new FetchCounts(4, 0, 2, 0, 0, 1));
  }

  @Test
  void doesNotRetryWhatWillNotPass() {
    server.on("/a", status(404, "gone"));
    assertRefused(fetch("/a"), Refusal.HTTP_STATUS, 404);
    assertThat(server.requestsFor("/a")).isEqualTo(1);
    assertThat(fetcher.counts("labor")).isEqualTo(new FetchCounts(2, 0, 0, 0, 1, 0));
  }

  @Test
  void waitsAsManySecondsAsTheShopAsksFor() {
    server.on("/a", status(429, "", "Retry-After: 7"), ok("fine"));
    assertThat(body(fetch("/a"))).isEqualTo("fine".getBytes(UTF_8));
    assertThat(time.slept).containsExactly(Duration.ofSeconds(7));
    assertThat(fetcher.counts("labor").throttled()).isEqualTo(1);
  }

  @Test
  void waitsUntilTheDateThatTheShopNames() {
    server.on("/a", status(503, "", "Retry-After: Sat, 21 Nov 2026 02:30:42 GMT"), ok("fine"));
    assertThat(body(fetch("/a"))).isEqualTo("fine".getBytes(UTF_8));
    assertThat(time.slept).containsExactly(Duration.ofSeconds(42));
  }

  @Test
  void doesNotWaitLongerThanTheSettingsAllow() {
    server.on("/a", status(429, "", "Retry-After: 3600"));
    FetchOutcome outcome = fetch("/a");
    assertFailed(outcome, Failure.RETRY_AFTER_TOO_LONG, 1, 429);
    assertThat(((Failed) outcome).message())
        .isEqualTo("HTTP 429, Retry-After 3600 s exceeds 120 s");
    assertThat(fetcher.counts("labor")).isEqualTo(new FetchCounts(2, 0, 0, 1, 0, 1));
    assertThat(time.slept).isEmpty();

    // nobody asks before the hour is over, whoever it is
    assertFailed(fetch("/b"), Failure.RETRY_AFTER_TOO_LONG, 0, 0);
    time.sleep(Duration.ofSeconds(3599));
    server.on("/a", ok("fine"));
    assertThat(body(fetch("/a"))).isEqualTo("fine".getBytes(UTF_8));
    assertThat(time.slept).containsExactly(Duration.ofSeconds(3599), Duration.ofSeconds(1));
    assertThat(server.requestsFor("/b")).isZero();
  }

  @Test
  void shopifysSecurityRejectionSlowsTheHostDown() {
    server.on("/a", status(430, ""));
    assertFailed(fetch("/a"), Failure.THROTTLED, 3, 430);
    assertThat(fetcher.counts("labor").throttled()).isEqualTo(3);
    // the last answer's pause holds for whoever asks next
    assertThat(
            budget.ask(new Visit(Host.of(server.uri("/")), "nj", Duration.ZERO, Duration.ZERO, "")))
        .isEqualTo(new Turn.Later(Duration.ofSeconds(5), Turn.Reason.PAUSE, ""));
  }

  @Test
  void aHostThatFailsAgainAndAgainIsLeftAloneAndThenTriedOnce() {
    server.on("/a", status(500, ""));
    for (int page = 1; page <= 3; page++) {
      assertFailed(fetch("/a"), Failure.HTTP_STATUS, 3, 500);
    }
    time.slept.clear();

    // the tenth failure; the attempt after it waits for the rest of half a minute, and is the trial
    assertFailed(fetch("/a"), Failure.HTTP_STATUS, 3, 500);
    assertThat(time.slept)
        .containsExactly(
            Duration.ofSeconds(1),
            Duration.ofSeconds(29),
            Duration.ofSeconds(2),
            Duration.ofSeconds(58));
    assertThat(server.requestsFor("/a")).isEqualTo(12);

    // two minutes are as long as we wait, eight are not
    assertFailed(fetch("/a"), Failure.CIRCUIT_OPEN, 1, 500);
    assertFailed(fetch("/a"), Failure.CIRCUIT_OPEN, 0, 0);
    assertThat(server.requestsFor("/a")).isEqualTo(13);

    server.on("/a", ok("fine"));
    time.sleep(Duration.ofMinutes(4));
    assertThat(body(fetch("/a"))).isEqualTo("fine".getBytes(UTF_8));
  }

  @Test
  void keepsTheDelayBetweenRequests() {
    server.on("/a", ok("")).on("/b", ok(""));
    Shop slow = shop(manners(Duration.ofSeconds(2), Duration.ofSeconds(5), 1000));
    fetcher.fetch(slow, server.uri("/a"), Validators.NONE);
    fetcher.fetch(slow, server.uri("/b"), Validators.NONE);
    // robots.txt, /a, /b
    assertThat(time.slept).containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(2));
  }
}
