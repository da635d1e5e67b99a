package com.skatestock.batch.load;

import static com.skatestock.batch.load.Told.AT_49;
import static com.skatestock.batch.load.Told.AT_59;
import static com.skatestock.batch.load.Told.AT_59_AGAIN;
import static com.skatestock.batch.load.Told.deleted;
import static com.skatestock.batch.load.Told.price;
import static com.skatestock.batch.load.Told.seen;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.skatestock.batch.database.Leases;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Kafka to PostgreSQL, on real servers. */
class LoadTest {
  private LoadStand stand;

  @BeforeEach
  void open() {
    stand = new LoadStand();
  }

  @AfterEach
  void close() {
    stand.close();
  }

  @Test
  void keepsAPriceThatReturns() {
    stand.publish(AT_59.full(), AT_49.full(), AT_59_AGAIN.full());

    assertThat(stand.load()).isEqualTo(new LoadCounts(3, 1, 3, 3, 0, 0, 0, 0));

    assertThat(prices())
        .containsExactly(
            "2026-03-01T10:00:00Z 59.9500",
            "2026-03-01T11:00:00Z 49.9500",
            "2026-03-01T12:00:00Z 59.9500");
    assertThat(currentPrice()).isEqualTo("59.9500");
    assertThat(stand.position()).isEqualTo(3);
  }

  @Test
  void whatWasObservedOfAShopBeforeItWasTakenDownIsPassedOver() {
    stand.publish(
        AT_59.full(),
        seen("2026-03-01T10:30:00Z", AT_59),
        deleted("deck", "2026-03-01T10:40:00Z"),
        AT_49.full());
    stand.load();
    stand.empty();
    stand
        .database
        .sql("update shops set taken_down_at = '2026-03-01T11:00:00Z' where code = 'seasons'")
        .update();
    stand.publish(AT_59_AGAIN.full(), seen("2026-03-01T12:30:00Z", AT_59_AGAIN));
    stand.moveTo(0);

    // In one chunk with what came later, and by itself.
    assertThat(stand.load()).isEqualTo(new LoadCounts(6, 1, 3, 1, 1, 0, 0, 4));
    assertThat(prices()).containsExactly("2026-03-01T12:00:00Z 59.9500");
    assertThat(stand.history())
        .noneMatch(line -> line.contains("2026-03-01 10") || line.contains("2026-03-01T10"));
    stand.empty();
    stand.moveTo(0);
    assertThat(stand.load(1)).isEqualTo(new LoadCounts(6, 1, 3, 1, 1, 0, 0, 4));
    assertThat(prices()).containsExactly("2026-03-01T12:00:00Z 59.9500");
    assertThat(stand.position()).isEqualTo(6);
  }

  @Test
  void aTakeDownWaitsForTheChunkThatIsBeingWritten() throws Exception {
    stand.publish(AT_59.full());
    stand.load();
    stand.publish(AT_49.full());
    try (ExecutorService other = Executors.newSingleThreadExecutor();
        Leases.Lease lease = stand.leases.take("load/x").orElseThrow();
        PartitionLoader loader = stand.open(stand.loaders(10, 10), lease)) {
      Future<?> takeDown =
          stand.transaction.execute(
              status -> {
                try {
                  assertThat(loader.next()).isPresent();
                  Future<?> asked =
                      other.submit(
                          () ->
                              stand
                                  .database
                                  .sql("update shops set taken_down_at = clock_timestamp()")
                                  .update());
                  Thread.sleep(500);
                  assertThat(asked.isDone()).isFalse();
                  return asked;
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              });
      assertThat(takeDown.get()).isEqualTo(1);
    }
  }

  /**
   * The judgement reads a variant's whole history: a first load, or a rebuild, must not ask for it.
   */
  @Test
  void whatIsNewOrPutAwayIsBelievedWithoutAJudgement() {
    stand
        .database
        .sql(
            """
            create or replace function judge_observations(variants bigint[]) returns bigint
              language plpgsql
            as 'begin raise exception ''judged''; end'
            """)
        .update();
    stand.publish(AT_59.full(), price("wheels", "2026-03-01T10:00:00Z", "20").full());
    assertThat(stand.load().appended()).isEqualTo(2);
    History history = new History(stand.database);
    history.putAway(history.shops(Optional.empty()), History.BEGINNING);
    assertThat(
            stand
                .database
                .sql("select count(*) from product_variants where price is null")
                .query(Long.class)
                .single())
        .isEqualTo(2);
    stand.moveTo(0);
    assertThat(stand.load().appended()).isEqualTo(2);

    // Twelve times the price is what it is for.
    stand.publish(price("deck", "2026-03-01T11:00:00Z", "720").full());
    assertThatThrownBy(() -> stand.load()).hasMessageContaining("judged");
  }

  @Test
  void writesNothingWhenTheWholeTopicIsReplayed() {
    stand.publish(
        AT_59.full(),
        AT_49.full(),
        seen("2026-03-01T11:30:00Z", AT_49),
        AT_59_AGAIN.full(),
        deleted("deck", "2026-03-01T13:00:00Z"),
        price("wheels", "2026-03-01T10:00:00Z", "30").full());
    stand.load(2);
    List<String> versions = stand.versions();

    stand.moveTo(0);
    assertThat(stand.load(2).appended()).isZero();
    stand.moveTo(0);
    stand.load();

    assertThat(stand.versions()).isEqualTo(versions).hasSize(2 + 2 + 2 + 4 + 1 + 1);
  }

  @Test
  void letsANewerReadingOfTheSamePageReplaceAnOlderOneButNeverTheOtherWay() {
    Told older = price("deck", "2026-03-01T10:00:00Z", "599.50");
    Told newer = price("deck", "2026-03-01T10:00:00Z", "59.95").by(2);

    stand.publish(older.full());
    stand.load();
    assertThat(prices()).containsExactly("2026-03-01T10:00:00Z 599.5000");

    stand.publish(newer.full());
    stand.load();
    assertThat(prices()).containsExactly("2026-03-01T10:00:00Z 59.9500");
    assertThat(currentPrice()).isEqualTo("59.9500");

    stand.publish(older.full());
    assertThat(stand.load().appended()).isZero();
    assertThat(prices()).containsExactly("2026-03-01T10:00:00Z 59.9500");
    assertThat(currentPrice()).isEqualTo("59.9500");
  }

  @Test
  void keepsTheNewestStateWhenAnOlderObservationArrivesLate() {
    stand.publish(AT_59_AGAIN.full());
    stand.load();
    stand.publish(AT_49.full());
    stand.load();

    assertThat(currentPrice()).isEqualTo("59.9500");
    assertThat(prices())
        .containsExactly("2026-03-01T11:00:00Z 49.9500", "2026-03-01T12:00:00Z 59.9500");
    assertThat(stand.instants("first_seen_at")).containsExactly(AT_49.at());
    assertThat(stand.instants("last_seen_at")).containsExactly(AT_59_AGAIN.at());
  }

  @Test
  void takesAProductThatStandsTwiceInAChunkOnceForEachMoment() {
    Told otherPage = price("deck", "2026-03-01T10:00:00Z", "59.95");
    stand.publish(AT_59.full(), otherPage.full(), AT_49.full());

    assertThat(stand.load()).isEqualTo(new LoadCounts(3, 1, 3, 2, 0, 0, 0, 0));
    assertThat(prices())
        .containsExactly("2026-03-01T10:00:00Z 59.9500", "2026-03-01T11:00:00Z 49.9500");
  }

  @Test
  void createsTheMonthsOfOldObservationsAndNoOthers() {
    stand.publish(
        price("deck", "2004-02-29T23:59:59.999999Z", "10").full(),
        price("deck", "2026-03-01T00:00:00Z", "20").full());
    stand.load();

    assertThat(
            stand
                .database
                .sql(
                    """
                    select relname || ' ' || (select count(*) from price_history where tableoid = pg_class.oid) as line
                    from pg_class
                    where relname ~ '^price_history_(200|2026_0)'
                      and relkind = 'r'
                    order by relname
                    """)
                .query((row, index) -> row.getString("line"))
                .list())
        .containsExactly("price_history_2004_02 1", "price_history_2026_03 1");
    assertThat(
            stand
                .database
                .sql("select rows_in_default from partition_health")
                .query((row, index) -> row.getLong(1))
                .single())
        .isZero();
  }

  @Test
  void createsAMonthOnceWhenSeveralWorkersNeedItAtTheSameTime() throws Exception {
    // One of two failed with "relation price_history_2025_04 already exists".
    try (ExecutorService workers = Executors.newFixedThreadPool(4)) {
      for (int year = 2001; year <= 2008; year++) {
        Timestamp month = Timestamp.from(Instant.parse(year + "-06-15T00:00:00Z"));
        Callable<Integer> ensure =
            () ->
                stand
                    .database
                    .sql("select ensure_partitions(cast(:month as date), cast(:month as date))")
                    .param("month", month)
                    .query((row, index) -> row.getInt(1))
                    .single();
        int made = 0;
        for (Future<Integer> each : workers.invokeAll(List.of(ensure, ensure, ensure, ensure))) {
          made += each.get();
        }
        assertThat(made).isEqualTo(2);
      }
    }
  }

  private List<String> prices() {
    return stand
        .database
        .sql("select observed_at, price from price_history order by observed_at")
        .query(
            (row, index) ->
                row.getTimestamp("observed_at").toInstant() + " " + row.getBigDecimal("price"))
        .list();
  }

  private String currentPrice() {
    return stand
        .database
        .sql("select price from product_variants")
        .query((row, index) -> row.getBigDecimal("price").toPlainString())
        .single();
  }
}
