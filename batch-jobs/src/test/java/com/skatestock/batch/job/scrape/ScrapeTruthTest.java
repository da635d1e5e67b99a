package com.skatestock.batch.job.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import com.skatestock.batch.Pipeline;
import com.skatestock.batch.extract.selectors.CssSyntax;
import com.skatestock.batch.job.JobOutcome;
import com.skatestock.batch.quality.RunQuality;
import com.skatestock.batch.shop.Manners;
import com.skatestock.batch.shop.Shop;
import com.skatestock.batch.shop.Shops;
import com.skatestock.local.shop.BadManner.EmptyPage;
import com.skatestock.local.shop.Misbehaviour;
import com.skatestock.local.shop.ShopSimulator;
import com.skatestock.local.shop.SimulatedClock;
import com.skatestock.local.shop.SimulatedShop;
import com.skatestock.local.shop.SimulatorSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** What a scrape learns from the shop's earlier ones, and where it stops for the day. */
class ScrapeTruthTest {
  private static final String SHOP = "seasons";
  private static final String BUDGETED = "labor";

  @TempDir private static Path archive;
  private static ShopSimulator simulator;
  private static Pipeline pipeline;
  private static Instant slot = Instant.parse("2026-11-01T00:00:00Z");

  /** Two simulated shops, one of which gives us two pages a day. */
  // No @Configuration: programs that run on the tests' class path must not find it by scanning.
  static class TwoShops {
    @Bean
    @Primary
    Shops twoShops() {
      Shops usual = Shops.load(Optional.empty(), new CssSyntax());
      Manners own = Manners.DEFAULT.forOwnShop(Duration.ZERO);
      Manners few =
          new Manners(own.delay(), own.timeout(), own.attempts(), own.maxBodyBytes(), 2, true);
      return Shops.of(at(usual, SHOP, own), at(usual, BUDGETED, few));
    }

    private static Shop at(Shops shops, String id, Manners manners) {
      return shops.find(id).orElseThrow().at(URI.create(simulator.uri(id).toString()), manners);
    }
  }

  @BeforeAll
  static void open() throws Exception {
    simulator =
        ShopSimulator.start(
            SimulatorSettings.of(
                SimulatedClock.frozenAt(Instant.parse("2026-10-01T12:00:00Z")),
                SimulatedShop.shopify(SHOP, 540),
                SimulatedShop.shopify(BUDGETED, 540)));
    pipeline = Pipeline.start(archive, List.of(TwoShops.class));
  }

  @AfterAll
  static void close() throws Exception {
    if (pipeline != null) {
      pipeline.close();
    }
    simulator.close();
  }

  private static void cycle(String shop) throws InterruptedException {
    slot = slot.plusSeconds(1_800);
    assertThat(pipeline.scrape(shop, slot)).isInstanceOf(JobOutcome.Completed.class);
    assertThat(pipeline.load()).isInstanceOf(JobOutcome.Completed.class);
  }

  @Test
  void aCountBelowTheLearnedBandRaisesAnAlertAndDelistsNothing() throws InterruptedException {
    for (int run = 0; run < 6; run++) {
      cycle(SHOP);
    }
    assertThat(alerts()).isEmpty();

    simulator.manners(SHOP).add(Misbehaviour.always(new EmptyPage()).onPages(2));
    cycle(SHOP);
    // the second one in a row would be believed by the rule for shops without history
    cycle(SHOP);
    simulator.manners(SHOP).clear();

    assertThat(alerts()).containsExactly("COVERAGE products 250 432 648 2 open");
    assertThat(incomplete(SHOP)).isEqualTo("unusual: [products 250, usually 432 to 648]");
    assertThat(number("select count(*) from product_deletions")).isZero();
    assertThat(pipeline.summary(SHOP, slot).products()).isEqualTo(250);

    cycle(SHOP);
    assertThat(alerts()).containsExactly("COVERAGE products 250 432 648 2 RUN");
    assertThat(pipeline.summary(SHOP, slot).complete()).isTrue();

    // the operator says that the smaller shop is right
    simulator.manners(SHOP).add(Misbehaviour.always(new EmptyPage()).onPages(2));
    cycle(SHOP);
    assertThat(pipeline.part(RunQuality.class).accept(SHOP)).isEqualTo(1);
    cycle(SHOP);
    assertThat(pipeline.summary(SHOP, slot).complete()).isTrue();
    assertThat(number("select count(*) from product_deletions")).isEqualTo(290);
    assertThat(alerts()).last().isEqualTo("COVERAGE products 250 432 648 1 OPERATOR");
  }

  @Test
  void aScrapeThatHasUsedUpTheDaysPagesEndsIncompleteAndSaysSo() throws InterruptedException {
    cycle(BUDGETED);

    assertThat(pipeline.summary(BUDGETED, slot).pages()).isEqualTo(2);
    assertThat(pipeline.summary(BUDGETED, slot).complete()).isFalse();
    assertThat(incomplete(BUDGETED)).isEqualTo("the day's 2 pages are used up");

    simulator.log(BUDGETED).clear();
    cycle(BUDGETED);
    assertThat(pipeline.summary(BUDGETED, slot).pages()).isZero();
    assertThat(simulator.log(BUDGETED).count()).isZero();
  }

  private static List<String> alerts() {
    return pipeline
        .database()
        .sql(
            """
            select concat_ws(' ', kind, measure, value, low, high, times, coalesce(ended_by, 'open'))
            from data_quality_alerts
            order by id
            """)
        .query((row, index) -> row.getString(1))
        .list();
  }

  private static String incomplete(String shop) {
    return pipeline
        .database()
        .sql(
            """
            select incomplete_because
            from scrape_runs
            join shops on shops.id = shop_id
            where code = :shop
            order by scrape_runs.id desc
            limit 1
            """)
        .param("shop", shop)
        .query((row, index) -> row.getString(1))
        .single();
  }

  private static long number(String sql) {
    return pipeline.database().sql(sql).query(Long.class).single();
  }
}
