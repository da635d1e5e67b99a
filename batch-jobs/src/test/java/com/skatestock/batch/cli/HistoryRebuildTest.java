package com.skatestock.batch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.skatestock.batch.Pipeline;
import com.skatestock.batch.database.Leases;
import com.skatestock.batch.job.JobOutcome;
import com.skatestock.batch.job.scrape.Rebuilds;
import com.skatestock.batch.load.History;
import com.skatestock.contracts.Topics;
import com.skatestock.local.LocalStack;
import com.skatestock.local.shop.ShopSimulator;
import com.skatestock.local.shop.SimulatedClock;
import com.skatestock.local.shop.SimulatedShop;
import com.skatestock.local.shop.SimulatorSettings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * Two shops with some days of history: things came, changed, and went. However history is made
 * anew, it is the one of the database that nobody disturbed, in the same rows.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HistoryRebuildTest {
  private static final String SHOP = "seasons";
  private static final String OTHER = "labor";
  private static final Instant SLOT = Instant.parse("2026-11-01T00:00:00Z");

  /** All that must be the same afterwards: facts, state, generated ids, what scrapes counted. */
  private record Everything(
      List<String> history, List<String> state, List<String> ids, List<String> runs) {}

  @TempDir private static Path archive;
  private static SimulatedClock clock;
  private static ShopSimulator simulator;
  private static Pipeline pipeline;
  private static Everything undisturbed;
  private static int scrapes;
  private final StringWriter said = new StringWriter();
  private final Watched watched = new Watched();

  @BeforeAll
  static void open() throws Exception {
    clock = SimulatedClock.frozenAt(Instant.parse("2026-10-01T12:00:00Z"));
    simulator =
        ShopSimulator.start(
            SimulatorSettings.of(
                clock, SimulatedShop.shopify(SHOP, 540), SimulatedShop.shopify(OTHER, 60)));
    pipeline =
        Pipeline.start(
            archive,
            List.of(),
            // Nobody else is at work here but where a test holds a lease on purpose.
            "skatestock.lease-patience=1s",
            "skatestock.shop-urls." + SHOP + "=" + simulator.uri(SHOP),
            "skatestock.shop-urls." + OTHER + "=" + simulator.uri(OTHER));
    for (int day = 0; day < 4; day++) {
      cycle();
      if (day != 2) {
        clock.set(clock.instant().plus(Duration.ofDays(2)));
      }
    }
    undisturbed = everything();
    assertThat(undisturbed.history()).anyMatch(line -> line.startsWith("deletion seasons"));
    assertThat(undisturbed.history()).anyMatch(line -> line.startsWith("seen "));
  }

  @AfterAll
  static void close() throws Exception {
    if (pipeline != null) {
      pipeline.close();
    }
    simulator.close();
  }

  private static void cycle() throws InterruptedException {
    Instant slot = SLOT.plusSeconds(1_800L * scrapes++);
    assertThat(pipeline.scrape(SHOP, slot)).isInstanceOf(JobOutcome.Completed.class);
    assertThat(pipeline.scrape(OTHER, slot)).isInstanceOf(JobOutcome.Completed.class);
    assertThat(pipeline.load()).isInstanceOf(JobOutcome.Completed.class);
  }

  private static Everything everything() {
    return new Everything(
        pipeline.history(),
        pipeline.state(),
        lines(
            """
            select concat_ws(' ', 'product', id, shop_id, external_id) from products
            union all
            select concat_ws(' ', 'variant', id, product_id, variant_key) from product_variants
            order by 1
            """),
        lines(
            """
            select concat_ws(' ', shop_id, slot, scope, status, next_page, pages, pages_not_listing, products, variants,
              created, changed, unchanged, rejected, deleted, events, complete)
            from scrape_runs
            order by 1
            """));
  }

  private static List<String> lines(String question) {
    return pipeline.database().sql(question).query((row, index) -> row.getString(1)).list();
  }

  private HistoryRebuild rebuild(boolean dryRun) {
    return rebuild(dryRun, Format.text);
  }

  private HistoryRebuild rebuild(boolean dryRun, Format format) {
    PrintWriter out = new PrintWriter(said, true);
    CommandLine program = watched.commandLine().setOut(out).setErr(out);
    return new HistoryRebuild(
        pipeline.context(), new Reply(Watched.spec(program, "rebuild"), format), dryRun);
  }

  private static String extent(Optional<String> shop) {
    History history = pipeline.part(History.class);
    History.Extent extent = history.extent(history.shops(shop));
    return "{\"products\":%d,\"variants\":%d,\"observations\":%d,\"deletions\":%d}"
        .formatted(extent.products(), extent.variants(), extent.observations(), extent.deletions());
  }

  private static void assertUndisturbed() {
    Everything now = everything();
    assertThat(now.history()).isEqualTo(undisturbed.history());
    assertThat(now.state()).isEqualTo(undisturbed.state());
    assertThat(now.ids()).isEqualTo(undisturbed.ids());
    assertThat(now.runs()).isEqualTo(undisturbed.runs());
  }

  /** As if somebody had been at the rows with a pen. */
  private static void spoil() {
    pipeline.database().sql("update price_history set price = price + 1").update();
    pipeline.database().sql("update product_variants set price = 1").update();
    pipeline
        .database()
        .sql("update products set title = 'spoilt', last_deleted_at = null")
        .update();
    pipeline.database().sql("delete from product_deletions").update();
    pipeline.database().sql("delete from seen_chunks").update();
  }

  @Test
  @Order(1)
  void aDryRunChangesNothing() throws InterruptedException {
    assertThat(rebuild(true).fromArchive(SHOP)).isZero();
    assertThat(rebuild(true).fromTopic(Optional.empty())).isZero();

    assertThat(said.toString())
        .contains("and 4 scrapes of 12 pages done again; nothing was done")
        .contains("  2026-11-01T01:30:00Z scheduled: 3 pages")
        .contains("all shops: ")
        .contains(" would be put away, and the topic loaded from its beginning; nothing was done");
    said.getBuffer().setLength(0);
    assertThat(rebuild(true, Format.json).fromArchive(SHOP)).isZero();
    assertThat(rebuild(true, Format.json).fromTopic(Optional.empty())).isZero();
    assertThat(said.toString())
        .isEqualTo(
            """
            {"shop":"seasons","put_away":%s,"scrapes":[\
            {"slot":"2026-11-01T00:00:00Z","scope":"scheduled","pages":3},\
            {"slot":"2026-11-01T00:30:00Z","scope":"scheduled","pages":3},\
            {"slot":"2026-11-01T01:00:00Z","scope":"scheduled","pages":3},\
            {"slot":"2026-11-01T01:30:00Z","scope":"scheduled","pages":3}]}
            {"shop":null,"put_away":%s,"since":null}
            """
                .formatted(extent(Optional.of(SHOP)), extent(Optional.empty())));
    assertThat(watched.drawn()).isEmpty();
    assertUndisturbed();
  }

  @Test
  @Order(2)
  void fromTheArchiveEachScrapeIsDoneAgainAndNothingOfAnotherShopChanges() throws Exception {
    spoil();

    assertThat(rebuild(false).fromArchive(SHOP)).isZero();
    assertThat(pipeline.state())
        .noneMatch(line -> line.startsWith("product seasons") && line.contains("spoilt"));
    assertThat(pipeline.state())
        .anyMatch(line -> line.startsWith("product labor") && line.contains("spoilt"));
    assertThat(rebuild(false).fromArchive(OTHER)).isZero();

    assertThat(said.toString()).contains("; 0 products did not come back");
    assertThat(watched.drawn()).contains("rebuild seasons   0% [").contains(" 0/12 pages");
    assertUndisturbed();
  }

  @Test
  @Order(3)
  void fromTheTopicItIsTheSame() throws InterruptedException {
    spoil();
    String records =
        lines("select sum(next_offset - first_offset) from kafka_consumer_offsets").getFirst();

    assertThat(rebuild(false).fromTopic(Optional.empty())).isZero();
    assertThat(watched.drawn()).containsPattern("rebuild   0% \\[ +\\] +0/" + records + " records");
    said.getBuffer().setLength(0);
    assertThat(rebuild(false, Format.json).fromTopic(Optional.empty())).isZero();

    assertThat(said.toString())
        .isEqualTo(
            "{\"shop\":null,\"history\":%s,\"resumed\":false,\"gone\":0}\n"
                .formatted(extent(Optional.empty())));
    assertUndisturbed();
  }

  @Test
  @Order(4)
  void fromTheTopicForOneShopNothingOfTheOthersChanges() throws InterruptedException {
    pipeline.database().sql("update product_variants set price = 1").update();

    assertThat(rebuild(false).fromTopic(Optional.of(SHOP))).isZero();

    assertThat(pipeline.state())
        .noneMatch(line -> line.startsWith("variant seasons") && line.contains("|1.0000|"));
    assertThat(pipeline.state())
        .anyMatch(line -> line.startsWith("variant labor") && line.contains("|1.0000|"));
    assertThat(rebuild(false).fromTopic(Optional.of(OTHER))).isZero();
    assertUndisturbed();
  }

  @Test
  @Order(5)
  void oneThatBrokeOffIsGoneOnWith() throws InterruptedException {
    spoil();
    // Died when the old history was put away, and after the first of the scrapes.
    Rebuilds.Begun begun = pipeline.part(Rebuilds.class).beginFromArchive(SHOP);
    assertThat(begun.resumed()).isFalse();
    assertThat(begun.putAway()).isPositive();
    assertThat(pipeline.history()).noneMatch(line -> line.contains("seasons"));
    pipeline.part(Rebuilds.class).beginFromArchive(OTHER);

    assertThat(rebuild(false).fromArchive(SHOP)).isZero();
    assertThat(rebuild(false).fromArchive(OTHER)).isZero();

    assertThat(said.toString()).contains("(a rebuild that had broken off)");
    assertUndisturbed();
  }

  @Test
  @Order(5)
  void aReplayThatFailsSaysSoInItsRunAndIsGoneOnWith() throws InterruptedException {
    pipeline
        .database()
        .sql(
            """
            create function full_up() returns trigger
              language plpgsql
            as 'begin raise exception ''full up''; end'
            """)
        .update();
    pipeline
        .database()
        .sql(
            """
            create trigger full_up before insert on run_products_met
            for each statement execute function full_up()
            """)
        .update();

    assertThat(rebuild(false).fromArchive(OTHER)).isNotZero();

    assertThat(
            lines(
                """
                select status
                from scrape_runs
                join shops on shops.id = scrape_runs.shop_id
                where shops.code = 'labor'
                order by slot
                """))
        .containsExactly("FAILED", "RUNNING", "RUNNING", "RUNNING");
    pipeline.database().sql("drop trigger full_up on run_products_met").update();
    assertThat(rebuild(false).fromArchive(OTHER)).isZero();
    assertUndisturbed();
  }

  @Test
  @Order(6)
  void doesNothingWithoutItsLeases() throws InterruptedException {
    Leases leases = pipeline.part(Leases.class);
    try (Leases.Lease _ = leases.take("scrape/" + SHOP).orElseThrow();
        Leases.Lease _ = leases.take("load/product-events/3").orElseThrow()) {
      assertThat(rebuild(false).fromArchive(SHOP)).isEqualTo(ExitCodes.RETRY);
      assertThat(rebuild(false).fromTopic(Optional.empty())).isEqualTo(ExitCodes.RETRY);
    }
    assertThat(said.toString())
        .contains("seasons: is being scraped; nothing was done")
        .contains("partition 3 is being loaded; nothing was done");
    assertUndisturbed();
  }

  @Test
  @Order(7)
  void refusesToLoseWhatTheArchiveDoesNotHave() throws InterruptedException {
    pipeline
        .database()
        .sql(
            "update pages set captured_at = captured_at + interval '1 second' where shop_id ="
                + " (select id from shops where code = ?)")
        .params(SHOP)
        .update();

    assertThat(rebuild(false).fromArchive(SHOP)).isEqualTo(ExitCodes.DATA);

    pipeline
        .database()
        .sql(
            "update pages set captured_at = captured_at - interval '1 second' where shop_id ="
                + " (select id from shops where code = ?)")
        .params(SHOP)
        .update();
    assertThat(said.toString())
        .contains("are of no page in the archive's index, and would be lost");
    assertUndisturbed();
  }

  @Test
  @Order(8)
  void whatTheTopicNoLongerHasStays() throws Exception {
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", LocalStack.shared().kafkaBootstrapServers()))) {
      Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
      pipeline
          .database()
          .sql("select partition, next_offset from kafka_consumer_offsets")
          .query(
              row -> {
                all.put(
                    new TopicPartition(Topics.PRODUCT_EVENTS, row.getInt(1)),
                    RecordsToDelete.beforeOffset(row.getLong(2)));
              });
      admin.deleteRecords(all).all().get();
    }
    clock.set(clock.instant().plus(Duration.ofDays(2)));
    cycle();
    Everything longer = everything();
    assertThat(longer.history()).hasSizeGreaterThan(undisturbed.history().size());

    assertThat(rebuild(true).fromTopic(Optional.empty())).isZero();
    assertThat(said.toString()).contains("would be put away, as far as observed since ");
    assertThat(rebuild(false).fromTopic(Optional.empty())).isZero();

    assertThat(everything()).isEqualTo(longer);
  }
}
