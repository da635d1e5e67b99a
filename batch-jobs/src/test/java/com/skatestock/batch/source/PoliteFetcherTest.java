package com.skatestock.batch.source;

import static com.skatestock.batch.source.RudeServer.lines;
import static com.skatestock.batch.source.RudeServer.ok;
import static com.skatestock.batch.source.RudeServer.redirect;
import static com.skatestock.batch.source.RudeServer.status;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.skatestock.batch.shop.Manners;
import com.skatestock.batch.shop.Platform;
import com.skatestock.batch.shop.Shop;
import com.skatestock.batch.source.FetchOutcome.Failed;
import com.skatestock.batch.source.FetchOutcome.Failure;
import com.skatestock.batch.source.FetchOutcome.Fetched;
import com.skatestock.batch.source.FetchOutcome.NotModified;
import com.skatestock.batch.source.FetchOutcome.Refusal;
import com.skatestock.batch.source.FetchOutcome.Refused;
import com.skatestock.batch.source.HostBudget.Visit;
import com.skatestock.batch.source.RudeServer.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PoliteFetcherTest {
  private static final Instant NOW = Instant.parse("2026-11-21T02:30:00Z");

  /** Always the upper bound, so that waits have exact values. */
  private static final RandomGenerator NO_JITTER =
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

  private final FakeTime time = new FakeTime(NOW);
  private final HostBudget budget = new InProcessHostBudget(time);
  private RudeServer server;
  private PoliteFetcher fetcher;

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

  private static Manners manners(Duration delay, Duration timeout, int maxBody) {
    return new Manners(delay, timeout, 3, maxBody, 1_000, true);
  }

  private static final Manners QUICK = manners(Duration.ZERO, Duration.ofSeconds(5), 1000);

  private Shop shop(Manners manners) {
    return shop(manners, server.uri("/"));
  }

  private static Shop shop(Manners manners, URI url) {
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

  private FetchOutcome fetch(String path) {
    return fetcher.fetch(shop(QUICK), server.uri(path), Validators.NONE);
  }

  private static byte[] body(FetchOutcome outcome) {
    return ((Fetched) outcome).page().body().bytes();
  }

  private static void assertRefused(FetchOutcome outcome, Refusal reason, int status) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused.reason()).as(refused.message()).isEqualTo(reason);
              assertThat(refused.status()).isEqualTo(status);
            });
  }

  private static void assertFailed(FetchOutcome outcome, Failure reason, int attempts, int last) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> {
              assertThat(failed.reason()).as(failed.message()).isEqualTo(reason);
              assertThat(failed.attempts()).isEqualTo(attempts);
              assertThat(failed.lastStatus()).isEqualTo(last);
            });
  }

  // What a page is

  @Test
  void aPageCarriesWhatTheShopSentAndWhenItCame() {
    server.on("/a", ok("{}", "Content-Type: application/json", "Set-Cookie: a", "Set-Cookie: b"));

    Page page = ((Fetched) fetch("/a")).page();

    assertThat(page.shop()).isEqualTo("labor");
    assertThat(page.uri()).isEqualTo(server.uri("/a"));
    assertThat(page.capturedAt()).isEqualTo(NOW);
    assertThat(page.recordId()).matches("urn:uuid:[0-9a-f-]{36}");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.headers())
        .containsOnly(
            java.util.Map.entry("content-length", List.of("2")),
            java.util.Map.entry("connection", List.of("close")),
            java.util.Map.entry("content-type", List.of("application/json")),
            java.util.Map.entry("set-cookie", List.of("a", "b")));
    assertThat(new String(page.body().bytes(), UTF_8)).isEqualTo("{}");
  }

  @Test
  void saysWhoItIs() {
    server.on("/a", ok(""));
    fetch("/a");

    assertThat(server.requests.get(1).headers())
        .containsEntry("user-agent", "SkateStockBot/1.0 (+https://skatestock.example/bot)")
        .containsEntry("accept-encoding", "gzip")
        .doesNotContainKeys("if-none-match", "cookie", "authorization");
  }

  @Test
  void asksOnlyForWhatChanged() {
    server.on(
        "/a",
        ok("old", "ETag: \"v1\"", "Last-Modified: Fri, 20 Nov 2026 10:00:00 GMT"),
        lines("HTTP/1.1 304 Not Modified", "ETag: \"v1\"", "", ""));

    Validators known = ((Fetched) fetch("/a")).validators();
    FetchOutcome again = fetcher.fetch(shop(QUICK), server.uri("/a"), known);

    assertThat(server.requests.get(2).headers())
        .containsEntry("if-none-match", "\"v1\"")
        .containsEntry("if-modified-since", "Fri, 20 Nov 2026 10:00:00 GMT");
    assertThat(again)
        .isInstanceOfSatisfying(
            NotModified.class,
            unchanged -> {
              assertThat(unchanged.uri()).isEqualTo(server.uri("/a"));
              assertThat(unchanged.capturedAt()).isEqualTo(NOW);
              assertThat(unchanged.validators()).isEqualTo(known);
            });
  }

  @Test
  void aNotModifiedThatNobodyAskedForIsRefused() {
    server.on("/a", lines("HTTP/1.1 304 Not Modified", "", ""));
    assertRefused(fetch("/a"), Refusal.HTTP_STATUS, 304);
  }

  // Bodies

  @Test
  void unpacksGzip() throws IOException {
    server.on("/a", gzip("hello hello hello".getBytes(UTF_8), true));
    FetchOutcome outcome = fetch("/a");
    assertThat(body(outcome)).isEqualTo("hello hello hello".getBytes(UTF_8));
    assertThat(((FetchOutcome.Fetched) outcome).page().body().gzipped().orElseThrow())
        .as("kept as it travelled, for the archive")
        .startsWith(0x1f, 0x8b);
  }

  private static Reply gzip(byte[] body, boolean whole) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(body);
    }
    int length = whole ? packed.size() : packed.size() - 10;
    return out -> {
      out.write(
          ("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + length + "\r\n\r\n")
              .getBytes(UTF_8));
      out.write(packed.toByteArray(), 0, length);
    };
  }

  @Test
  void readsChunks() {
    server.on(
        "/a",
        lines(
            "HTTP/1.1 200 OK",
            "Transfer-Encoding: chunked",
            "",
            "3",
            "abc",
            "2",
            "de",
            "0",
            "",
            ""));
    assertThat(body(fetch("/a"))).isEqualTo("abcde".getBytes(UTF_8));
  }

  @Test
  void aGzipBombIsStoppedAtTheCap() throws IOException {
    server.on("/a", gzip(new byte[900_000], true));
    assertRefused(fetch("/a"), Refusal.BODY_TOO_LARGE, 0);
    assertThat(fetcher.counts("labor").bytes()).isZero();
  }

  @Test
  void anAnnouncedLengthBeyondTheCapIsRefusedUnread() {
    server.on("/a", lines("HTTP/1.1 200 OK", "Content-Length: 1001", "", ""));
    assertRefused(fetch("/a"), Refusal.BODY_TOO_LARGE, 0);
    assertThat(server.requestsFor("/a")).isEqualTo(1);
  }

  @Test
  void anEndlessBodyIsStoppedAtTheCap() {
    server.on(
        "/a",
        out -> {
          out.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes(UTF_8));
          while (true) {
            out.write(("64\r\n" + "x".repeat(100) + "\r\n").getBytes(UTF_8));
          }
        });
    assertRefused(fetch("/a"), Refusal.BODY_TOO_LARGE, 0);
  }

  @Test
  void aBodyOfExactlyTheCapIsAccepted() {
    server.on("/a", ok("x".repeat(1000)));
    assertThat(body(fetch("/a"))).hasSize(1000);
  }

  @Test
  void aBodyShorterThanAnnouncedIsNeverAccepted() {
    server.on("/a", lines("HTTP/1.1 200 OK", "Content-Length: 10", "", "{\"a\":1}"));
    assertFailed(fetch("/a"), Failure.CUT_OFF, 3, 0);
  }

  @Test
  void aBodyLongerThanAnnouncedIsNeverAccepted() {
    server.on("/a", lines("HTTP/1.1 200 OK", "Content-Length: 4", "", "{\"a\":1}"));
    assertFailed(fetch("/a"), Failure.CUT_OFF, 3, 0);
  }

  @Test
  void chunksWithoutTheirEndAreNeverAccepted() {
    server.on("/a", lines("HTTP/1.1 200 OK", "Transfer-Encoding: chunked", "", "3", "abc", ""));
    assertFailed(fetch("/a"), Failure.CUT_OFF, 3, 0);
  }

  @Test
  void aPackedBodyCutOffIsNeverAccepted() throws IOException {
    server.on("/a", gzip("hello hello hello".getBytes(UTF_8), false));
    assertFailed(fetch("/a"), Failure.CUT_OFF, 3, 0);
  }

  @Test
  void aBodyThatIsNotPackedAsItSaysIsMalformed() {
    server.on("/a", ok("plain", "Content-Encoding: gzip"));
    assertFailed(fetch("/a"), Failure.MALFORMED, 3, 0);
  }

  @Test
  void anEncodingThatWasNotAskedForIsRefused() {
    server.on("/a", ok("?", "Content-Encoding: br"));
    assertRefused(fetch("/a"), Refusal.UNKNOWN_ENCODING, 0);
  }

  // Time

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

  // Retries

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

  // Redirects

  @Test
  void followsRedirectsAndSaysWhereTheyLed() {
    server.on("/a", redirect("/b")).on("/b", redirect("c#part")).on("/c", ok("there"));

    Page page = ((Fetched) fetch("/a")).page();

    assertThat(page.uri()).isEqualTo(server.uri("/a"));
    assertThat(page.headers())
        .containsEntry(PoliteFetcher.REDIRECTED_TO, List.of(server.uri("/c").toString()));
    assertThat(new String(page.body().bytes(), UTF_8)).isEqualTo("there");
  }

  @Test
  void aRedirectLoopIsRefused() {
    server.on("/a", redirect("/b")).on("/b", redirect("/a"));
    assertRefused(fetch("/a"), Refusal.REDIRECT_LOOP, 0);
    assertThat(server.requestsFor("/a")).isEqualTo(1);
  }

  @Test
  void fiveRedirectsAreFollowedAndTheSixthIsNot() {
    for (int i = 0; i < 6; i++) {
      server.on("/" + i, redirect("/" + (i + 1)));
    }
    server.on("/6", ok("end"));
    assertThat(body(fetch("/1"))).isEqualTo("end".getBytes(UTF_8));
    assertRefused(fetch("/0"), Refusal.TOO_MANY_REDIRECTS, 0);
  }

  @Test
  void aRedirectAwayFromTheShopIsRefused() {
    server.on("/a", redirect("http://elsewhere.example/"));
    assertRefused(fetch("/a"), Refusal.REDIRECT_OFF_SITE, 0);
  }

  @Test
  void aRedirectToAnotherSchemeOrPortOrWithCredentialsIsRefused() {
    server
        .on("/file", redirect("file:///etc/passwd"))
        .on("/port", redirect("http://127.0.0.1:22/"))
        .on("/user", redirect("http://me:secret@127.0.0.1/"));
    assertRefused(fetch("/file"), Refusal.ADDRESS_NOT_ALLOWED, 0);
    assertRefused(fetch("/port"), Refusal.ADDRESS_NOT_ALLOWED, 0);
    FetchOutcome withCredentials = fetch("/user");
    assertRefused(withCredentials, Refusal.ADDRESS_NOT_ALLOWED, 0);
    assertThat(((Refused) withCredentials).message()).doesNotContain("secret");
  }

  @Test
  void aRedirectToADisallowedPageIsRefused() {
    server
        .on("/robots.txt", ok("user-agent: *\ndisallow: /cart"))
        .on("/a", redirect("/cart"))
        .on("/cart", ok("no"));
    assertRefused(fetch("/a"), Refusal.DISALLOWED_BY_ROBOTS, 0);
    assertThat(server.requestsFor("/cart")).isZero();
  }

  // Addresses

  @Test
  void privateHostsAreNotEvenAsked() {
    Manners careful = new Manners(Duration.ZERO, Duration.ofSeconds(5), 3, 1000, 1_000, false);
    FetchOutcome outcome = fetcher.fetch(shop(careful), server.uri("/a"), Validators.NONE);
    assertRefused(outcome, Refusal.PRIVATE_ADDRESS, 0);
    assertThat(((Refused) outcome).message())
        .isEqualTo("127.0.0.1 leads to the private address 127.0.0.1");
    assertThat(server.requests).isEmpty();
  }

  @Test
  void pagesOfOtherSitesAreNotAskedFor() {
    assertRefused(
        fetcher.fetch(shop(QUICK), URI.create("http://elsewhere.example/"), Validators.NONE),
        Refusal.OFF_SITE,
        0);
  }

  // robots.txt

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

  @Test
  void connectionsAreKeptAndBodiesComeWhole() throws Exception {
    byte[] large = new byte[3_000_000];
    new java.util.Random(1).nextBytes(large);
    server.on(
        "/a",
        out -> {
          OutputStream buffered = new java.io.BufferedOutputStream(out, 1 << 16);
          buffered.write(
              ("HTTP/1.1 200 OK\r\nContent-Length: " + large.length + "\r\n\r\n").getBytes(UTF_8));
          buffered.write(large);
          buffered.flush();
        });
    Shop shop = shop(manners(Duration.ZERO, Duration.ofSeconds(20), 4_000_000));
    assertThat(body(fetcher.fetch(shop, server.uri("/a"), Validators.NONE))).isEqualTo(large);
  }
}
