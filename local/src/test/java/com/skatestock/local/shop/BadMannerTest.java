package com.skatestock.local.shop;

import static com.skatestock.local.shop.RawClient.body;
import static com.skatestock.local.shop.RawClient.header;
import static com.skatestock.local.shop.RawClient.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.skatestock.local.shop.BadManner.Damage;
import com.skatestock.local.shop.BadManner.RetryAfter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BadMannerTest {
  private static final String FIRST = "/products.json?limit=50&page=1";

  private final ShopSimulator simulator;
  private final URI shop;
  private final Manners manners;
  private String good = "";

  BadMannerTest() throws IOException {
    SimulatedClock clock = SimulatedClock.frozenAt(Instant.parse("2026-03-02T15:00:00Z"));
    simulator =
        ShopSimulator.start(SimulatorSettings.of(clock, SimulatedShop.shopify("rude", 120)));
    shop = simulator.uri("rude");
    manners = simulator.manners("rude");
  }

  @BeforeEach
  void goodManners() throws IOException {
    good = body(RawClient.get(shop, FIRST));
  }

  @AfterEach
  void close() throws IOException {
    simulator.close();
  }

  @Test
  void slowWaitsBeforeTheHeaders() throws IOException {
    manners.add(new BadManner.Slow(Duration.ofMillis(300), Duration.ZERO));
    long start = System.nanoTime();
    assertThat(body(RawClient.get(shop, FIRST))).isEqualTo(good);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(300));
  }

  @Test
  void slowDribblesTheBodyInTwentyPieces() throws IOException {
    manners.add(new BadManner.Slow(Duration.ZERO, Duration.ofMillis(20)));
    long start = System.nanoTime();
    assertThat(body(RawClient.get(shop, FIRST))).isEqualTo(good);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(400));
  }

  @Test
  void cutOffAnnouncesTheWholeAndSendsAPart() throws IOException {
    manners.add(new BadManner.CutOff(false, 50));
    String answer = RawClient.get(shop, FIRST);
    assertThat(header(answer, "Content-Length")).isEqualTo(Integer.toString(good.length()));
    assertThat(body(answer)).isEqualTo(good.substring(0, good.length() / 2));
  }

  @Test
  void cutOffOfChunksEndsWithinAChunk() throws IOException {
    manners.add(new BadManner.CutOff(true, 50));
    String answer = RawClient.get(shop, FIRST);
    assertThat(header(answer, "Transfer-Encoding")).isEqualTo("chunked");
    assertThat(answer).doesNotEndWith("0\r\n\r\n").doesNotContain("Content-Length");
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> fetch(FIRST));
  }

  @Test
  void wrongLengthIsTooShortOrTooLong() throws IOException {
    manners.add(Misbehaviour.always(new BadManner.WrongLength(-64)).requests(1, 1));
    manners.add(Misbehaviour.always(new BadManner.WrongLength(64)).requests(2, 2));
    String shorter = RawClient.get(shop, FIRST);
    String longer = RawClient.get(shop, FIRST);
    assertThat(header(shorter, "Content-Length")).isEqualTo(Integer.toString(good.length() - 64));
    assertThat(header(longer, "Content-Length")).isEqualTo(Integer.toString(good.length() + 64));
    assertThat(body(shorter)).isEqualTo(good);
    assertThat(body(longer)).isEqualTo(good);
  }

  @Test
  void htmlComesInsteadOfJsonWithStatus200() throws IOException {
    manners.add(new BadManner.HtmlInsteadOfJson());
    String answer = RawClient.get(shop, FIRST);
    assertThat(status(answer)).isEqualTo("200");
    assertThat(header(answer, "Content-Type")).isEqualTo("text/html; charset=utf-8");
    assertThat(body(answer)).startsWith("<!doctype html>");
  }

  @Test
  void tooManyRequestsSaysWhenInBothForms() throws IOException {
    manners.add(
        Misbehaviour.always(
                new BadManner.TooManyRequests(RetryAfter.SECONDS, Duration.ofSeconds(7)))
            .times(1));
    manners.add(new BadManner.TooManyRequests(RetryAfter.DATE, Duration.ofSeconds(7)));
    String seconds = RawClient.get(shop, FIRST);
    Instant before = Instant.now();
    String date = RawClient.get(shop, FIRST);
    assertThat(status(seconds)).isEqualTo("429");
    assertThat(header(seconds, "Retry-After")).isEqualTo("7");
    assertThat(status(date)).isEqualTo("429");
    assertThat(HttpDate.read(header(date, "Retry-After")).orElseThrow())
        .isBetween(before.plusSeconds(6), Instant.now().plusSeconds(7));
  }

  @Test
  void serverErrorHasItsStatus() throws IOException {
    for (int wanted : List.of(500, 502, 503)) {
      manners.clear();
      manners.add(new BadManner.ServerError(wanted));
      assertThat(status(RawClient.get(shop, FIRST))).isEqualTo(Integer.toString(wanted));
    }
  }

  @Test
  void malformedBodiesAreCompleteButBroken() throws IOException {
    manners.add(Misbehaviour.always(new BadManner.Malformed(Damage.BROKEN_JSON)).requests(1, 1));
    manners.add(Misbehaviour.always(new BadManner.Malformed(Damage.TRUNCATED)).requests(2, 2));
    manners.add(Misbehaviour.always(new BadManner.Malformed(Damage.INVALID_UTF8)).requests(3, 3));
    String broken = RawClient.get(shop, FIRST);
    String truncated = RawClient.get(shop, FIRST);
    byte[] invalid = RawClient.bytes(shop, FIRST);
    assertThat(body(broken)).contains("\"variants\":[,{").hasSize(good.length() + 1);
    assertThat(body(truncated)).isEqualTo(good.substring(0, good.length() / 2));
    assertThat(header(truncated, "Content-Length")).isEqualTo(Integer.toString(good.length() / 2));
    assertThatExceptionOfType(CharacterCodingException.class)
        .isThrownBy(() -> StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(invalid)));
  }

  @Test
  void emptyPageShowsNothingOnTheChosenPage() throws IOException {
    manners.add(Misbehaviour.always(new BadManner.EmptyPage()).onPages(2));
    assertThat(body(RawClient.get(shop, FIRST))).isEqualTo(good);
    assertThat(body(RawClient.get(shop, "/products.json?limit=50&page=2")))
        .isEqualTo("{\"products\":[]}");
  }

  @Test
  void endlessPaginationRepeatsTheLastPage() throws IOException {
    String last = body(RawClient.get(shop, "/products.json?limit=50&page=3"));
    manners.add(new BadManner.EndlessPagination());
    assertThat(body(RawClient.get(shop, "/products.json?limit=50&page=3"))).isEqualTo(last);
    assertThat(body(RawClient.get(shop, "/products.json?limit=50&page=4"))).isEqualTo(last);
    assertThat(body(RawClient.get(shop, "/products.json?limit=50&page=99"))).isEqualTo(last);
  }

  @Test
  void redirectLoopLeadsRoundAndRound() throws IOException {
    manners.add(Misbehaviour.always(new BadManner.RedirectLoop()).times(1));
    List<String> stops = new ArrayList<>();
    String target = FIRST;
    for (int hop = 0; hop < 4; hop++) {
      String answer = RawClient.get(shop, target);
      assertThat(status(answer)).isEqualTo("302");
      target = header(answer, "Location");
      stops.add(target);
    }
    assertThat(stops).containsExactly("/_loop/a", "/_loop/b", "/_loop/a", "/_loop/b");
  }

  @Test
  void hugeBodyHasItsMegabytesOrNoEnd() throws IOException {
    manners.add(Misbehaviour.always(new BadManner.HugeBody(OptionalInt.of(3))).times(1));
    manners.add(new BadManner.HugeBody(OptionalInt.empty()));
    assertThat(body(RawClient.get(shop, FIRST))).hasSize(3 << 20);
    // The raw client gives up at 64 MB.
    assertThat(RawClient.bytes(shop, FIRST)).hasSizeGreaterThanOrEqualTo(64 << 20);
  }

  @Test
  void strikesAtEveryThirdRequestOnly() throws IOException {
    manners.add(Misbehaviour.always(new BadManner.ServerError(503)).every(3).times(2));
    List<String> statuses = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      statuses.add(status(RawClient.get(shop, FIRST)));
    }
    assertThat(statuses)
        .containsExactly("200", "200", "503", "200", "200", "503", "200", "200", "200", "200");
  }

  @Test
  void robotsIsSparedUnlessItIsMeant() throws IOException {
    manners.add(new BadManner.ServerError(503));
    assertThat(status(RawClient.get(shop, "/robots.txt"))).isEqualTo("200");
    manners.add(Misbehaviour.always(new BadManner.ServerError(500)).onPath("/robots.txt"));
    assertThat(status(RawClient.get(shop, "/robots.txt"))).isEqualTo("500");
  }

  @Test
  void theControlSwitchesMannersByName() throws IOException, InterruptedException {
    String desk = "/_control/shops/rude/manners";
    assertThat(control("POST", desk + "?name=serverError&status=502&every=2").statusCode())
        .isEqualTo(200);
    assertThat(status(RawClient.get(shop, FIRST))).isEqualTo("200");
    assertThat(status(RawClient.get(shop, FIRST))).isEqualTo("502");
    assertThat(control("GET", desk).body()).contains("\"fitting\":2,\"spoilt\":1");
    assertThat(control("POST", desk + "?name=rude").body()).contains("Unknown manner 'rude'");
    assertThat(control("POST", desk + "?name=slow&speed=1").statusCode()).isEqualTo(400);
    control("DELETE", desk);
    assertThat(manners.list()).isEmpty();
  }

  @Test
  void everyNameOfTheBriefIsUnderstood() {
    for (String name :
        List.of(
            "slow",
            "cutOff",
            "wrongLength",
            "htmlInsteadOfJson",
            "tooManyRequests",
            "serverError",
            "malformed",
            "emptyPage",
            "endlessPagination",
            "redirectLoop",
            "hugeBody")) {
      assertThat(MannerText.read(Map.of("name", name)).manner().name()).isEqualTo(name);
    }
    assertThat(MannerText.read(Map.of("name", "slow", "before", "1500ms", "pages", "2,4")))
        .isEqualTo(
            Misbehaviour.always(new BadManner.Slow(Duration.ofMillis(1500), Duration.ZERO))
                .onPages(2, 4));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MannerText.read(Map.of("name", "slow", "before", "soon")))
        .withMessage("before is no duration such as 2s or 500ms: soon");
  }

  private HttpResponse<String> control(String method, String target)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          java.net.http.HttpRequest.newBuilder(simulator.control().resolve(target))
              .method(method, BodyPublishers.noBody())
              .build(),
          BodyHandlers.ofString());
    }
  }

  private HttpResponse<String> fetch(String target) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          java.net.http.HttpRequest.newBuilder(shop.resolve(target)).build(),
          BodyHandlers.ofString());
    }
  }
}
