package com.skatestock.batch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.skatestock.batch.extract.ExtractedPage;
import com.skatestock.batch.extract.platform.PlatformExtractor;
import com.skatestock.batch.extract.selectors.CssSyntax;
import com.skatestock.batch.normalise.Normaliser;
import com.skatestock.batch.shop.Shop;
import com.skatestock.batch.shop.Shops;
import com.skatestock.batch.source.Body;
import com.skatestock.batch.source.FetchSettings;
import com.skatestock.batch.source.InProcessHostBudget;
import com.skatestock.batch.source.Page;
import com.skatestock.batch.source.PoliteFetcher;
import com.skatestock.local.LocalServer;
import com.skatestock.local.LocalStack;
import com.skatestock.local.shop.ShopSimulator;
import com.skatestock.local.shop.SimulatedClock;
import com.skatestock.local.shop.SimulatedShop;
import com.skatestock.local.shop.SimulatorSettings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code shops check}: what would be read, field by field. */
class ShopCheckTest {
  private static final String PAGE =
      """
      {"products": [
        {"id": 1, "title": "Baker Deck 8.25", "handle": "a", "vendor": "Baker", "variants": [
          {"id": 11, "title": "8.25", "price": "59.95", "sku": "B1", "available": true},
          {"id": 12, "title": "8.5", "price": "59.95", "available": false}]},
        {"id": 2, "title": "Spitfire Wheels", "handle": "b", "vendor": "Spitfire", "variants": [
          {"id": 21, "title": "54", "price": "ab", "available": true}]},
        {"id": 3, "title": "Plain", "handle": "c", "variants": [
          {"id": 31, "title": "One", "price": "10.00", "available": true}]}]}
      """;

  @Test
  void countsEachFieldWithExamplesAndNamesWhatWasRejected() {
    Shop shop = Shops.load(Optional.empty(), new CssSyntax()).find("seasons").orElseThrow();
    ExtractedPage page =
        new PlatformExtractor()
            .extract(
                shop,
                new Page(
                    "seasons",
                    shop.url().resolve("/products.json"),
                    Instant.parse("2026-11-20T12:00:00Z"),
                    "urn:uuid:1",
                    200,
                    Map.of("content-type", List.of("application/json")),
                    Body.of(PAGE.getBytes(StandardCharsets.UTF_8))));

    ReadFields read = ReadFields.of(shop, page, new Normaliser());

    assertThat(read.products()).isEqualTo(2);
    assertThat(read.variants()).isEqualTo(3);
    assertThat(read.fields())
        .contains(
            new ReadFields.Line("title", 2, 2, List.of("Baker Deck 8.25", "Plain")),
            new ReadFields.Line("brand", 1, 2, List.of("Baker")),
            new ReadFields.Line("variant.sku", 1, 3, List.of("B1")),
            new ReadFields.Line("variant.price", 3, 3, List.of("59.95 USD", "10.00 USD")));
    assertThat(read.rejected()).hasSize(1);
    assertThat(read.rejected().keySet().iterator().next())
        .startsWith("PRICE_NOT_UNDERSTOOD")
        .contains("\"ab\"");
  }

  @Test
  void saysWhatRobotsAllowsAndHonoursOtherAddresses() throws Exception {
    LocalStack stack = LocalStack.shared(LocalServer.REDIS);
    try (ShopSimulator simulator =
        simulator(
            SimulatedShop.shopify("seasons", 12)
                .withRobots(
                    "User-agent: *\nCrawl-delay: 1\nDisallow: /admin\nSitemap:"
                        + " https://shop.example/sitemap.xml\n"),
            SimulatedShop.shopify("labor", 12)
                .withRobots("User-agent: *\nDisallow: /products.json\n"))) {
      System.setProperty("skatestock.shop-urls.seasons", simulator.uri("seasons").toString());
      System.setProperty("skatestock.shop-urls.labor", simulator.uri("labor").toString());
      System.setProperty("spring.data.redis.url", stack.redisUri());
      String url = simulator.uri("seasons") + "/products.json?limit=250&page=1";
      StringWriter text = new StringWriter();

      int code = check(text, "seasons", "--format", "json");

      assertThat(text.toString())
          .contains(
              "\"robots\":{\"unreachable\":null,\"crawl_delay_seconds\":1.0,\"delay_seconds\":1.0,"
                  + "\"sitemaps\":[\"https://shop.example/sitemap.xml\"],\"starts\":{\""
                  + url
                  + "\":true}}")
          .contains("\"outcome\":\"LISTING\"}],\"read\":{\"products\":12,")
          .contains("{\"field\":\"title\",\"found\":12,\"of\":12,\"examples\":[");
      assertThat(code).isZero();

      StringWriter refused = new StringWriter();
      assertThat(check(refused, "labor")).isEqualTo(ExitCodes.DATA);
      assertThat(refused.toString())
          .contains("robots.txt: forbids " + simulator.uri("labor") + "/products.json")
          .contains("DISALLOWED_BY_ROBOTS");
    } finally {
      List.of("skatestock.shop-urls.seasons", "skatestock.shop-urls.labor", "spring.data.redis.url")
          .forEach(System::clearProperty);
    }
  }

  @Test
  void goesOnWithoutRedis() throws Exception {
    try (ShopSimulator simulator = simulator(SimulatedShop.shopify("seasons", 12))) {
      System.setProperty("skatestock.shop-urls.seasons", simulator.uri("seasons").toString());
      System.setProperty("skatestock.shop-delay", "100ms");
      System.setProperty("spring.data.redis.url", "redis://localhost:1");
      StringWriter text = new StringWriter();

      assertThat(check(text, "seasons")).isZero();

      assertThat(text.toString())
          .contains("12 products with")
          .contains("between two requests: 0.1 s");
    } finally {
      List.of("skatestock.shop-urls.seasons", "skatestock.shop-delay", "spring.data.redis.url")
          .forEach(System::clearProperty);
    }
  }

  @Test
  void followsTheSitemapsToTheFirstPageThatShowsAProduct(@TempDir Path folder) throws Exception {
    Files.writeString(
        folder.resolve("shops.yml"),
        """
        shops:
          kerb:
            name: Kerb
            url: https://kerb.example
            platform: jsonld
            currency: USD
            time-zone: America/Chicago
            sitemap: {follow: products}
            manners:
              delay: 2s
        """);
    try (ShopSimulator simulator = simulator(SimulatedShop.html("kerb", 5));
        PoliteFetcher fetcher =
            new PoliteFetcher(
                FetchSettings.of("SkateStockBot", "0.1.0", URI.create("https://bot.example")),
                new InProcessHostBudget(Clock.systemUTC()),
                Clock.systemUTC())) {
      Shop shop =
          Shops.load(Optional.of(folder), new CssSyntax())
              .withUrls(Map.of("kerb", simulator.uri("kerb")), Duration.ZERO)
              .find("kerb")
              .orElseThrow();

      ShopLook look = ShopLook.at(shop, new PlatformExtractor(), fetcher);

      assertThat(look.pages())
          .extracting(ShopLook.PageLook::outcome)
          .containsExactly("DIRECTORY", "DIRECTORY", "DIRECTORY", "LISTING");
      assertThat(look.read().products()).isEqualTo(1);
      assertThat(look.robots().starts()).containsOnlyKeys(simulator.uri("kerb") + "/robots.txt");
      assertThat(look.exitCode()).isZero();
    }
  }

  private static ShopSimulator simulator(SimulatedShop... shops) throws Exception {
    return ShopSimulator.start(
        SimulatorSettings.of(
            SimulatedClock.frozenAt(Instant.parse("2026-10-01T12:00:00Z")), shops));
  }

  private static int check(StringWriter out, String... arguments) {
    CommandLine command = new CommandLine(new ShopCheckCommand());
    command.setOut(new PrintWriter(out));
    return command.execute(arguments);
  }
}
