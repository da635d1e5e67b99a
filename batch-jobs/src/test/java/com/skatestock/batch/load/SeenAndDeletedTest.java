package com.skatestock.batch.load;

import static com.skatestock.batch.load.Told.AT_49;
import static com.skatestock.batch.load.Told.AT_59;
import static com.skatestock.batch.load.Told.AT_59_AGAIN;
import static com.skatestock.batch.load.Told.deleted;
import static com.skatestock.batch.load.Told.seen;
import static org.assertj.core.api.Assertions.assertThat;

import com.skatestock.contracts.ProductEvent;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What it means that a product was seen unchanged, or found missing. */
class SeenAndDeletedTest {
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
  void notesThatAProductWasSeenUnchanged() {
    stand.publish(AT_59.full(), seen("2026-03-01T10:30:00Z", AT_59));

    assertThat(stand.load().seen()).isEqualTo(1);
    assertThat(stand.instants("last_seen_at"))
        .containsExactly(Instant.parse("2026-03-01T10:30:00Z"));
    assertThat(seenProducts()).containsExactly("2026-03-01T10:30:00Z {deck}");
    assertThat(fingerprints()).isEqualTo(1);
  }

  @Test
  void doubtsTheFingerprintWhereAnotherStateWasSeenSoThatTheProductIsPublishedAgain() {
    stand.publish(AT_59.full());
    stand.load();
    stand.publish(seen("2026-03-01T11:30:00Z", AT_49));

    assertThat(stand.load().seen()).isEqualTo(1);
    assertThat(fingerprints()).isZero();
    // It was listed all the same.
    assertThat(stand.instants("last_seen_at"))
        .containsExactly(Instant.parse("2026-03-01T11:30:00Z"));

    stand.publish(AT_59_AGAIN.full());
    stand.load();
    assertThat(fingerprints()).isEqualTo(1);
  }

  @Test
  void doubtsTheFingerprintOfAStateThatCameLateAndIsOlderThanWhatWasSeen() {
    stand.publish(AT_59.full(), seen("2026-03-01T11:30:00Z", AT_59));
    stand.load();
    assertThat(fingerprints()).isEqualTo(1);
    stand.publish(AT_49.full());
    stand.load();
    assertThat(fingerprints()).isZero();
    List<String> state = stand.state();
    List<String> history = stand.history();

    stand.empty();
    stand.publish(AT_59.full(), AT_49.full());
    stand.load();
    stand.publish(seen("2026-03-01T11:30:00Z", AT_59));
    stand.load();
    assertThat(fingerprints()).isZero();
    assertThat(stand.state()).isEqualTo(state);
    assertThat(stand.history()).isEqualTo(history);
  }

  @Test
  void leavesTheFingerprintWhenAnOlderStateIsSeenLate() {
    stand.publish(AT_59.full(), AT_49.full());
    stand.load();
    stand.publish(seen("2026-03-01T10:30:00Z", AT_59));

    assertThat(stand.load().seen()).isEqualTo(1);
    assertThat(fingerprints()).isEqualTo(1);
    assertThat(stand.instants("last_seen_at")).containsExactly(AT_49.at());
  }

  @Test
  void listsADeletedProductAgainWhenItIsSeenLaterInWhateverOrderBothArrive() {
    ProductEvent deletion = deleted("deck", "2026-03-01T10:30:00Z");

    stand.publish(AT_59.full(), deletion);
    assertThat(stand.load().deleted()).isEqualTo(1);
    assertThat(listed()).isEmpty();
    stand.publish(AT_49.full());
    stand.load();
    assertThat(listed()).containsExactly("deck");
    List<String> state = stand.state();
    List<String> history = stand.history();

    stand.empty();
    stand.publish(AT_59.full(), AT_49.full());
    stand.load();
    stand.publish(deletion);
    stand.load();
    assertThat(listed()).containsExactly("deck");
    assertThat(stand.state()).isEqualTo(state);
    assertThat(stand.history()).isEqualTo(history);
  }

  @Test
  void remembersTheLatestOfTwoDeletionsInOneChunk() {
    stand.publish(
        AT_59.full(),
        deleted("deck", "2026-03-01T11:30:00Z"),
        deleted("deck", "2026-03-01T10:30:00Z"),
        AT_49.full());
    stand.load();

    assertThat(stand.instants("last_deleted_at"))
        .containsExactly(Instant.parse("2026-03-01T11:30:00Z"));
    assertThat(listed()).isEmpty();
  }

  private List<String> seenProducts() {
    return stand
        .database
        .sql(
            """
            select observed_at, array(
              select external_id from products where id = any (product_ids) order by external_id) as names
            from seen_chunks
            order by observed_at
            """)
        .query(
            (row, index) ->
                row.getTimestamp("observed_at").toInstant() + " " + row.getString("names"))
        .list();
  }

  private List<String> listed() {
    return stand
        .database
        .sql(
            """
            select external_id
            from products
            where last_deleted_at is null
              or last_deleted_at <= last_seen_at
            order by external_id
            """)
        .query((row, index) -> row.getString("external_id"))
        .list();
  }

  private int fingerprints() {
    return stand
        .database
        .sql("select count(*) from trusted_fingerprints")
        .query((row, index) -> row.getInt(1))
        .single();
  }
}
