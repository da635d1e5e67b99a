package com.skatestock.batch.load;

/**
 * Another worker has moved the partition's position: this one has lost its place and must end. Not
 * a failure.
 */
public final class Fenced extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Fenced(String topic, int partition, long expected) {
    super(
        "Another worker moved the position of "
            + topic
            + "/"
            + partition
            + " on from "
            + expected
            + "; this one ends, nothing was written");
  }
}
