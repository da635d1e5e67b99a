package com.skatestock.batch.wire;

import com.skatestock.batch.wire.DeadLetters.Origin;
import com.skatestock.batch.wire.DeadLetters.Refusal;
import com.skatestock.contracts.ErrorEvent;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What a dead letter says about itself, in three dialects, so that tools of either world can read
 * it: Spring's ({@code kafka_dlt-*}, numbers in binary), Kafka Connect's ({@code
 * __connect.errors.*}, everything as text; KIP-298), and our own.
 */
final class DeadLetterHeaders {
  /** On a record that was sent again: the refusal that it comes from. */
  static final String REPLAY_OF = "skatestock-replay-of";

  private static final String SPRING = "kafka_dlt-";
  private static final String CONNECT = "__connect.errors.";
  private static final String OWN = "skatestock-";

  private DeadLetterHeaders() {}

  /** Adds what is known of the refusal. */
  static void add(Headers headers, Refusal refusal) {
    ErrorEvent event = refusal.event();
    Origin origin = refusal.origin();
    if (origin != null) {
      spring(headers, origin);
      connect(headers, origin);
    }
    own(headers, "error-id", id(event).toString());
    own(headers, "stage", event.getStage().name());
    own(headers, "reason", event.getReason());
    own(headers, "execution-id", Long.toString(refusal.execution()));
    Instant slot = event.getSlot();
    if (slot != null) {
      own(headers, "slot", slot.toString());
    }
  }

  private static void spring(Headers headers, Origin origin) {
    ConsumerRecord<byte[], byte[]> record = origin.record();
    headers
        .add(SPRING + "original-topic", text(record.topic()))
        .add(SPRING + "original-partition", number(record.partition()))
        .add(SPRING + "original-offset", number(record.offset()))
        .add(SPRING + "original-timestamp", number(record.timestamp()))
        .add(SPRING + "original-timestamp-type", text(record.timestampType().toString()))
        .add(SPRING + "exception-fqcn", text(origin.why().getClass().getName()))
        .add(SPRING + "exception-message", text(message(origin)))
        .add(SPRING + "exception-stacktrace", text(stackTrace(origin)));
  }

  private static void connect(Headers headers, Origin origin) {
    ConsumerRecord<byte[], byte[]> record = origin.record();
    headers
        .add(CONNECT + "topic", text(record.topic()))
        .add(CONNECT + "partition", text(Integer.toString(record.partition())))
        .add(CONNECT + "offset", text(Long.toString(record.offset())))
        .add(CONNECT + "connector.name", text(origin.connector()))
        .add(CONNECT + "task.id", text(Integer.toString(origin.task())))
        .add(CONNECT + "stage", text(origin.stage().name()))
        .add(CONNECT + "class.name", text(origin.className()))
        .add(CONNECT + "exception.class.name", text(origin.why().getClass().getName()))
        .add(CONNECT + "exception.message", text(message(origin)))
        .add(CONNECT + "exception.stacktrace", text(stackTrace(origin)));
  }

  private static void own(Headers headers, String name, String value) {
    headers.add(OWN + name, text(value));
  }

  /** The headers that a record came with, without what earlier refusals and replays said of it. */
  static List<Header> without(Headers headers) {
    return Arrays.stream(headers.toArray())
        .filter(
            header ->
                !header.key().startsWith(SPRING)
                    && !header.key().startsWith(CONNECT)
                    && !header.key().startsWith(OWN))
        .toList();
  }

  static String message(Origin origin) {
    return String.valueOf(origin.why().getMessage());
  }

  static String stackTrace(Origin origin) {
    StringWriter text = new StringWriter();
    origin.why().printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  static UUID id(ErrorEvent event) {
    ByteBuffer id = ByteBuffer.wrap(event.getErrorId().bytes());
    return new UUID(id.getLong(), id.getLong());
  }

  static byte[] bytes(UUID id) {
    return ByteBuffer.allocate(2 * Long.BYTES)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }

  static byte[] text(@Nullable String text) {
    return text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] number(int number) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
  }

  private static byte[] number(long number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
  }
}
