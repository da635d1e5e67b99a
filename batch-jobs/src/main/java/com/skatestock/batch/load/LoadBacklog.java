package com.skatestock.batch.load;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How far PostgreSQL is behind the topic. Safe for use by several threads. */
public final class LoadBacklog {
  private final JdbcClient database;
  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final String topic;

  public LoadBacklog(
      JdbcClient database, Supplier<Consumer<byte[], byte[]>> consumers, String topic) {
    this.database = database;
    this.consumers = consumers;
    this.topic = topic;
  }

  /** The positions of all partitions, added up: what is loaded adds to it. */
  public long position() {
    return database
        .sql(
            """
            select cast(coalesce(sum(next_offset), 0) as bigint)
            from kafka_consumer_offsets
            where topic = :topic
            """)
        .param("topic", topic)
        .query(Long.class)
        .single();
  }

  /** As {@link #records(Duration)}, with all the patience of a run that cannot do without. */
  public long records() {
    return records(Duration.ofMinutes(1));
  }

  /**
   * Records of the topic that are not loaded yet, all partitions together.
   *
   * @param patience how long each question to the broker may take
   * @throws org.apache.kafka.common.KafkaException if the broker does not say
   */
  public long records(Duration patience) {
    Map<Integer, Long> positions = new HashMap<>();
    database
        .sql(
            """
            select partition, next_offset
            from kafka_consumer_offsets
            where topic = :topic
            """)
        .param("topic", topic)
        .query(
            row -> {
              positions.put(row.getInt(1), row.getLong(2));
            });
    try (Consumer<byte[], byte[]> consumer = consumers.get()) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic, patience).stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList();
      Map<TopicPartition, Long> firsts = consumer.beginningOffsets(partitions, patience);
      return consumer.endOffsets(partitions, patience).entrySet().stream()
          .mapToLong(
              end ->
                  Math.max(
                      0,
                      end.getValue()
                          - positions.getOrDefault(
                              end.getKey().partition(), firsts.getOrDefault(end.getKey(), 0L))))
          .sum();
    }
  }
}
