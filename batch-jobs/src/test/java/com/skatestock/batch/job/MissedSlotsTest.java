package com.skatestock.batch.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.skatestock.local.LocalServer;
import com.skatestock.local.LocalStack;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class MissedSlotsTest {
  private static final Instant TEN = Instant.parse("2026-11-20T10:00:00Z");
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  @SuppressWarnings("NullAway.Init")
  private JdbcClient database;

  @SuppressWarnings("NullAway.Init")
  private MissedSlots slots;

  @BeforeEach
  void open() {
    LocalStack stack = LocalStack.shared(LocalServer.POSTGRES);
    var source =
        new DriverManagerDataSource(stack.freshDatabase(), stack.username(), stack.password());
    Flyway.configure().dataSource(source).locations("classpath:db/migration").load().migrate();
    database = JdbcClient.create(source);
    slots = new MissedSlots(database, Duration.ofMinutes(30));
    database
        .sql("insert into shops (code, name) values ('seasons', 'Seasons'), ('labor', 'Labor')")
        .update();
  }

  private void ran(String shop, Instant slot, String scope) {
    database
        .sql(
            """
            insert into scrape_runs (shop_id, slot, scope, lease_epoch)
            select id, cast(:slot as timestamptz), :scope, 1
            from shops
            where code = :shop
            """)
        .param("shop", shop)
        .param("slot", slot.toString())
        .param("scope", scope)
        .update();
  }

  private List<String> missed() {
    return database
        .sql(
            """
            select to_char(slot at time zone 'UTC', 'HH24:MI') || ' ' || reason as line
            from missed_slots
            order by slot
            """)
        .query((row, index) -> row.getString("line"))
        .list();
  }

  @Test
  void closesEverySlotBetweenTheLastRunAndThePresentOneOnce() {
    ran("seasons", TEN, "scheduled");
    ran("seasons", TEN.plusSeconds(3_600), "manual/by-hand");
    ran("labor", NOON.minusSeconds(1_800), "scheduled");
    ran("seasons", NOON, "scheduled");

    assertThat(slots.close("seasons", NOON))
        .containsExactly(TEN.plusSeconds(1_800), TEN.plusSeconds(3_600), TEN.plusSeconds(5_400));
    assertThat(slots.close("seasons", NOON)).isEmpty();

    assertThat(missed())
        .containsExactly("10:30 NOT_STARTED", "11:00 NOT_STARTED", "11:30 NOT_STARTED");
  }

  @Test
  void aShopWithoutAnEarlierRunHasMissedNothing() {
    ran("seasons", NOON, "scheduled");

    assertThat(slots.close("seasons", NOON)).isEmpty();
  }

  @Test
  void theNextSlotHasMissedNothing() {
    ran("seasons", NOON.minusSeconds(1_800), "scheduled");
    ran("seasons", NOON, "scheduled");

    assertThat(slots.close("seasons", NOON)).isEmpty();
  }

  @Test
  void tellsAPauseFromSlotsThatNobodyStarted() {
    ran("seasons", TEN, "scheduled");
    database
        .sql("update shops set paused_at = '2026-11-20T11:10:00Z' where code = 'seasons'")
        .update();

    slots.close("seasons", NOON);

    assertThat(missed()).containsExactly("10:30 NOT_STARTED", "11:00 PAUSED", "11:30 PAUSED");
  }

  @Test
  void aSlotThatRunsAfterAllIsNoLongerMissed() {
    ran("seasons", TEN, "scheduled");
    slots.close("seasons", NOON);
    ran("seasons", TEN.plusSeconds(3_600), "scheduled");

    assertThat(slots.close("seasons", TEN.plusSeconds(3_600))).isEmpty();
    assertThat(missed()).containsExactly("10:30 NOT_STARTED", "11:30 NOT_STARTED");
  }

  @Test
  void aGridOfAnotherLengthBeginsBehindTheLastRun() {
    ran("seasons", TEN.plusSeconds(1_800), "scheduled");

    assertThat(new MissedSlots(database, Duration.ofHours(1)).close("seasons", NOON))
        .containsExactly(TEN.plusSeconds(3_600));
  }

  @Test
  void eightProcessesAtOnceCloseEachSlotOnce() throws Exception {
    ran("seasons", TEN, "scheduled");
    List<Instant> closed = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Future<List<Instant>>> closings = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        closings.add(threads.submit(() -> slots.close("seasons", TEN.plus(Duration.ofDays(2)))));
      }
      for (Future<List<Instant>> closing : closings) {
        closed.addAll(closing.get());
      }
    }

    assertThat(closed).hasSize(95).doesNotHaveDuplicates();
  }
}
