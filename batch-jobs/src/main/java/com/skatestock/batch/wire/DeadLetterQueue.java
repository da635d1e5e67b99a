package com.skatestock.batch.wire;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code dead_letter_queue} as operators and replays read it. */
public final class DeadLetterQueue {

  /**
   * A refusal; of a Kafka record with its topic, of a page's part with its record id.
   *
   * @param times how often the same refusal was met
   * @param requeuedAt when it was sent again; null while it is open
   */
  public record Letter(
      UUID id,
      String stage,
      String reason,
      @Nullable String shop,
      @Nullable String externalId,
      @Nullable String field,
      @Nullable String raw,
      String message,
      @Nullable String pageUri,
      @Nullable String recordId,
      @Nullable Instant slot,
      @Nullable Long executionId,
      @Nullable String correlationId,
      Instant refusedAt,
      int times,
      int requeues,
      @Nullable Instant requeuedAt,
      @Nullable KafkaFacts kafka) {}

  /**
   * A refused Kafka record as it was, and who refused it.
   *
   * @param record with its own headers
   */
  public record KafkaFacts(
      ConsumerRecord<byte[], byte[]> record,
      @Nullable String exceptionClass,
      @Nullable String exceptionStacktrace,
      @Nullable String connector,
      int task,
      @Nullable String connectorStage,
      @Nullable String connectorClass) {}

  /** Which refusals; empty parts ask for all. */
  public record Filter(Optional<String> stage, Optional<String> reason, Optional<String> shop) {}

  private static final String COLUMNS =
      """
      select error_id, stage, reason, shop, external_id, field, raw, message, page_uri, record_id, slot, topic, partition,
        "offset", payload, correlation_id, refused_at, times, requeued_at, requeues, execution_id, key, header_names,
        header_values, recorded_at, timestamp_type, exception_class, exception_stacktrace, connector, task, connector_stage,
        connector_class
      from dead_letter_queue
      where (cast(:stage as text) is null or stage = :stage)
        and (cast(:reason as text) is null or reason = :reason)
        and (cast(:shop as text) is null or shop = :shop)
      """;

  private final JdbcClient database;

  public DeadLetterQueue(JdbcClient database) {
    this.database = database;
  }

  /**
   * The newest refusals, newest first.
   *
   * @param requeued also those that were sent again
   */
  public List<Letter> newest(int count, Filter filter, boolean requeued) {
    return asked(
            COLUMNS
                + """
                  and (:requeued or requeued_at is null)
                order by refused_at desc, error_id
                limit :count
                """,
            filter)
        .param("requeued", requeued)
        .param("count", count)
        .query((row, index) -> letter(row))
        .list();
  }

  /** True if anything that fits was ever refused, be it by a program of long ago. */
  public boolean knows(Filter filter) {
    return asked("select exists (" + COLUMNS + ")", filter).query(Boolean.class).single();
  }

  /** How many are open. */
  public long open(Filter filter) {
    return asked("select count(*) from (" + COLUMNS + " and requeued_at is null) as open", filter)
        .query(Long.class)
        .single();
  }

  /** The refusals whose id begins so. */
  public List<Letter> find(String beginning) {
    return asked(
            COLUMNS
                + """
                  and starts_with(error_id::text, lower(:beginning))
                limit 2
                """,
            new Filter(Optional.empty(), Optional.empty(), Optional.empty()))
        .param("beginning", beginning)
        .query((row, index) -> letter(row))
        .list();
  }

  /**
   * Open refusals behind {@code after}, in the order of their ids. In the caller's transaction they
   * are its own: another replay passes them over.
   */
  public List<Letter> open(Filter filter, @Nullable UUID after, int count) {
    return asked(
            COLUMNS
                + """
                  and requeued_at is null
                  and (cast(:after as uuid) is null or error_id > :after)
                order by error_id
                limit :count
                for update skip locked
                """,
            filter)
        .param("after", after)
        .param("count", count)
        .query((row, index) -> letter(row))
        .list();
  }

  /** Notes that refusals were sent again, in the caller's transaction. */
  public void requeued(List<UUID> ids) {
    if (ids.isEmpty()) {
      return;
    }
    database
        .sql(
            """
            update dead_letter_queue
            set requeued_at = clock_timestamp(), requeues = requeues + 1
            where error_id = any (:ids)
            """)
        .param("ids", ids.toArray(UUID[]::new))
        .update();
  }

  private JdbcClient.StatementSpec asked(String sql, Filter filter) {
    return database
        .sql(sql)
        .param("stage", filter.stage().orElse(null))
        .param("reason", filter.reason().orElse(null))
        .param("shop", filter.shop().orElse(null));
  }

  private static Letter letter(ResultSet row) throws SQLException {
    return new Letter(
        row.getObject("error_id", UUID.class),
        row.getString("stage"),
        row.getString("reason"),
        row.getString("shop"),
        row.getString("external_id"),
        row.getString("field"),
        row.getString("raw"),
        row.getString("message"),
        row.getString("page_uri"),
        row.getString("record_id"),
        instant(row, "slot"),
        row.getObject("execution_id", Long.class),
        row.getString("correlation_id"),
        row.getTimestamp("refused_at").toInstant(),
        row.getInt("times"),
        row.getInt("requeues"),
        instant(row, "requeued_at"),
        row.getString("topic") == null ? null : kafka(row));
  }

  private static KafkaFacts kafka(ResultSet row) throws SQLException {
    byte @Nullable [] key = row.getBytes("key");
    byte @Nullable [] value = row.getBytes("payload");
    Instant recordedAt = instant(row, "recorded_at");
    String timestampType = row.getString("timestamp_type");
    return new KafkaFacts(
        new ConsumerRecord<>(
            row.getString("topic"),
            row.getInt("partition"),
            row.getLong("offset"),
            recordedAt == null ? ConsumerRecord.NO_TIMESTAMP : recordedAt.toEpochMilli(),
            timestampType == null
                ? TimestampType.NO_TIMESTAMP_TYPE
                : TimestampType.forName(timestampType),
            key == null ? ConsumerRecord.NULL_SIZE : key.length,
            value == null ? ConsumerRecord.NULL_SIZE : value.length,
            key,
            value,
            new RecordHeaders(headers(row.getArray("header_names"), row.getArray("header_values"))),
            Optional.empty()),
        row.getString("exception_class"),
        row.getString("exception_stacktrace"),
        row.getString("connector"),
        row.getInt("task"),
        row.getString("connector_stage"),
        row.getString("connector_class"));
  }

  private static List<Header> headers(@Nullable Array names, @Nullable Array values)
      throws SQLException {
    List<Header> headers = new ArrayList<>();
    if (names != null && values != null) {
      String[] keys = (String[]) names.getArray();
      byte[][] contents = (byte[][]) values.getArray();
      for (int i = 0; i < keys.length; i++) {
        headers.add(new RecordHeader(keys[i], contents[i]));
      }
    }
    return headers;
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    Timestamp timestamp = row.getTimestamp(column);
    return timestamp == null ? null : timestamp.toInstant();
  }

  /** The headers with which a refused record is sent again: its own, and what it comes from. */
  public static Headers replayHeaders(Letter letter, KafkaFacts kafka) {
    Headers headers = new RecordHeaders(kafka.record().headers());
    headers.add(DeadLetterHeaders.REPLAY_OF, DeadLetterHeaders.bytes(letter.id()));
    return headers;
  }
}
