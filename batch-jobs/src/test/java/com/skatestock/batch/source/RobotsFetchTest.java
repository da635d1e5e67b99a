package com.skatestock.batch.source;

import static com.skatestock.batch.source.RudeServer.ok;
import static com.skatestock.batch.source.RudeServer.redirect;
import static com.skatestock.batch.source.RudeServer.status;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.skatestock.batch.shop.Shop;
import com.skatestock.batch.source.FetchOutcome.Failure;
import com.skatestock.batch.source.FetchOutcome.Refusal;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** When robots.txt is asked for, and what its answer means. */
class RobotsFetchTest extends FetcherAtRudeServer {

  @Test
  void readsRobotsOnceADay() {
    server.on("/robots.txt", ok("user-agent: skatestockbot\ndisallow: /b")).on("/a", ok(""));

    fetch("/a");
    assertRefused(fetch("/b"), Refusal.DISALLOWED_BY_ROBOTS, 0);
    assertThat(server.requestsFor("/robots.txt")).isEqualTo(1);
    assertThat(server.requestsFor("/b")).isZero();

    time.sleep(Duration.ofHours(24));
    fetch("/a");
    assertThat(server.requestsFor("/robots.txt")).isEqualTo(2);
  }

  @Test
  void anUnreachableRobotsForbidsEverythingForAWhile() {
    server.on("/robots.txt", status(500, "")).on("/a", ok("page"));

    assertFailed(fetch("/a"), Failure.ROBOTS_UNREACHABLE, 0, 0);
    assertFailed(fetch("/a"), Failure.ROBOTS_UNREACHABLE, 0, 0);
    assertThat(server.requestsFor("/robots.txt")).isEqualTo(3); // the attempts of one reading

    server.on("/robots.txt", status(410, ""));
    time.sleep(Duration.ofMinutes(5));
    assertThat(body(fetch("/a"))).isEqualTo("page".getBytes(UTF_8));
  }

  @Test
  void followsFiveRedirectsToRobots() {
    server
        .on("/robots.txt", redirect("/r1"))
        .on("/r1", redirect("/r2"))
        .on("/r2", redirect("/r3"))
        .on("/r3", redirect("/r4"))
        .on("/r4", redirect("/r5"))
        .on("/r5", ok("user-agent: *\ndisallow: /"));
    assertRefused(fetch("/a"), Refusal.DISALLOWED_BY_ROBOTS, 0);
  }

  @Test
  void ofAHugeRobotsTheFirst500KibCount() {
    String filler = "#".repeat(99) + "\n";
    server
        .on(
            "/robots.txt",
            ok("user-agent: *\ndisallow: /a\n" + filler.repeat(6000) + "disallow: /b\n"))
        .on("/b", ok("page"));
    assertRefused(fetch("/a"), Refusal.DISALLOWED_BY_ROBOTS, 0);
    assertThat(body(fetch("/b"))).isEqualTo("page".getBytes(UTF_8));
  }

  @Test
  void manyThreadsReadRobotsOnceAndAllGetTheirPage() throws Exception {
    server.on("/a", ok("page"));
    Set<String> bodies = ConcurrentHashMap.newKeySet();
    List<Future<?>> fetches = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 40; i++) {
        fetches.add(threads.submit(() -> bodies.add(new String(body(fetch("/a")), UTF_8))));
      }
    }
    for (Future<?> fetch : fetches) {
      fetch.get();
    }
    assertThat(bodies).containsExactly("page");
    assertThat(server.requestsFor("/robots.txt")).isEqualTo(1);
    assertThat(fetcher.counts("labor")).isEqualTo(new FetchCounts(41, 160, 0, 0, 0, 0));
  }

  @Test
  void anInterruptedThreadStopsWaitingAndForbidsNothing() throws Exception {
    server.on("/robots.txt", status(503, "", "Retry-After: 60")).on("/a", ok("page"));
    try (PoliteFetcher waiting =
        new PoliteFetcher(
            FetchSettings.of("SkateStockBot", "1.0", URI.create("https://skatestock.example/bot")),
            budget,
            RobotsShelf.NONE,
            time,
            duration -> {
              throw new InterruptedException();
            },
            NO_JITTER)) {
      assertFailed(
          waiting.fetch(shop(QUICK), server.uri("/a"), Validators.NONE),
          Failure.ROBOTS_UNREACHABLE,
          0,
          0);
      assertThat(Thread.interrupted()).isTrue();

      server.on("/robots.txt", status(404, ""));
      time.sleep(Duration.ofSeconds(60));
      assertThat(body(waiting.fetch(shop(QUICK), server.uri("/a"), Validators.NONE)))
          .isEqualTo("page".getBytes(UTF_8));
    }
  }

  @Test
  void crawlDelayRaisesTheDelayUpToTheCap() {
    server
        .on("/robots.txt", ok("user-agent: *\ncrawl-delay: 86400\n"))
        .on("/a", ok(""))
        .on("/b", ok(""));
    Shop slow = shop(manners(Duration.ofSeconds(2), Duration.ofSeconds(5), 1000));
    fetcher.fetch(slow, server.uri("/a"), Validators.NONE);
    fetcher.fetch(slow, server.uri("/b"), Validators.NONE);
    assertThat(time.slept).containsExactly(Duration.ofSeconds(30), Duration.ofSeconds(30));
  }
}
