package com.skatestock.batch.load;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The next offset to load per partition: {@code kafka_consumer_offsets}, the only truth about
 * positions.
 */
public final class PartitionPositions {
  private final JdbcClient database;

  public PartitionPositions(JdbcClient database) {
    this.database = database;
  }

  /** The next offset to load; empty if the partition was never loaded. */
  public Optional<Long> next(String topic, int partition) {
    return database
        .sql(
            """
            select next_offset
            from kafka_consumer_offsets
            where topic = :topic
              and partition = :partition
            """)
        .param("topic", topic)
        .param("partition", partition)
        .query(Long.class)
        .optional();
  }

  /** Begins a partition that was never loaded; keeps the position if another worker was quicker. */
  public void begin(String topic, int partition, long offset) {
    database
        .sql(
            """
            insert into kafka_consumer_offsets (topic, partition, next_offset, first_offset)
            values (:topic, :partition, :offset, :offset)
            on conflict do nothing
            """)
        .param("topic", topic)
        .param("partition", partition)
        .param("offset", offset)
        .update();
  }

  /**
   * Moves the position in the caller's transaction, if it still is where the caller believes and
   * the caller still holds its lease.
   *
   * @throws Fenced if another worker has moved it or taken over
   */
  void move(String topic, int partition, long expected, long next, String lease, long epoch) {
    int moved =
        database
            .sql(
                """
                update kafka_consumer_offsets
                set next_offset = :next, updated_at = clock_timestamp()
                where topic = :topic
                  and partition = :partition
                  and next_offset = :expected
                  and exists (select from leases where name = :lease and epoch = :epoch)
                """)
            .param("next", next)
            .param("topic", topic)
            .param("partition", partition)
            .param("expected", expected)
            .param("lease", lease)
            .param("epoch", epoch)
            .update();
    if (moved == 0) {
      throw new Fenced(topic, partition, expected);
    }
  }
}
