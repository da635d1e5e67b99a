package com.skatestock.batch.load;

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

  /** Records of the topic that are not loaded yet, all partitions together. */
  public long records() {
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
          consumer.partitionsFor(topic).stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList();
      Map<TopicPartition, Long> firsts = consumer.beginningOffsets(partitions);
      return consumer.endOffsets(partitions).entrySet().stream()
          .mapToLong(
              end ->
                  end.getValue()
                      - positions.getOrDefault(
                          end.getKey().partition(), firsts.getOrDefault(end.getKey(), 0L)))
          .sum();
    }
  }
}
