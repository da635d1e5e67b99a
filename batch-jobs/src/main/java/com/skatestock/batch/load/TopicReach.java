package com.skatestock.batch.load;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How far back the topic can give history. Nothing is published before it was observed; so what was
 * observed after the first retained record of every partition was published is all still there.
 */
public final class TopicReach {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final JdbcClient database;
  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final String topic;

  public TopicReach(
      JdbcClient database, Supplier<Consumer<byte[], byte[]>> consumers, String topic) {
    this.database = database;
    this.consumers = consumers;
    this.topic = topic;
  }

  /** The partitions that were ever loaded. */
  public List<Integer> partitions() {
    return firstOffsets().keySet().stream().sorted().toList();
  }

  private Map<Integer, Long> firstOffsets() {
    Map<Integer, Long> firsts = new HashMap<>();
    database
        .sql(
            """
            select partition, first_offset
            from kafka_consumer_offsets
            where topic = :topic
            """)
        .param("topic", topic)
        .query(
            row -> {
              firsts.put(row.getInt(1), row.getLong(2));
            });
    return firsts;
  }

  /**
   * What was observed from this time on is in the topic; {@link History#BEGINNING} if the topic has
   * everything that was ever loaded.
   */
  public Instant since(Instant now) {
    Instant since = History.BEGINNING;
    try (Consumer<byte[], byte[]> consumer = consumers.get()) {
      for (Map.Entry<Integer, Long> first : firstOffsets().entrySet()) {
        TopicPartition partition = new TopicPartition(topic, first.getKey());
        long begin = consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
        if (begin <= first.getValue()) {
          continue;
        }
        boolean empty =
            consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L) == begin;
        Instant oldest = empty ? now : published(consumer, partition, begin);
        since = oldest.isAfter(since) ? oldest : since;
      }
    }
    return since;
  }

  private static Instant published(
      Consumer<byte[], byte[]> consumer, TopicPartition partition, long offset) {
    consumer.assign(List.of(partition));
    consumer.seek(partition, offset);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(500))) {
        return Instant.ofEpochMilli(record.timestamp());
      }
    }
    throw new IllegalStateException("No answer about the first record of " + partition);
  }

  /** Sets the positions back to where the topic begins, in the caller's transaction. */
  public void rewind() {
    try (Consumer<byte[], byte[]> consumer = consumers.get()) {
      firstOffsets()
          .forEach(
              (number, first) -> {
                TopicPartition partition = new TopicPartition(topic, number);
                long begin =
                    consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
                database
                    .sql(
                        """
                        update kafka_consumer_offsets
                        set next_offset = :offset, updated_at = clock_timestamp()
                        where topic = :topic
                          and partition = :partition
                        """)
                    .param("offset", Math.max(begin, first))
                    .param("topic", topic)
                    .param("partition", number)
                    .update();
              });
    }
  }
}
