package com.skatestock.batch.source;

import static com.skatestock.batch.source.RudeServer.lines;
import static com.skatestock.batch.source.RudeServer.ok;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.skatestock.batch.shop.Manners;
import com.skatestock.batch.source.FetchOutcome.Fetched;
import com.skatestock.batch.source.FetchOutcome.NotModified;
import com.skatestock.batch.source.FetchOutcome.Refusal;
import com.skatestock.batch.source.FetchOutcome.Refused;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PoliteFetcherTest extends FetcherAtRudeServer {

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
}
