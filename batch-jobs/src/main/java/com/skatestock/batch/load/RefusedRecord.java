package com.skatestock.batch.load;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A Kafka record that cannot be loaded. Its bytes are kept.
 *
 * @param step which look at it found that
 * @param reason a constant's name, so that it can be counted
 * @param why what was wrong with it, and where that was found
 */
public record RefusedRecord(
    ConsumerRecord<byte[], byte[]> record, Step step, String reason, Unloadable why) {

  /** The looks at a record, in order. */
  public enum Step {
    /** Its bytes are no event. */
    DECODE,
    /** It is an event, and says what cannot be stored. */
    CHECK
  }
}
