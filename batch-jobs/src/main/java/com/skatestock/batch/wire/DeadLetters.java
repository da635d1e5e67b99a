package com.skatestock.batch.wire;

import com.skatestock.contracts.ErrorEvent;
import com.skatestock.contracts.ErrorId;
import com.skatestock.contracts.Topics;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;

/**
 * Where refused records go: first to the dead-letter topic, acknowledged, then to the table {@code
 * dead_letter_queue} in the caller's transaction. A refusal has the same id each time, so keeping
 * it again (a restart) adds no row; one that was sent again and is refused once more is open again.
 */
public final class DeadLetters {

  /**
   * Something refused.
   *
   * @param execution the job execution that refused it
   * @param origin the Kafka record, if it was one; its bytes travel on unchanged
   */
  public record Refusal(ErrorEvent event, long execution, @Nullable Origin origin) {

    /** Something that never was a Kafka record. */
    public Refusal(ErrorEvent event, long execution) {
      this(event, execution, null);
    }
  }

  /**
   * A refused Kafka record, and who refused it.
   *
   * @param connector the job that read it
   * @param task its worker's number
   * @param stage where it stood, in Kafka Connect's words
   * @param className the class that refused it
   * @param why what was wrong with it
   */
  public record Origin(
      ConsumerRecord<byte[], byte[]> record,
      String connector,
      int task,
      ConnectStage stage,
      String className,
      Throwable why) {}

  /** Those of Kafka Connect's stages that we have; {@code org.apache.kafka.connect…Stage}. */
  public enum ConnectStage {
    /** Its bytes could not be decoded. */
    VALUE_CONVERTER,
    /** It could not be written. */
    TASK_PUT
  }

  private static final int ERROR_ID_BYTES = 16;
  private static final byte[] NOTHING = new byte[0];
  private static final List<String> ORIGIN_COLUMNS =
      List.of(
          "topic",
          "partition",
          "offset",
          "payload",
          "key",
          "header_names",
          "header_values",
          "recorded_at",
          "timestamp_type",
          "exception_class",
          "exception_stacktrace",
          "connector",
          "task",
          "connector_stage",
          "connector_class");

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

  /** The refusal that a record comes from, if it was sent again; empty for any other. */
  public static Optional<ErrorId> replayed(ConsumerRecord<byte[], byte[]> record) {
    Header header = record.headers().lastHeader(DeadLetterHeaders.REPLAY_OF);
    return header == null || header.value() == null || header.value().length != ERROR_ID_BYTES
        ? Optional.empty()
        : Optional.of(new ErrorId(header.value()));
  }

  /** The first half of {@link #keep}: returns when the topic has them all. */
  public void send(List<Refusal> refusals) throws InterruptedException {
    if (refusals.isEmpty()) {
      return;
    }
    List<Future<RecordMetadata>> acknowledgements = new ArrayList<>(refusals.size());
    try {
      for (Refusal refusal : refusals) {
        acknowledgements.add(Dispatch.send(producer, message(refusal, true)));
      }
    } catch (ExecutionException e) {
      throw notTaken(refusals.size(), e);
    }
    producer.flush();
    for (int i = 0; i < refusals.size(); i++) {
      try {
        acknowledgements.get(i).get();
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof RecordTooLargeException)) {
          throw notTaken(refusals.size(), e);
        }
        sendWithoutBytes(refusals.get(i), refusals.size());
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
          "offset", payload, correlation_id, refused_at, execution_id, key, header_names, header_values, recorded_at,
          timestamp_type, exception_class, exception_stacktrace, connector, task, connector_stage, connector_class)
        values (
          :error_id, :stage, :reason, :shop, :external_id, :field, :raw, :message, :page_uri, :record_id, :slot, :topic,
          :partition, :offset, :payload, :correlation_id, :refused_at, :execution_id, :key, :header_names, :header_values,
          :recorded_at, :timestamp_type, :exception_class, :exception_stacktrace, :connector, :task, :connector_stage,
          :connector_class)
        on conflict (error_id) do update set
          times = kept.times + 1,
          reason = excluded.reason,
          message = excluded.message,
          slot = excluded.slot,
          record_id = excluded.record_id,
          page_uri = excluded.page_uri,
          partition = excluded.partition,
          "offset" = excluded."offset",
          recorded_at = excluded.recorded_at,
          correlation_id = excluded.correlation_id,
          execution_id = excluded.execution_id,
          refused_at = excluded.refused_at,
          requeued_at = null
        where kept.slot < excluded.slot
          or kept."offset" < excluded."offset"
        """,
        refusals.stream().map(DeadLetters::row).toArray(SqlParameterSource[]::new));
  }

  /**
   * Our headers say all but the record's bytes, which the table keeps. A record that is too large
   * for the topic, be it by its value, key or headers, must not stop the load for ever.
   */
  private void sendWithoutBytes(Refusal refusal, int of) throws InterruptedException {
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

  private ProducerRecord<byte[], byte[]> message(Refusal refusal, boolean whole) {
    ErrorEvent event = refusal.event();
    Origin origin = refusal.origin();
    ProducerRecord<byte[], byte[]> message;
    if (origin == null) {
      String key = event.getShop() + "/" + event.getExternalId();
      message =
          new ProducerRecord<>(
              Topics.PRODUCT_EVENTS_DLT, DeadLetterHeaders.text(key), encoder.apply(event));
    } else {
      ConsumerRecord<byte[], byte[]> record = origin.record();
      message =
          new ProducerRecord<>(
              Topics.PRODUCT_EVENTS_DLT,
              record.partition(),
              whole ? record.key() : null,
              whole ? record.value() : NOTHING);
      if (whole) {
        DeadLetterHeaders.without(record.headers()).forEach(message.headers()::add);
      }
    }
    DeadLetterHeaders.add(message.headers(), refusal);
    return message;
  }

  private static SqlParameterSource row(Refusal refusal) {
    ErrorEvent event = refusal.event();
    MapSqlParameterSource row =
        new MapSqlParameterSource()
            .addValue("error_id", DeadLetterHeaders.id(event))
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
            .addValue("correlation_id", event.getCorrelationId())
            .addValue("refused_at", timestamp(event.getRefusedAt()))
            .addValue("execution_id", refusal.execution());
    return row.addValues(origin(refusal.origin()));
  }

  private static Map<String, @Nullable Object> origin(@Nullable Origin origin) {
    Map<String, @Nullable Object> columns = new HashMap<>();
    if (origin == null) {
      ORIGIN_COLUMNS.forEach(name -> columns.put(name, null));
      return columns;
    }
    ConsumerRecord<byte[], byte[]> record = origin.record();
    List<Header> headers = DeadLetterHeaders.without(record.headers());
    columns.put("topic", record.topic());
    columns.put("partition", record.partition());
    columns.put("offset", record.offset());
    columns.put("payload", record.value());
    columns.put("key", record.key());
    columns.put(
        "header_names",
        headers.stream().map(Header::key).map(DeadLetters::withoutNul).toArray(String[]::new));
    columns.put("header_values", headers.stream().map(Header::value).toArray(byte[][]::new));
    columns.put("recorded_at", new Timestamp(record.timestamp()));
    columns.put("timestamp_type", record.timestampType().toString());
    columns.put("exception_class", origin.why().getClass().getName());
    columns.put("exception_stacktrace", withoutNul(DeadLetterHeaders.stackTrace(origin)));
    columns.put("connector", origin.connector());
    columns.put("task", origin.task());
    columns.put("connector_stage", origin.stage().name());
    columns.put("connector_class", origin.className());
    return columns;
  }

  private static @Nullable String withoutNul(@Nullable String text) {
    return text == null ? null : text.replace('\0', '\uFFFD');
  }

  private static @Nullable Timestamp timestamp(@Nullable Instant instant) {
    return instant == null ? null : Timestamp.from(instant);
  }
}
