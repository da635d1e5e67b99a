package com.skatestock.batch.load;

import org.apache.kafka.common.TopicPartition;

/**
 * The position in PostgreSQL lies outside of what the broker has. Never reset silently: records
 * would be lost or read twice.
 */
public final class PositionLost extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PositionLost(TopicPartition partition, long position, long first, long end) {
    super(
        """
        The position of %s is %d, but the broker has the records from %d to before %d. Either records were removed before they were \
        loaded, or the topic was made anew. Load what is missing from the page archive (backfill), then set next_offset in \
        kafka_consumer_offsets by hand.\
        """
            .formatted(partition, position, first, end));
  }
}
