package com.skatestock.batch.load;

import static com.skatestock.batch.load.Told.price;
import static org.assertj.core.api.Assertions.assertThat;

import com.skatestock.contracts.Availability;
import com.skatestock.contracts.ProductEvent;
import com.skatestock.contracts.ProductRecord;
import com.skatestock.contracts.Topics;
import com.skatestock.contracts.VariantRecord;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Records that cannot be loaded: each is kept once in the dead-letter topic and once in the table,
 * with its reason, and everything around it is loaded.
 */
class PoisonTest {
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
  void keepsWhatIsNoSoundEventAndLoadsTheRest() {
    byte[] sound = stand.encoded(sound(0).full());
    byte[] unknownSchema = sound.clone();
    unknownSchema[5] ^= 1;
    byte[] trailing = Arrays.copyOf(sound, sound.length + 3);

    assertKept("NOT_AN_EVENT", "garbage".getBytes(StandardCharsets.UTF_8));
    assertKept("NOT_AN_EVENT", new byte[0]);
    assertKept("UNKNOWN_SCHEMA", unknownSchema);
    assertKept("TRUNCATED", Arrays.copyOf(sound, sound.length - 5));
    assertKept("TRAILING_BYTES", trailing);
    assertKept("TOMBSTONE", null);
  }

  @Test
  void keepsARecordThatTheDeadLetterTopicIsTooSmallFor() {
    byte[] huge = new byte[5 << 20];
    new Random(5).nextBytes(huge);

    assertKept("NOT_AN_EVENT", huge);

    assertThat(
            stand
                .database
                .sql("select length(payload) from dead_letter_queue")
                .query((row, index) -> row.getInt(1))
                .single())
        .isEqualTo(5 << 20);
  }

  @Test
  void keepsEventsWhoseKeysAreNone() {
    assertRefused("EXTERNAL_ID", event -> event.setExternalId("a\0b"));
    assertRefused("EXTERNAL_ID", event -> event.setExternalId(""));
    assertRefused("EXTERNAL_ID", event -> event.setExternalId(null));
    assertRefused("EXTERNAL_ID", event -> event.setExternalId("x".repeat(601)));
    assertRefused("SHOP", event -> event.setShop("sea\0sons"));
    assertRefused("SHOP", event -> event.setShop("x".repeat(5_000)));
    assertRefused("NAME", event -> product(event).setBrand("Ba\0ker"));
    assertRefused("NAME", event -> product(event).setBrand("b".repeat(3_000)));
    assertRefused("NAME", event -> product(event).setCategory("c".repeat(3_000)));
    assertRefused("PRODUCT_MISSING", event -> event.setProduct(null));
    assertRefused("VARIANT_ID", event -> variants(event, variant("", "1", "USD")));
    assertRefused("VARIANT_ID", event -> variants(event, variant("v\0", "1", "USD")));
    assertRefused(
        "VARIANT_ID", event -> variants(event, variant("v", "1", "USD"), variant("v", "2", "USD")));
  }

  @Test
  void keepsSeenAndDeletedEventsWhoseKeysAreNone() {
    ProductEvent seen =
        Told.seen("2026-03-01T11:00:00Z", price("a\0b", "2026-03-01T10:00:00Z", "1"));
    assertKept("EXTERNAL_ID", stand.encoded(seen));
    assertKept("EXTERNAL_ID", stand.encoded(Told.deleted("a\0b", "2026-03-01T11:00:00Z")));
  }

  @Test
  void keepsEventsOfAbsurdDatesAndAmounts() {
    assertRefused(
        "OBSERVED_AT", event -> event.setObservedAt(Instant.parse("1999-12-31T23:59:59Z")));
    assertRefused(
        "OBSERVED_AT", event -> event.setObservedAt(Instant.parse("2026-11-21T12:00:01Z")));
    assertRefused(
        "OBSERVED_AT", event -> event.setObservedAt(Instant.parse("+200000-01-01T00:00:00Z")));
    assertRefused("MONEY", event -> variants(event, variant("v", "100000000000000", "USD")));
    assertRefused("MONEY", event -> variants(event, variant("v", "-999999999999999.9999", "USD")));
    assertRefused("CURRENCY", event -> variants(event, variant("v", "1", "usd")));
    assertRefused("CURRENCY", event -> variants(event, variant("v", "1", "a😀")));
    assertRefused("CURRENCY", event -> variants(event, variant("v", "1", "DOLLAR")));
  }

  @Test
  void loadsTextsThatLookLikePoisonAndAreNone() {
    ProductEvent event = sound(0).full();
    product(event).setTitle("Deck \0 8.25 \uD83D\uDEF9 it's; drop table products; --");
    product(event).setUrl("https://shop.example/" + "x".repeat(100_000));
    variants(event, variant("v", "99999999999999.9999", "USD"));
    // Not to be said in UTF-8: what the encoder makes of it is loaded.
    product(event).setImageUrl("lone \uD800 surrogate");
    stand.publish(event);

    assertThat(stand.load()).isEqualTo(new LoadCounts(1, 1, 1, 1, 0, 0, 0));
    assertThat(
            stand
                .database
                .sql("select title || '|' || length(url) || '|' || image_url as line from products")
                .query((row, index) -> row.getString("line"))
                .single())
        .isEqualTo(
            "Deck \uFFFD 8.25 \uD83D\uDEF9 it's; drop table products; --|100021|lone ? surrogate");
  }

  @Test
  void keepsEachRefusalOnceWhenTheTopicIsReplayed() {
    stand.publishBytes(new byte[] {1, 2, 3});
    stand.publish(sound(1).full());
    stand.load();
    stand.moveTo(0);
    assertThat(stand.load().refused()).isEqualTo(1);

    assertThat(kept()).containsExactly(stand.topic + "/0@0 LOAD NOT_AN_EVENT");
  }

  @Test
  void fitsAChunkOfLargeRefusedRecordsIntoTheHeap() {
    byte[] large = new byte[900_000];
    for (int i = 0; i < 80; i++) {
      stand.publishBytes(large);
    }

    assertThat(stand.load(25_000, 25_000))
        .extracting(LoadCounts::refused)
        .containsExactly(38L, 38L, 4L);
  }

  private interface Spoiling {
    void spoil(ProductEvent event);
  }

  private void assertRefused(String reason, Spoiling spoiling) {
    ProductEvent event = sound(0).full();
    spoiling.spoil(event);
    assertKept(reason, stand.encoded(event));
  }

  /** Loads it between two sound events. */
  private void assertKept(String reason, byte @Nullable [] poison) {
    stand.database.sql("delete from dead_letter_queue").update();
    stand.empty();
    stand.publish(sound(1).full());
    stand.publishBytes(poison);
    stand.publish(sound(2).full());

    LoadCounts counts = stand.load();

    assertThat(counts).as(reason).isEqualTo(new LoadCounts(3, 2, 2, 2, 0, 0, 1));
    String where = stand.topic + "/0@" + (stand.position() - 2);
    assertThat(kept()).containsExactly(where + " LOAD " + reason);
    assertThat(deadLetters(stand.position() - 2)).containsExactly("LOAD " + reason);
  }

  private static Told sound(int number) {
    return price("sound-" + number, "2026-03-01T10:00:00Z", "10");
  }

  private static VariantRecord variant(String id, String price, String currency) {
    return new VariantRecord(
        id,
        null,
        null,
        null,
        null,
        new BigDecimal(price).setScale(4),
        null,
        currency,
        Availability.IN_STOCK,
        null);
  }

  private static ProductRecord product(ProductEvent event) {
    return Objects.requireNonNull(event.getProduct());
  }

  private static void variants(ProductEvent event, VariantRecord... variants) {
    product(event).setVariants(List.of(variants));
  }

  private List<String> kept() {
    return stand
        .database
        .sql(
            """
            select topic || '/' || partition || '@' || "offset" || ' ' || stage || ' ' || reason as line
            from dead_letter_queue
            """)
        .query((row, index) -> row.getString("line"))
        .list();
  }

  /** Stage and reason of what the dead-letter topic has of one record. */
  private List<String> deadLetters(long offset) {
    List<TopicPartition> partitions =
        IntStream.range(0, 6)
            .mapToObj(number -> new TopicPartition(Topics.PRODUCT_EVENTS_DLT, number))
            .toList();
    List<String> found = new ArrayList<>();
    try (Consumer<byte[], byte[]> consumer = stand.consumer()) {
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long left =
          consumer.endOffsets(partitions).values().stream().mapToLong(Long::longValue).sum()
              - consumer.beginningOffsets(partitions).values().stream()
                  .mapToLong(Long::longValue)
                  .sum();
      while (left > 0) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          left--;
          if (stand.topic.equals(header(record, "kafka_dlt-original-topic"))
              && ByteBuffer.wrap(record.headers().lastHeader("kafka_dlt-original-offset").value())
                      .getLong()
                  == offset) {
            found.add(
                header(record, "skatestock-stage") + " " + header(record, "skatestock-reason"));
          }
        }
      }
    }
    return found;
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
  }
}
