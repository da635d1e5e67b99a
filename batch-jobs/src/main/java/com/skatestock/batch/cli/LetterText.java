package com.skatestock.batch.cli;

import com.skatestock.batch.wire.DeadLetterQueue.KafkaFacts;
import com.skatestock.batch.wire.DeadLetterQueue.Letter;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** A refusal as named facts, bytes in hexadecimal digits, in the order in which people ask. */
final class LetterText {
  private static final HexFormat HEX = HexFormat.of();

  private LetterText() {}

  static Map<String, @Nullable Object> facts(Letter letter) {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("id", letter.id().toString());
    facts.put("stage", letter.stage());
    facts.put("reason", letter.reason());
    facts.put("message", letter.message());
    facts.put("shop", letter.shop());
    facts.put("external_id", letter.externalId());
    facts.put("field", letter.field());
    facts.put("raw", letter.raw());
    facts.put("page_uri", letter.pageUri());
    facts.put("record_id", letter.recordId());
    facts.put("slot", letter.slot());
    facts.put("execution", letter.executionId());
    facts.put("run", letter.correlationId());
    facts.put("refused_at", letter.refusedAt());
    facts.put("times", letter.times());
    facts.put("requeues", letter.requeues());
    facts.put("requeued_at", letter.requeuedAt());
    KafkaFacts kafka = letter.kafka();
    if (kafka != null) {
      ConsumerRecord<byte[], byte[]> record = kafka.record();
      facts.put("topic", record.topic());
      facts.put("partition", record.partition());
      facts.put("offset", record.offset());
      facts.put("recorded_at", Instant.ofEpochMilli(record.timestamp()));
      facts.put("timestamp_type", record.timestampType().toString());
      facts.put("exception_class", kafka.exceptionClass());
      facts.put("connector", kafka.connector());
      facts.put("task", kafka.task());
      facts.put("connector_stage", kafka.connectorStage());
      facts.put("connector_class", kafka.connectorClass());
      for (Header header : record.headers()) {
        facts.put("header_" + header.key(), hex(header.value()));
      }
      facts.put("key", hex(record.key()));
      facts.put("value", hex(record.value()));
      facts.put("exception_stacktrace", kafka.exceptionStacktrace());
    }
    return facts;
  }

  private static @Nullable String hex(byte @Nullable [] bytes) {
    return bytes == null ? null : HEX.formatHex(bytes);
  }

  static void print(Map<String, @Nullable Object> facts, PrintWriter out) {
    int width = facts.keySet().stream().mapToInt(String::length).max().orElse(0);
    facts.forEach(
        (name, fact) -> {
          if (fact != null) {
            out.println(name + " ".repeat(width - name.length()) + "  " + fact);
          }
        });
    out.flush();
  }
}
