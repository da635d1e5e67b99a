package com.skatestock.batch.publish;

import org.jspecify.annotations.Nullable;

/**
 * The broker did not acknowledge all events of a chunk. Retriable: publishing them again gives the
 * same ids.
 */
public final class PublicationFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PublicationFailed(String topic, int events, @Nullable Throwable cause) {
    super(
        "Of %d events for %s at least one was not acknowledged. The chunk is published again at the next start; check the broker."
            .formatted(events, topic),
        cause);
  }
}
