package com.skatestock.batch.load;

import static com.skatestock.batch.load.Told.AT_49;
import static com.skatestock.batch.load.Told.AT_59;
import static com.skatestock.batch.load.Told.AT_59_AGAIN;
import static com.skatestock.batch.load.Told.price;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.skatestock.batch.database.Leases;
import com.skatestock.contracts.ProductEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From where to where a load reads, and who may move the position. */
class LoadPositionTest {
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
  void fillsChunksByRecordsOrByVariantsAndMovesThePositionWithEach() {
    List<ProductEvent> events = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      events.add(price("deck-" + i, "2026-03-01T10:00:00Z", "10").full());
    }
    stand.publish(events);

    assertThat(stand.load(Integer.MAX_VALUE, 3))
        .extracting(LoadCounts::records)
        .containsExactly(3L, 3L, 1L);
    stand.moveTo(0);
    assertThat(stand.load(2, 1_000))
        .extracting(LoadCounts::records)
        .containsExactly(2L, 2L, 2L, 1L);
    stand.moveTo(0);
    assertThat(stand.load(1_000, 7)).extracting(LoadCounts::records).containsExactly(7L);
    assertThat(stand.position()).isEqualTo(7);
    assertThat(stand.load(1_000, 1_000)).isEmpty();
  }

  @Test
  void movesThePositionOverOffsetsThatHoldNoRecord() throws Exception {
    for (int i = 0; i < 5; i++) {
      stand.publish(price("deck-" + i, "2026-03-01T10:00:00Z", "10").full());
    }
    deleteBefore(3);

    assertThat(stand.load().records()).isEqualTo(2);
    assertThat(stand.position()).isEqualTo(5);
  }

  @Test
  void refusesToGoOnWhereRecordsWereRemovedBeforeTheyWereLoaded() throws Exception {
    stand.publish(AT_59.full());
    stand.load();
    stand.publish(AT_49.full(), AT_59_AGAIN.full());
    deleteBefore(2);

    assertThatThrownBy(() -> stand.load())
        .isInstanceOf(PositionLost.class)
        .hasMessageContaining("is 1, but the broker has the records from 2 to before 3");
    assertThat(stand.position()).isEqualTo(1);
  }

  @Test
  void refusesToGoOnBehindTheEndOfATopicMadeAnew() {
    stand.publish(AT_59.full());
    stand.load();
    stand.moveTo(9);

    assertThatThrownBy(() -> stand.load())
        .isInstanceOf(PositionLost.class)
        .hasMessageContaining("is 9, but the broker has the records from 0 to before 1");
  }

  @Test
  void endsAsFencedAndWritesNothingWhenAnotherWorkerHasTakenOver() {
    stand.publish(AT_59.full());
    String name = "load/" + stand.topic + "/0";
    try (Leases.Lease lease = stand.leases.take(name).orElseThrow();
        PartitionLoader loader = stand.open(stand.loaders(10, 10), lease)) {
      stand
          .database
          .sql("update leases set owner = 'other', epoch = nextval('lease_epochs') where name = ?")
          .param(name)
          .update();

      assertThatThrownBy(() -> stand.next(loader)).isInstanceOf(Fenced.class);
    }
    assertThat(stand.state()).isEmpty();
    assertThat(stand.position()).isZero();
  }

  @Test
  void endsAsFencedAndWritesNothingWhenThePositionHasMoved() {
    stand.publish(AT_59.full());
    String name = "load/" + stand.topic + "/0";
    try (Leases.Lease lease = stand.leases.take(name).orElseThrow();
        PartitionLoader loader = stand.open(stand.loaders(10, 10), lease)) {
      stand.moveTo(1);

      assertThatThrownBy(() -> stand.next(loader)).isInstanceOf(Fenced.class);
    }
    assertThat(stand.state()).isEmpty();
    assertThat(stand.history()).isEmpty();
  }

  private void deleteBefore(long offset) throws Exception {
    try (Admin admin = stand.admin()) {
      admin
          .deleteRecords(
              Map.of(new TopicPartition(stand.topic, 0), RecordsToDelete.beforeOffset(offset)))
          .all()
          .get();
    }
  }
}
