package com.skatestock.batch.wire;

import com.skatestock.contracts.ErrorEvent;
import com.skatestock.contracts.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;

/**
 * Where refused records go: first to the dead-letter topic, acknowledged, then to the table {@code
 * dead_letter_queue} in the caller's transaction. A refusal has the same id each time, so keeping
 * it again (a restart) adds no row.
 */
public final class DeadLetters {

  /**
   * Something refused.
   *
   * @param original the Kafka record, if it was one; its bytes travel on unchanged
   */
  public record Refusal(ErrorEvent event, @Nullable ConsumerRecord<byte[], byte[]> original) {

    /** Something that never was a Kafka record. */
    public Refusal(ErrorEvent event) {
      this(event, null);
    }
  }

  private static final byte[] NOTHING = new byte[0];

  private final Producer<byte[], byte[]> producer;
  private final Function<ErrorEvent, byte[]> encoder;
  private final NamedParameterJdbcTemplate database;

  public DeadLetters(
      Producer<byte[], byte[]> producer,
      Function<ErrorEvent, byte[]> encoder,
      NamedParameterJdbcTemplate database) {
    this.producer = producer;
    this.encoder = encoder;
    this.database = database;
  }

  /**
   * Keeps the refusals.
   *
   * @throws IllegalStateException if the topic does not take them; nothing was written to the table
   *     then
   */
  public void keep(List<Refusal> refusals) throws InterruptedException {
    send(refusals);
    store(refusals);
  }

  /** The first half of {@link #keep}: returns when the topic has them all. */
  public void send(List<Refusal> refusals) throws InterruptedException {
    if (refusals.isEmpty()) {
      return;
    }
    List<Future<RecordMetadata>> acknowledgements = new ArrayList<>(refusals.size());
    for (Refusal refusal : refusals) {
      acknowledgements.add(producer.send(message(refusal, true)));
    }
    producer.flush();
    for (int i = 0; i < refusals.size(); i++) {
      try {
        acknowledgements.get(i).get();
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof RecordTooLargeException)) {
          throw notTaken(refusals.size(), e);
        }
        sendWithoutValue(refusals.get(i), refusals.size());
      }
    }
  }

  /** The second half of {@link #keep}: the table's rows, in the caller's transaction. */
  public void store(List<Refusal> refusals) {
    if (refusals.isEmpty()) {
      return;
    }
    database.batchUpdate(
        """
        insert into dead_letter_queue as kept (
          error_id, stage, reason, shop, external_id, field, raw, message, page_uri, record_id, slot, topic, partition,
          "offset", payload, correlation_id, refused_at)
        values (
          :error_id, :stage, :reason, :shop, :external_id, :field, :raw, :message, :page_uri, :record_id, :slot, :topic,
          :partition, :offset, :payload, :correlation_id, :refused_at)
        on conflict (error_id) do update set
          times = kept.times + 1,
          slot = excluded.slot,
          record_id = excluded.record_id,
          page_uri = excluded.page_uri,
          refused_at = excluded.refused_at
        where kept.slot < excluded.slot
        """,
        refusals.stream().map(DeadLetters::row).toArray(SqlParameterSource[]::new));
  }

  /**
   * The headers say all but the bytes, which the table keeps. A record that is too large for the
   * topic must not stop the load for ever.
   */
  private void sendWithoutValue(Refusal refusal, int of) throws InterruptedException {
    try {
      producer.send(message(refusal, false)).get();
    } catch (ExecutionException e) {
      throw notTaken(of, e);
    }
  }

  private static IllegalStateException notTaken(int refusals, ExecutionException e) {
    return new IllegalStateException(
        "The dead-letter topic did not take all of %d refused records; the chunk is done again at the next start"
            .formatted(refusals),
        e.getCause());
  }

  private ProducerRecord<byte[], byte[]> message(Refusal refusal, boolean withValue) {
    ErrorEvent event = refusal.event();
    ConsumerRecord<byte[], byte[]> original = refusal.original();
    if (original == null) {
      String key = event.getShop() + "/" + event.getExternalId();
      return new ProducerRecord<>(
          Topics.PRODUCT_EVENTS_DLT, key.getBytes(StandardCharsets.UTF_8), encoder.apply(event));
    }
    var message =
        new ProducerRecord<>(
            Topics.PRODUCT_EVENTS_DLT,
            original.partition(),
            original.key(),
            withValue ? original.value() : NOTHING);
    original.headers().forEach(message.headers()::add);
    message
        .headers()
        .add("kafka_dlt-original-topic", text(original.topic()))
        .add(
            "kafka_dlt-original-partition",
            ByteBuffer.allocate(4).putInt(original.partition()).array())
        .add("kafka_dlt-original-offset", ByteBuffer.allocate(8).putLong(original.offset()).array())
        .add(
            "kafka_dlt-original-timestamp",
            ByteBuffer.allocate(8).putLong(original.timestamp()).array())
        .add("kafka_dlt-exception-message", text(event.getMessage()))
        .add("skatestock-stage", text(event.getStage().name()))
        .add("skatestock-reason", text(event.getReason()));
    return message;
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static SqlParameterSource row(Refusal refusal) {
    ErrorEvent event = refusal.event();
    ConsumerRecord<byte[], byte[]> original = refusal.original();
    ByteBuffer id = ByteBuffer.wrap(event.getErrorId().bytes());
    return new MapSqlParameterSource()
        .addValue("error_id", new UUID(id.getLong(), id.getLong()))
        .addValue("stage", event.getStage().name())
        .addValue("reason", event.getReason())
        .addValue("shop", event.getShop())
        .addValue("external_id", event.getExternalId())
        .addValue("field", event.getField())
        .addValue("raw", withoutNul(event.getRaw()))
        .addValue("message", withoutNul(event.getMessage()))
        .addValue("page_uri", event.getPageUri())
        .addValue("record_id", event.getRecordId())
        .addValue("slot", timestamp(event.getSlot()))
        .addValue("topic", original == null ? null : original.topic())
        .addValue("partition", original == null ? null : original.partition())
        .addValue("offset", original == null ? null : original.offset())
        .addValue("payload", original == null ? null : original.value())
        .addValue("correlation_id", event.getCorrelationId())
        .addValue("refused_at", timestamp(event.getRefusedAt()));
  }

  private static @Nullable String withoutNul(@Nullable String text) {
    return text == null ? null : text.replace('\0', '\uFFFD');
  }

  private static @Nullable Timestamp timestamp(@Nullable Instant instant) {
    return instant == null ? null : Timestamp.from(instant);
  }
}
