package com.skatestock.batch.job.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import com.skatestock.batch.Pipeline;
import com.skatestock.batch.job.JobOutcome;
import com.skatestock.batch.source.BudgetSettings;
import com.skatestock.batch.source.FetchSettings;
import com.skatestock.batch.source.InProcessHostBudget;
import com.skatestock.batch.source.PoliteFetcher;
import com.skatestock.local.shop.BadManner;
import com.skatestock.local.shop.BadManner.CutOff;
import com.skatestock.local.shop.BadManner.Damage;
import com.skatestock.local.shop.BadManner.EmptyPage;
import com.skatestock.local.shop.BadManner.EndlessPagination;
import com.skatestock.local.shop.BadManner.HtmlInsteadOfJson;
import com.skatestock.local.shop.BadManner.HugeBody;
import com.skatestock.local.shop.BadManner.Malformed;
import com.skatestock.local.shop.BadManner.RedirectLoop;
import com.skatestock.local.shop.BadManner.RetryAfter;
import com.skatestock.local.shop.BadManner.ServerError;
import com.skatestock.local.shop.BadManner.Slow;
import com.skatestock.local.shop.BadManner.TooManyRequests;
import com.skatestock.local.shop.BadManner.WrongLength;
import com.skatestock.local.shop.Catalogue;
import com.skatestock.local.shop.Misbehaviour;
import com.skatestock.local.shop.RequestLog;
import com.skatestock.local.shop.ShopProduct;
import com.skatestock.local.shop.ShopProduct.ShopVariant;
import com.skatestock.local.shop.ShopSimulator;
import com.skatestock.local.shop.SimulatedClock;
import com.skatestock.local.shop.SimulatedShop;
import com.skatestock.local.shop.SimulatorSettings;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/**
 * {@code scrape} and {@code load} on a simulated shop whose catalogue is known at every moment.
 * Each test begins with PostgreSQL as the shop is.
 */
class ScrapeOnSimulatorTest {
  private static final String SHOP = "seasons";
  private static final String FORBIDDEN = "labor";
  private static final String UNREADABLE = "nj";

  /** Three pages: 250, 250 and 40. */
  private static final int PRODUCTS = 540;

  private static final SimulatedClock CLOCK =
      SimulatedClock.frozenAt(Instant.parse("2026-10-01T12:00:00Z"));

  /** So many days pass between two cycles that something of everything has changed. */
  private static final Duration STEP = Duration.ofDays(2);

  @TempDir private static Path archive;
  private static ShopSimulator simulator;
  private static Pipeline pipeline;
  private static Instant slot = Instant.parse("2026-11-01T00:00:00Z");

  /** The usual manners with little patience. */
  // No @Configuration: programs that run on the tests' class path must not find it by scanning.
  static class ImpatientFetcher {
    @Bean
    @Primary
    PoliteFetcher impatientFetcher(Clock clock) {
      FetchSettings usual =
          FetchSettings.of("SkateStockBot", "test", URI.create("https://skatestock.example/bot"));
      return new PoliteFetcher(
          new FetchSettings(
              usual.agent(),
              usual.version(),
              usual.contact(),
              Duration.ofSeconds(2),
              Duration.ofSeconds(2),
              Duration.ofMillis(20),
              Duration.ofMillis(100),
              Duration.ofSeconds(3),
              Duration.ofSeconds(1),
              usual.robotsExpiry(),
              Duration.ofMillis(1),
              usual.maxRedirects()),
          new InProcessHostBudget(
              clock,
              new BudgetSettings(
                  16,
                  Duration.ofSeconds(3),
                  10,
                  Duration.ofMillis(200),
                  Duration.ofSeconds(1),
                  Duration.ofMillis(500))),
          clock);
    }
  }

  @BeforeAll
  static void open() throws Exception {
    simulator =
        ShopSimulator.start(
            SimulatorSettings.of(
                CLOCK,
                SimulatedShop.shopify(SHOP, PRODUCTS),
                SimulatedShop.shopify(UNREADABLE, 30),
                SimulatedShop.shopify(FORBIDDEN, 30)
                    .withRobots("User-agent: *\nDisallow: /products.json\n")));
    pipeline =
        Pipeline.start(
            archive,
            List.of(ImpatientFetcher.class),
            "skatestock.shop-urls." + SHOP + "=" + simulator.uri(SHOP),
            "skatestock.shop-urls." + UNREADABLE + "=" + simulator.uri(UNREADABLE),
            "skatestock.shop-urls." + FORBIDDEN + "=" + simulator.uri(FORBIDDEN));
  }

  @AfterAll
  static void close() throws Exception {
    if (pipeline != null) {
      pipeline.close();
    }
    simulator.close();
  }

  @BeforeEach
  void isAsTheShopIs() throws InterruptedException {
    simulator.manners(SHOP).clear();
    if (!stored().equals(catalogue(CLOCK.instant()))) {
      cycle();
    }
    assertThat(stored()).isEqualTo(catalogue(CLOCK.instant()));
    simulator.log(SHOP).clear();
  }

  @Test
  void findsAllUnchangedWhenTheShopIsFrozen() throws InterruptedException {
    long rows = count("price_history");

    cycle();

    RunSummary run = pipeline.summary(SHOP, slot);
    assertThat(run.pages()).isEqualTo(3);
    assertThat(run.products()).isEqualTo(PRODUCTS);
    assertThat(run.unchanged()).isEqualTo(PRODUCTS);
    assertThat(run.created() + run.changed() + run.rejected() + run.deleted()).isZero();
    assertThat(run.complete()).isTrue();
    assertThat(count("price_history")).isEqualTo(rows);
    assertThat(stored()).isEqualTo(catalogue(CLOCK.instant()));
  }

  @Test
  void asksOnlyWhetherPagesChangedAndArchivesRevisits() throws InterruptedException {
    cycle();

    List<RequestLog.Entry> pages =
        simulator.log(SHOP).entries().stream()
            .filter(entry -> entry.target().startsWith("/products.json"))
            .toList();
    assertThat(pages).filteredOn(entry -> entry.ifNoneMatch().isPresent()).hasSizeBetween(3, 6);
    assertThat(pages).filteredOn(entry -> entry.status() == 304).hasSizeGreaterThanOrEqualTo(3);
    assertThat(
            number(
                """
                select count(*)
                from pages
                join scrape_runs on scrape_runs.id = pages.run_id
                join pages as original on original.record_id = pages.revisit_of
                where scrape_runs.slot = '%s'
                  and original.revisit_of is null
                """
                    .formatted(slot)))
        .isEqualTo(3);
  }

  /** A scrape whose archive had lost one object used to fail from then on, at each slot. */
  @Test
  void asksInFullForPagesThatTheArchiveHasLost() throws Exception {
    try (Stream<Path> objects = Files.walk(archive)) {
      for (Path object : objects.filter(Files::isRegularFile).toList()) {
        Files.delete(object);
      }
    }
    cycle();

    assertThat(pipeline.summary(SHOP, slot).unchanged()).isEqualTo(PRODUCTS);
    assertThat(pagesOfTheSlot("revisit_of is null and status = 200")).isEqualTo(3);
    assertThat(stored()).isEqualTo(catalogue(CLOCK.instant()));

    cycle();
    assertThat(pagesOfTheSlot("revisit_of is not null")).isEqualTo(3);
  }

  private static long pagesOfTheSlot(String which) {
    return number(
        """
        select count(*)
        from pages
        where run_id = (select id from scrape_runs where slot = '%s')
          and %s
        """
            .formatted(slot, which));
  }

  @Test
  void addsHistoryOfExactlyTheProductsThatChanged() throws InterruptedException {
    Instant before = CLOCK.instant();
    long rows = count("price_history");
    long deletions = count("product_deletions");
    Map<String, Set<String>> then = byProduct(before);
    CLOCK.set(before.plus(STEP));
    Map<String, Set<String>> now = byProduct(CLOCK.instant());

    cycle();

    long changed =
        now.entrySet().stream()
            .filter(product -> !product.getValue().equals(then.get(product.getKey())))
            .mapToLong(product -> product.getValue().size())
            .sum();
    Set<String> gone = new HashSet<>(then.keySet());
    gone.removeAll(now.keySet());
    assertThat(changed).isPositive();
    assertThat(gone).isNotEmpty();
    assertThat(count("price_history") - rows).isEqualTo(changed);
    assertThat(count("product_deletions") - deletions).isEqualTo(gone.size());
    assertThat(stored()).isEqualTo(catalogue(CLOCK.instant()));
  }

  @Test
  void doesARunOnce() throws InterruptedException {
    cycle();
    simulator.log(SHOP).clear();

    assertThat(pipeline.scrape(SHOP, slot)).isInstanceOf(JobOutcome.AlreadyComplete.class);
    assertThat(simulator.log(SHOP).count()).isZero();
  }

  @Test
  void leavesAShopAloneWhoseRobotsSaySo() throws InterruptedException {
    slot = slot.plusSeconds(1_800);

    assertThat(pipeline.scrape(FORBIDDEN, slot)).isInstanceOf(JobOutcome.Completed.class);

    RunSummary run = pipeline.summary(FORBIDDEN, slot);
    assertThat(run.pages()).isZero();
    assertThat(run.events()).isZero();
    assertThat(run.complete()).isFalse();
    assertThat(simulator.log(FORBIDDEN).entries())
        .extracting(RequestLog.Entry::target)
        .containsOnly("/robots.txt");
  }

  @Test
  void failsForNowWhereRobotsCannotBeReadAndGoesOnWhenItCan() throws InterruptedException {
    slot = slot.plusSeconds(1_800);
    simulator.manners(UNREADABLE).add(Misbehaviour.always(new ServerError(503)).onPath("/robots"));

    assertThat(pipeline.scrape(UNREADABLE, slot))
        .isInstanceOfSatisfying(
            JobOutcome.Failed.class,
            failed -> {
              assertThat(failed.retriable()).isTrue();
              assertThat(failed.cause()).contains("reason=ROBOTS_UNREACHABLE");
            });
    assertThat(status(UNREADABLE)).isEqualTo("FAILED");
    assertThat(simulator.log(UNREADABLE).entries())
        .extracting(RequestLog.Entry::target)
        .containsOnly("/robots.txt");

    simulator.manners(UNREADABLE).clear();
    assertThat(pipeline.scrape(UNREADABLE, slot)).isInstanceOf(JobOutcome.Completed.class);
    assertThat(status(UNREADABLE)).isEqualTo("COMPLETED");
    assertThat(pipeline.summary(UNREADABLE, slot).products()).isEqualTo(30);
  }

  private static String status(String shop) {
    return pipeline
        .database()
        .sql(
            """
            select status || case when ended_at is null then ' open' else '' end as status
            from scrape_runs
            join shops on shops.id = shop_id
            where code = :shop
              and slot = :slot
            """)
        .param("shop", shop)
        .param("slot", Timestamp.from(slot))
        .query((row, index) -> row.getString("status"))
        .single();
  }

  record Bad(String name, Misbehaviour misbehaviour) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Bad bad(String name, BadManner manner) {
    return new Bad(name, Misbehaviour.always(manner));
  }

  private static Bad onPage(int page, BadManner manner) {
    return new Bad(manner.name() + " on page " + page, Misbehaviour.always(manner).onPages(page));
  }

  private static final Duration SECOND = Duration.ofSeconds(1);

  static final List<Bad> BAD_MANNERS =
      List.of(
          bad("slow", new Slow(Duration.ofMillis(200), Duration.ofMillis(5))),
          bad("slower than our patience", new Slow(Duration.ofSeconds(3), Duration.ZERO)),
          bad("cut off", new CutOff(false, 50)),
          bad("cut off in a chunk", new CutOff(true, 50)),
          new Bad("cut off once", Misbehaviour.always(new CutOff(false, 90)).times(1)),
          bad("too short a length", new WrongLength(-100)),
          bad("too great a length", new WrongLength(100)),
          onPage(1, new HtmlInsteadOfJson()),
          onPage(2, new HtmlInsteadOfJson()),
          new Bad(
              "html instead of json once",
              Misbehaviour.always(new HtmlInsteadOfJson()).onPages(2).times(1)),
          new Bad(
              "too many requests, once, in seconds",
              Misbehaviour.always(new TooManyRequests(RetryAfter.SECONDS, SECOND)).times(1)),
          new Bad(
              "too many requests, once, by date",
              Misbehaviour.always(new TooManyRequests(RetryAfter.DATE, SECOND)).times(1)),
          bad("too many requests", new TooManyRequests(RetryAfter.NONE, SECOND)),
          bad("come back tomorrow", new TooManyRequests(RetryAfter.SECONDS, Duration.ofDays(1))),
          bad("server error", new ServerError(503)),
          onPage(3, new ServerError(500)),
          onPage(2, new Malformed(Damage.BROKEN_JSON)),
          onPage(3, new Malformed(Damage.TRUNCATED)),
          onPage(2, new Malformed(Damage.INVALID_UTF8)),
          onPage(1, new EmptyPage()),
          onPage(2, new EmptyPage()),
          onPage(3, new EmptyPage()),
          bad("endless pagination", new EndlessPagination()),
          onPage(2, new RedirectLoop()),
          onPage(2, new HugeBody(OptionalInt.empty())));

  @ParameterizedTest
  @FieldSource("BAD_MANNERS")
  void takesNothingFalseFromAShopThatMisbehaves(Bad bad) throws InterruptedException {
    Instant before = CLOCK.instant();
    CLOCK.set(before.plus(STEP));
    Set<String> possible = catalogue(before);
    possible.addAll(catalogue(CLOCK.instant()));
    long deletions = count("product_deletions");
    slot = slot.plusSeconds(1_800);
    simulator.manners(SHOP).add(bad.misbehaviour());

    JobOutcome outcome = pipeline.scrape(SHOP, slot);
    assertThat(pipeline.load()).isInstanceOf(JobOutcome.Completed.class);

    assertThat(outcome).isInstanceOfAny(JobOutcome.Completed.class, JobOutcome.Failed.class);
    assertThat(possible).containsAll(stored());
    assertThat(rejected()).isZero();
    if (!pipeline.summary(SHOP, slot).complete()) {
      assertThat(count("product_deletions")).isEqualTo(deletions);
    } else {
      assertThat(stored()).isEqualTo(catalogue(CLOCK.instant()));
    }

    simulator.manners(SHOP).clear();
    if (outcome instanceof JobOutcome.Failed failed) {
      assertThat(failed.retriable()).isTrue();
      assertThat(status(SHOP)).isEqualTo("FAILED");
      assertThat(pipeline.scrape(SHOP, slot)).isInstanceOf(JobOutcome.Completed.class);
      assertThat(pipeline.load()).isInstanceOf(JobOutcome.Completed.class);
    } else {
      cycle();
    }
    assertThat(stored()).isEqualTo(catalogue(CLOCK.instant()));
  }

  /** The next slot's scrape, and a load. */
  private static void cycle() throws InterruptedException {
    slot = slot.plusSeconds(1_800);
    assertThat(pipeline.scrape(SHOP, slot)).isInstanceOf(JobOutcome.Completed.class);
    assertThat(pipeline.load()).isInstanceOf(JobOutcome.Completed.class);
  }

  /** What is listed now, by PostgreSQL. */
  private static Set<String> stored() {
    return new TreeSet<>(
        pipeline
            .database()
            .sql(
                """
                select products.external_id, variants.variant_key, variants.price, variants.compare_at_price,
                  variants.availability
                from products
                join shops on shops.id = products.shop_id
                join product_variants as variants
                  on variants.product_id = products.id
                  and variants.observed_at = products.observed_at
                where shops.code = :shop
                  and (products.last_deleted_at is null or products.last_deleted_at <= products.last_seen_at)
                """)
            .param("shop", SHOP)
            .query(
                (row, index) ->
                    line(
                        row.getString("external_id"),
                        row.getString("variant_key"),
                        row.getBigDecimal("price"),
                        Optional.ofNullable(row.getBigDecimal("compare_at_price")),
                        row.getString("availability")))
            .list());
  }

  /** What is listed at a moment, by the shop. */
  private static Set<String> catalogue(Instant moment) {
    Set<String> lines = new TreeSet<>();
    byProduct(moment).values().forEach(lines::addAll);
    return lines;
  }

  private static Map<String, Set<String>> byProduct(Instant moment) {
    Catalogue catalogue = simulator.catalogue(SHOP);
    Map<String, Set<String>> products = new TreeMap<>();
    for (int place = 0; place < catalogue.size(); place++) {
      ShopProduct product = catalogue.product(place, moment);
      Set<String> lines = new TreeSet<>();
      for (ShopVariant variant : product.variants()) {
        lines.add(
            line(
                Long.toString(product.id()),
                Long.toString(variant.id()),
                variant.price(),
                variant.compareAt(),
                variant.available() ? "IN_STOCK" : "OUT_OF_STOCK"));
      }
      products.put(Long.toString(product.id()), lines);
    }
    return products;
  }

  private static String line(
      String product,
      String variant,
      BigDecimal price,
      Optional<BigDecimal> compareAt,
      String availability) {
    return String.join(
        " ",
        product,
        variant,
        price.setScale(2).toPlainString(),
        compareAt.map(amount -> amount.setScale(2).toPlainString()).orElse("-"),
        availability);
  }

  private static long rejected() {
    return count("dead_letter_queue");
  }

  private static long count(String table) {
    return number("select count(*) from " + table);
  }

  private static long number(String sql) {
    return pipeline.database().sql(sql).query((row, index) -> row.getLong(1)).single();
  }
}
