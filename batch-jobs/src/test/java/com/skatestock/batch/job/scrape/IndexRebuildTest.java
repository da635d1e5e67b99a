package com.skatestock.batch.job.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import com.skatestock.batch.Pipeline;
import com.skatestock.batch.archive.Capture;
import com.skatestock.batch.archive.ChunkAttempt;
import com.skatestock.batch.archive.PageArchive;
import com.skatestock.batch.job.JobOutcome;
import com.skatestock.batch.shop.Shop;
import com.skatestock.batch.shop.Shops;
import com.skatestock.batch.source.Body;
import com.skatestock.batch.source.Page;
import com.skatestock.batch.source.Validators;
import com.skatestock.local.shop.BadManner.HtmlInsteadOfJson;
import com.skatestock.local.shop.Misbehaviour;
import com.skatestock.local.shop.ShopSimulator;
import com.skatestock.local.shop.SimulatedClock;
import com.skatestock.local.shop.SimulatedShop;
import com.skatestock.local.shop.SimulatorSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three scrapes lie in the archive: the first with a page that made sense only when asked for
 * again, the third nothing but 304s; and an attempt whose process died before the index knew of it.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class IndexRebuildTest {
  private static final String SHOP = "seasons";
  private static final LocalDate DAY = LocalDate.of(2026, 11, 1);
  private static final Instant SLOT = Instant.parse("2026-11-01T00:00:00Z");

  @TempDir private static Path archive;
  private static ShopSimulator simulator;
  private static Pipeline pipeline;
  private static Shop shop;
  private static IndexRebuild index;
  private static List<String> before;

  @BeforeAll
  static void open() throws Exception {
    SimulatedClock clock = SimulatedClock.frozenAt(Instant.parse("2026-10-01T12:00:00Z"));
    simulator = ShopSimulator.start(SimulatorSettings.of(clock, SimulatedShop.shopify(SHOP, 540)));
    pipeline =
        Pipeline.start(
            archive, List.of(), "skatestock.shop-urls." + SHOP + "=" + simulator.uri(SHOP));
    simulator.manners(SHOP).add(Misbehaviour.always(new HtmlInsteadOfJson()).onPages(2).times(1));
    scrape(0);
    clock.set(clock.instant().plus(Duration.ofDays(2)));
    scrape(1);
    scrape(2);
    diedBeforeTheIndexKnew();
    shop = pipeline.part(Shops.class).find(SHOP).orElseThrow();
    index = pipeline.part(IndexRebuild.class);
    before = rows();
    assertThat(before).hasSize(9);
  }

  @AfterAll
  static void close() throws Exception {
    if (pipeline != null) {
      pipeline.close();
    }
    simulator.close();
  }

  private static void scrape(int number) throws InterruptedException {
    assertThat(pipeline.scrape(SHOP, SLOT.plusSeconds(1_800L * number)))
        .isInstanceOf(JobOutcome.Completed.class);
    assertThat(pipeline.load()).isInstanceOf(JobOutcome.Completed.class);
  }

  private static void diedBeforeTheIndexKnew() {
    Page page =
        new Page(
            SHOP,
            URI.create(simulator.uri(SHOP) + "/products.json?limit=250&page=1"),
            Instant.parse("2030-01-01T00:00:00Z"),
            "urn:uuid:" + UUID.randomUUID(),
            200,
            Map.of(),
            Body.of(new byte[0]));
    pipeline
        .part(PageArchive.class)
        .write(
            new ChunkAttempt(
                SHOP,
                SLOT,
                "scheduled",
                1,
                0,
                List.of(
                    new ChunkAttempt.Placed(0, 0, 1, Validators.NONE, new Capture.Fresh(page)))));
  }

  private static List<String> rows() {
    return pipeline
        .database()
        .sql("select pages::text from pages order by record_id")
        .query((row, index) -> row.getString(1))
        .list();
  }

  private static int delete(String which) {
    return pipeline.database().sql("delete from pages where " + which).update();
  }

  @Test
  @Order(1)
  void findsNothingMissingAndTheObjectThatNobodyRefersTo() {
    IndexRebuild.Found found = index.rebuild(shop, DAY, false);

    assertThat(found.present()).isEqualTo(9);
    assertThat(found.added()).isZero();
    assertThat(found.captures()).isGreaterThanOrEqualTo(11);
    assertThat(found.damaged()).isEmpty();
    assertThat(found.gone()).isEmpty();
    assertThat(found.orphans()).isNotEmpty();
    assertThat(rows()).isEqualTo(before);
  }

  @Test
  @Order(2)
  void makesEveryRowAgainAsItWas() {
    assertThat(delete("true")).isEqualTo(9);
    List<String> orphans = index.rebuild(shop, DAY, true).orphans();
    assertThat(rows()).isEmpty();

    IndexRebuild.Found found = index.rebuild(shop, DAY, false);

    assertThat(found.present()).isZero();
    assertThat(found.added()).isEqualTo(9);
    assertThat(found.runsMade()).isZero();
    assertThat(found.orphans()).isEqualTo(orphans);
    assertThat(rows()).isEqualTo(before);
    assertThat(index.rebuild(shop, DAY, false).added()).isZero();
  }

  @Test
  @Order(3)
  void addsWhatIsMissingBetweenRowsThatAreThere() {
    delete("number = 1");

    assertThat(index.rebuild(shop, DAY, false).added()).isEqualTo(3);

    assertThat(rows()).isEqualTo(before);
  }

  @Test
  @Order(4)
  void namesDamagedObjectsAndThoseThatAreGone() throws IOException {
    List<String> objects =
        pipeline
            .database()
            .sql("select distinct object from pages where number = 0 order by object")
            .query((row, index) -> row.getString(1))
            .list();
    Path torn = archive.resolve(objects.getFirst());
    Path away = archive.resolve(objects.getLast());
    byte[] whole = Files.readAllBytes(torn);
    byte[] other = Files.readAllBytes(away);
    Files.write(torn, Arrays.copyOf(whole, whole.length - 40));
    Files.delete(away);

    IndexRebuild.Found found = index.rebuild(shop, DAY, false);

    assertThat(found.gone()).containsExactly(objects.getLast());
    assertThat(found.damaged())
        .singleElement()
        .asString()
        .startsWith("Archived page unreadable: TORN at object=" + objects.getFirst());
    Files.write(torn, whole);
    Files.write(away, other);
    assertThat(rows()).isEqualTo(before);
  }

  @Test
  @Order(5)
  void makesRunsThatPostgresDoesNotKnowSoThatABackfillFindsTheirPages() {
    pipeline.database().sql("delete from scrape_runs").update();

    IndexRebuild.Found found = index.rebuild(shop, DAY, false);

    assertThat(found.runsMade()).isEqualTo(3);
    assertThat(found.added()).isEqualTo(9);
    assertThat(
            pipeline
                .part(BackfillPlanner.class)
                .days(
                    SHOP,
                    LocalDate.now(java.time.ZoneOffset.UTC),
                    LocalDate.now(java.time.ZoneOffset.UTC).plusDays(1))
                .stream()
                .flatMap(
                    day ->
                        pipeline
                            .part(BackfillPlanner.class)
                            .plan(SHOP, day, ReadAgain.MISSING)
                            .stream())
                .mapToInt(plan -> plan.pages().size())
                .sum())
        .isEqualTo(9);
  }
}
