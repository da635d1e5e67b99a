package com.skatestock.batch.load;

import java.time.Duration;
import org.apache.kafka.common.TopicPartition;

/**
 * The broker announced more records than it hands out. Retriable: the position stays where it is.
 */
public final class BrokerSilent extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BrokerSilent(TopicPartition partition, long at, long end, Duration patience) {
    super(
        "No record of %s for %s at offset %d of %d. The position is kept; check the broker and start again."
            .formatted(partition, patience, at, end));
  }
}
