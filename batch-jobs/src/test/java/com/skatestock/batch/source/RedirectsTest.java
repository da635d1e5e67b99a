package com.skatestock.batch.source;

import static com.skatestock.batch.source.RudeServer.ok;
import static com.skatestock.batch.source.RudeServer.redirect;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.skatestock.batch.source.FetchOutcome.Fetched;
import com.skatestock.batch.source.FetchOutcome.Refusal;
import com.skatestock.batch.source.FetchOutcome.Refused;
import java.util.List;
import org.junit.jupiter.api.Test;

class RedirectsTest extends FetcherAtRudeServer {

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
}
