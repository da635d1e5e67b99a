package com.skatestock.batch.load;

import java.time.Duration;

/**
 * How the loader works through a topic.
 *
 * @param topic the topic of {@code ProductEvent}s
 * @param chunkVariants a chunk is full when it holds so many variant observations
 * @param chunkRecords a chunk is full when it holds so many records
 * @param pollTimeout longest wait for one answer of the broker
 * @param patience how long a partition may answer nothing before its end is reached, until that
 *     counts as a failure
 */
public record LoadSettings(
    String topic, int chunkVariants, int chunkRecords, Duration pollTimeout, Duration patience) {

  public LoadSettings {
    if (chunkVariants < 1 || chunkRecords < 1) {
      throw new IllegalArgumentException("A chunk holds at least one record");
    }
  }
}
