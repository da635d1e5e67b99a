package com.skatestock.batch.load;

import static com.skatestock.batch.load.Told.price;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

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
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
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

  private Instant begun;

  @BeforeEach
  void open() {
    begun = Instant.now().truncatedTo(ChronoUnit.MILLIS);
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

    assertThat(stand.load()).isEqualTo(new LoadCounts(1, 1, 1, 1, 0, 0, 0, 0));
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
  void saysWhereItCameFromInTheWordsOfSpringAndOfKafkaConnect() {
    stand.publishBytes(
        new byte[] {1, 2, 3},
        new RecordHeader("trace", new byte[] {7}),
        new RecordHeader("kafka_dlt-original-topic", new byte[] {8}));
    stand.load();

    ConsumerRecord<byte[], byte[]> letter = letters(0).getFirst();
    assertThat(letter.value()).containsExactly(1, 2, 3);
    assertThat(letter.key()).containsExactly('k');
    assertThat(letter.partition()).isZero();
    assertThat(letter.headers().headers("kafka_dlt-original-topic")).hasSize(1);
    assertThat(letter.headers().lastHeader("trace").value()).containsExactly(7);
    assertThat(letter.headers().lastHeader("kafka_dlt-original-partition").value())
        .containsExactly(0, 0, 0, 0);
    assertThat(letter.headers().lastHeader("kafka_dlt-original-offset").value())
        .containsExactly(0, 0, 0, 0, 0, 0, 0, 0);
    long timestamp =
        ByteBuffer.wrap(letter.headers().lastHeader("kafka_dlt-original-timestamp").value())
            .getLong();
    assertThat(Instant.ofEpochMilli(timestamp)).isBetween(begun, Instant.now());
    String message = "3 bytes that do not begin with C3 01 and a schema fingerprint";
    assertThat(texts(letter))
        .contains(
            entry("kafka_dlt-original-topic", stand.topic),
            entry("kafka_dlt-original-timestamp-type", "CreateTime"),
            entry("kafka_dlt-exception-fqcn", "com.skatestock.batch.load.Unloadable"),
            entry("kafka_dlt-exception-message", message),
            entry("__connect.errors.topic", stand.topic),
            entry("__connect.errors.partition", "0"),
            entry("__connect.errors.offset", "0"),
            entry("__connect.errors.connector.name", "load"),
            entry("__connect.errors.task.id", "0"),
            entry("__connect.errors.stage", "VALUE_CONVERTER"),
            entry("__connect.errors.class.name", "com.skatestock.batch.load.RecordCheck"),
            entry("__connect.errors.exception.class.name", "com.skatestock.batch.load.Unloadable"),
            entry("__connect.errors.exception.message", message),
            entry("skatestock-stage", "LOAD"),
            entry("skatestock-reason", "NOT_AN_EVENT"),
            entry("skatestock-execution-id", "7"),
            entry("skatestock-slot", "2026-11-20T11:59:00Z"));
    String trace = "com.skatestock.batch.load.Unloadable: " + message + "\n\tat com.skatestock";
    assertThat(texts(letter).get("kafka_dlt-exception-stacktrace")).startsWith(trace);
    assertThat(texts(letter).get("__connect.errors.exception.stacktrace")).startsWith(trace);

    assertThat(
            stand
                .database
                .sql(
                    """
                    select concat_ws('|', error_id, stage, reason, topic, partition, "offset", payload, key, header_names,
                      header_values, extract(epoch from recorded_at) * 1000 = :timestamp, timestamp_type, exception_class,
                      connector, task, connector_stage, connector_class, execution_id, slot at time zone 'UTC', correlation_id)
                    from dead_letter_queue
                    """)
                .param("timestamp", timestamp)
                .query(String.class)
                .single())
        .isEqualTo(
            texts(letter).get("skatestock-error-id")
                + "|LOAD|NOT_AN_EVENT|"
                + stand.topic
                + "|0|0|\\x010203|\\x6b|{trace}|{\"\\\\x07\"}|t|CreateTime"
                + "|com.skatestock.batch.load.Unloadable|load|0|VALUE_CONVERTER"
                + "|com.skatestock.batch.load.RecordCheck|7|2026-11-20 11:59:00"
                + "|load/2026-11-20T11:59:00Z/manual/test");
  }

  @Test
  void tellsKafkaConnectsToolsThatAnUnloadableEventWasDecoded() {
    ProductEvent event = sound(0).full();
    event.setShop("");
    stand.publish(event);
    stand.load();

    assertThat(texts(letters(0).getFirst()))
        .contains(entry("__connect.errors.stage", "TASK_PUT"), entry("skatestock-reason", "SHOP"));
  }

  /** Headers and key travel on as well: they too can be what the topic is too small for. */
  @Test
  void keepsARecordWhoseHeadersOrNamesAreTooLargeForTheTopic() {
    stand.publishBytes(new byte[] {1}, new RecordHeader("large", new byte[2 << 20]));
    ProductEvent event = sound(0).full();
    event.setShop("x".repeat(900_000));
    stand.publish(event);

    assertThat(stand.load().refused()).isEqualTo(2);

    assertThat(deadLetters(0)).containsExactly("LOAD NOT_AN_EVENT");
    assertThat(deadLetters(1)).containsExactly("LOAD SHOP");
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

    assertThat(counts).as(reason).isEqualTo(new LoadCounts(3, 2, 2, 2, 0, 0, 1, 0));
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

  private static Map<String, String> texts(ConsumerRecord<byte[], byte[]> letter) {
    Map<String, String> texts = new HashMap<>();
    letter
        .headers()
        .forEach(
            header -> texts.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
    return texts;
  }

  /** Stage and reason of what the dead-letter topic has of one record. */
  private List<String> deadLetters(long offset) {
    return letters(offset).stream()
        .map(
            letter ->
                header(letter, "skatestock-stage") + " " + header(letter, "skatestock-reason"))
        .toList();
  }

  /** What the dead-letter topic has of one record. */
  private List<ConsumerRecord<byte[], byte[]>> letters(long offset) {
    List<TopicPartition> partitions =
        IntStream.range(0, 6)
            .mapToObj(number -> new TopicPartition(Topics.PRODUCT_EVENTS_DLT, number))
            .toList();
    List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
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
            found.add(record);
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
