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
import java.util.function.BiFunction;
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

  /** A page for each product, named by packed sitemaps of fifty. */
  private static final SimulatedShop PAGES = SimulatedShop.html("kerb", 56);

  /** Two pages of a collection, and a page for each product that they name; in euros. */
  private static final SimulatedShop LIGHTSPEED =
      SimulatedShop.shopify("gracht", 110)
          .withKind(SimulatedShop.Kind.LIGHTSPEED)
          .withCurrency(Currency.getInstance("EUR"));

  /** Six store pages, each of which names the next. */
  private static final SimulatedShop SQUARESPACE =
      SimulatedShop.shopify("driveway", 105).withKind(SimulatedShop.Kind.SQUARESPACE);

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
      return Shops.of(
          shop(WOO, Platform.WOOCOMMERCE, "/store"),
          shop(PAGES, Platform.JSONLD, ""),
          shop(LIGHTSPEED, Platform.LIGHTSPEED, ""),
          shop(SQUARESPACE, Platform.SQUARESPACE, "/store"));
    }
  }

  private static Shop shop(SimulatedShop shop, Platform platform, String folder) {
    return new Shop(
        shop.id(),
        shop.name(),
        "",
        URI.create(simulator.uri(shop.id()) + folder),
        platform,
        shop.currency(),
        ZoneId.of("America/New_York"),
        List.of(),
        Manners.DEFAULT.forOwnShop(Duration.ZERO),
        0,
        Optional.empty());
  }

  @BeforeAll
  static void open() throws Exception {
    simulator =
        ShopSimulator.start(SimulatorSettings.of(CLOCK, WOO, PAGES, LIGHTSPEED, SQUARESPACE));
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
    follows(WOO, 4, PlatformsOnSimulatorTest::wooLine);

    // All requests are for products or variations, and no product was asked for by itself.
    List<String> targets = targets(WOO);
    assertThat(targets).filteredOn(target -> target.contains("type=variation")).isNotEmpty();
    assertThat(targets)
        .allMatch(
            target ->
                target.equals("/robots.txt")
                    || target.startsWith("/store/wp-json/wc/store/v1/products?"));
  }

  @Test
  void aShopOfProductPagesIsReadAsItsSitemapsNameThem() throws InterruptedException {
    follows(PAGES, 30, PlatformsOnSimulatorTest::statedLine);

    assertThat(targets(PAGES)).contains("/sitemap-products-1.xml.gz", "/sitemap-categories.xml");
    // Unchanged pages are asked for conditionally, sitemaps too.
    assertThat(simulator.log(PAGES.id()).entries())
        .filteredOn(entry -> entry.status() == 304)
        .hasSizeGreaterThan(PAGES.products());
    assertThat(
            pipeline
                .database()
                .sql(
                    """
                    select string_agg(distinct state, ' ' order by state)
                    from pages
                    join shops on shops.id = pages.shop_id
                    where shops.code = 'kerb'
                    """)
                .query(String.class)
                .single())
        .isEqualTo("directory empty listing");
  }

  @Test
  void lightspeedProductsAreReadWhereTheCollectionNamesThem() throws InterruptedException {
    follows(LIGHTSPEED, 40, PlatformsOnSimulatorTest::lightspeedLine);

    ShopProduct product = simulator.catalogue(LIGHTSPEED.id()).product(0, CLOCK.instant());
    assertThat(targets(LIGHTSPEED))
        .contains(
            "/collection/page1.ajax?limit=100",
            "/collection/page2.ajax?limit=100",
            "/" + product.handle() + ".ajax")
        .doesNotContain("/collection/page3.ajax?limit=100");
  }

  @Test
  void squarespaceIsFollowedFromStorePageToStorePage() throws InterruptedException {
    follows(SQUARESPACE, 4, PlatformsOnSimulatorTest::squarespaceLine);

    assertThat(Set.copyOf(targets(SQUARESPACE)))
        .containsExactlyInAnyOrder(
            "/robots.txt",
            "/store?format=json-pretty",
            "/store?offset=1577923200000&format=json-pretty",
            "/store?offset=1578009600000&format=json-pretty",
            "/store?offset=1578096000000&format=json-pretty",
            "/store?offset=1578182400000&format=json-pretty",
            "/store?offset=1578268800000&format=json-pretty");
  }

  private static List<String> targets(SimulatedShop shop) {
    return simulator.log(shop.id()).entries().stream().map(RequestLog.Entry::target).toList();
  }

  /**
   * Scrapes, compares, lets days pass, is cut off in the middle, goes on, compares; scrapes once
   * more and finds all unchanged.
   */
  private static void follows(
      SimulatedShop shop, int cutOffAt, BiFunction<ShopProduct, ShopVariant, String> line)
      throws InterruptedException {
    assertThat(scrape(shop)).isInstanceOf(JobOutcome.Completed.class);
    load();
    assertThat(stored(shop)).isEqualTo(catalogue(shop, line));
    RunSummary first = pipeline.summary(shop.id(), slot);
    assertThat(first.complete()).isTrue();
    assertThat(first.created()).isEqualTo(shop.products());
    assertThat(first.rejected()).isZero();

    CLOCK.set(CLOCK.instant().plus(Duration.ofDays(14)));
    simulator
        .manners(shop.id())
        .add(Misbehaviour.always(new CutOff(false, 50)).requests(cutOffAt, 1_000));
    assertThat(scrape(shop)).isInstanceOf(JobOutcome.Failed.class);
    simulator.manners(shop.id()).clear();
    assertThat(pipeline.scrape(shop.id(), slot)).isInstanceOf(JobOutcome.Completed.class);
    load();
    assertThat(stored(shop)).isEqualTo(catalogue(shop, line));
    assertThat(pipeline.summary(shop.id(), slot).deleted()).isPositive();

    assertThat(scrape(shop)).isInstanceOf(JobOutcome.Completed.class);
    load();
    RunSummary last = pipeline.summary(shop.id(), slot);
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

  private static Set<String> catalogue(
      SimulatedShop shop, BiFunction<ShopProduct, ShopVariant, String> line) {
    Catalogue catalogue = simulator.catalogue(shop.id());
    Set<String> lines = new TreeSet<>();
    for (int place = 0; place < catalogue.size(); place++) {
      ShopProduct product = catalogue.product(place, CLOCK.instant());
      product.variants().forEach(variant -> lines.add(line.apply(product, variant)));
    }
    return lines;
  }

  /** A single variant has the product's id; pieces are told where few are left. */
  private static String wooLine(ShopProduct product, ShopVariant variant) {
    boolean single = product.variants().size() == 1;
    boolean few = variant.quantity() > 0 && variant.quantity() <= 2;
    return line(
        Long.toString(product.id()),
        Long.toString(single ? product.id() : variant.id()),
        variant,
        otherPrice(variant),
        "USD",
        few ? Integer.toString(variant.quantity()) : "-");
  }

  /** The page states no ids: the product has its path, the variants have their SKUs. */
  private static String statedLine(ShopProduct product, ShopVariant variant) {
    String path = "/p/" + product.handle();
    boolean single = product.variants().size() == 1;
    return line(path, single ? path : variant.sku(), variant, "-", "USD", "-");
  }

  /** The old price is what the shop calls so, even where it is the price. */
  private static String lightspeedLine(ShopProduct product, ShopVariant variant) {
    return line(
        Long.toString(product.id()),
        Long.toString(variant.id()),
        variant,
        variant.compareAt().map(old -> old.setScale(4).toPlainString()).orElse("-"),
        "EUR",
        Integer.toString(variant.quantity()));
  }

  /** The platform knows a sale, so a lower list price is never shown. */
  private static String squarespaceLine(ShopProduct product, ShopVariant variant) {
    boolean onSale =
        variant.compareAt().filter(list -> list.compareTo(variant.price()) > 0).isPresent();
    return line(
        String.format("%024x", product.id()),
        Long.toString(variant.id()),
        variant,
        onSale ? otherPrice(variant) : "-",
        "USD",
        Integer.toString(variant.quantity()));
  }

  /** The list price where it is another one. */
  private static String otherPrice(ShopVariant variant) {
    return variant
        .compareAt()
        .filter(amount -> amount.compareTo(variant.price()) != 0)
        .map(amount -> amount.setScale(4).toPlainString())
        .orElse("-");
  }

  private static String line(
      String product,
      String key,
      ShopVariant variant,
      String compareAt,
      String currency,
      String pieces) {
    return String.join(
        "|",
        product,
        key,
        variant.sku(),
        variant.price().setScale(4).toPlainString(),
        compareAt,
        currency,
        variant.available() ? "IN_STOCK" : "OUT_OF_STOCK",
        pieces);
  }
}
