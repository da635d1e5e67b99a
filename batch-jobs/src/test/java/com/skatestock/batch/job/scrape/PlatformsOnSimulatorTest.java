package com.skatestock.batch.job.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import com.skatestock.batch.Pipeline;
import com.skatestock.batch.job.JobOutcome;
import com.skatestock.batch.shop.Manners;
import com.skatestock.batch.shop.Platform;
import com.skatestock.batch.shop.Shop;
import com.skatestock.batch.shop.Shops;
import com.skatestock.local.shop.BadManner.CutOff;
import com.skatestock.local.shop.Catalogue;
import com.skatestock.local.shop.Misbehaviour;
import com.skatestock.local.shop.RequestLog;
import com.skatestock.local.shop.ShopProduct;
import com.skatestock.local.shop.ShopProduct.ShopVariant;
import com.skatestock.local.shop.ShopSimulator;
import com.skatestock.local.shop.SimulatedClock;
import com.skatestock.local.shop.SimulatedShop;
import com.skatestock.local.shop.SimulatorSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** {@code scrape} and {@code load} on simulated shops of each platform, row by row. */
class PlatformsOnSimulatorTest {
  /** Two pages of products, and the pages of their variations. */
  private static final SimulatedShop WOO =
      SimulatedShop.shopify("curbcut", 130).withKind(SimulatedShop.Kind.WOOCOMMERCE);

  private static final SimulatedClock CLOCK =
      SimulatedClock.frozenAt(Instant.parse("2026-10-01T12:00:00Z"));

  @TempDir private static Path archive;
  private static ShopSimulator simulator;
  private static Pipeline pipeline;
  private static Instant slot = Instant.parse("2026-11-01T00:00:00Z");

  // No @Configuration: programs that run on the tests' class path must not find it by scanning.
  static class SimulatedShops {
    @Bean
    @Primary
    Shops simulatedShops() {
      return Shops.of(shop(WOO, Platform.WOOCOMMERCE, "/store"));
    }
  }

  private static Shop shop(SimulatedShop shop, Platform platform, String folder) {
    return new Shop(
        shop.id(),
        shop.name(),
        "",
        URI.create(simulator.uri(shop.id()) + folder),
        platform,
        Currency.getInstance("USD"),
        ZoneId.of("America/New_York"),
        List.of(),
        Manners.DEFAULT.forOwnShop(Duration.ZERO),
        0,
        Optional.empty());
  }

  @BeforeAll
  static void open() throws Exception {
    simulator = ShopSimulator.start(SimulatorSettings.of(CLOCK, WOO));
    pipeline =
        Pipeline.start(
            archive, List.of(SimulatedShops.class, ScrapeOnSimulatorTest.ImpatientFetcher.class));
  }

  @AfterAll
  static void close() throws Exception {
    if (pipeline != null) {
      pipeline.close();
    }
    simulator.close();
  }

  @Test
  void wooCommerceVariationsJoinTheirProducts() throws InterruptedException {
    follows(
        WOO,
        variant ->
            variant.quantity() > 0 && variant.quantity() <= 2
                ? Integer.toString(variant.quantity())
                : "-");

    // All requests are for products or variations, and no product was asked for by itself.
    List<String> targets =
        simulator.log(WOO.id()).entries().stream().map(RequestLog.Entry::target).toList();
    assertThat(targets).filteredOn(target -> target.contains("type=variation")).isNotEmpty();
    assertThat(targets)
        .allMatch(
            target ->
                target.equals("/robots.txt")
                    || target.startsWith("/store/wp-json/wc/store/v1/products?"));
  }

  /**
   * Scrapes, compares, lets days pass, is cut off in the middle, goes on, compares; scrapes once
   * more and finds all unchanged.
   */
  private static void follows(SimulatedShop shop, Function<ShopVariant, String> quantity)
      throws InterruptedException {
    assertThat(scrape(shop)).isInstanceOf(JobOutcome.Completed.class);
    load();
    assertThat(stored(shop)).isEqualTo(catalogue(shop, quantity));
    ScrapeRuns.Summary first = pipeline.summary(shop.id(), slot);
    assertThat(first.complete()).isTrue();
    assertThat(first.created()).isEqualTo(shop.products());
    assertThat(first.rejected()).isZero();

    CLOCK.set(CLOCK.instant().plus(Duration.ofDays(2)));
    simulator.manners(shop.id()).add(Misbehaviour.always(new CutOff(false, 50)).requests(4, 1_000));
    assertThat(scrape(shop)).isInstanceOf(JobOutcome.Failed.class);
    simulator.manners(shop.id()).clear();
    assertThat(pipeline.scrape(shop.id(), slot)).isInstanceOf(JobOutcome.Completed.class);
    load();
    assertThat(stored(shop)).isEqualTo(catalogue(shop, quantity));
    assertThat(pipeline.summary(shop.id(), slot).deleted()).isPositive();

    assertThat(scrape(shop)).isInstanceOf(JobOutcome.Completed.class);
    load();
    ScrapeRuns.Summary last = pipeline.summary(shop.id(), slot);
    assertThat(last.unchanged()).isEqualTo(shop.products());
    assertThat(last.complete()).isTrue();
    assertThat(last.deleted()).isZero();
  }

  private static JobOutcome scrape(SimulatedShop shop) throws InterruptedException {
    slot = slot.plusSeconds(1_800);
    return pipeline.scrape(shop.id(), slot);
  }

  private static void load() throws InterruptedException {
    assertThat(pipeline.load()).isInstanceOf(JobOutcome.Completed.class);
  }

  private static Set<String> stored(SimulatedShop shop) {
    return new TreeSet<>(
        pipeline
            .database()
            .sql(
                """
                select concat_ws('|', products.external_id, variants.variant_key, variants.sku, variants.price,
                  coalesce(variants.compare_at_price::text, '-'), variants.currency, variants.availability,
                  coalesce(variants.quantity::text, '-')) as line
                from products
                join shops on shops.id = products.shop_id
                join product_variants as variants
                  on variants.product_id = products.id
                  and variants.observed_at = products.observed_at
                where shops.code = :shop
                  and (products.last_deleted_at is null or products.last_deleted_at <= products.last_seen_at)
                """)
            .param("shop", shop.id())
            .query((row, index) -> row.getString("line"))
            .list());
  }

  private static Set<String> catalogue(SimulatedShop shop, Function<ShopVariant, String> quantity) {
    Catalogue catalogue = simulator.catalogue(shop.id());
    Set<String> lines = new TreeSet<>();
    for (int place = 0; place < catalogue.size(); place++) {
      ShopProduct product = catalogue.product(place, CLOCK.instant());
      for (ShopVariant variant : product.variants()) {
        boolean single = product.variants().size() == 1;
        lines.add(
            String.join(
                "|",
                Long.toString(product.id()),
                Long.toString(single ? product.id() : variant.id()),
                variant.sku(),
                variant.price().setScale(4).toPlainString(),
                variant
                    .compareAt()
                    .filter(amount -> amount.compareTo(variant.price()) != 0)
                    .map(amount -> amount.setScale(4).toPlainString())
                    .orElse("-"),
                "USD",
                variant.available() ? "IN_STOCK" : "OUT_OF_STOCK",
                quantity.apply(variant)));
      }
    }
    return lines;
  }
}
