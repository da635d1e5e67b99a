package com.skatestock.batch.load;

/**
 * What a chunk, or several, did.
 *
 * @param records Kafka records read
 * @param products products whose state moved forward, or began
 * @param observations variant observations read
 * @param appended observations that were new in the history, or replaced an older parser's reading
 * @param seen products seen unchanged
 * @param deleted products found missing
 * @param refused records that could not be read; each is in the dead-letter queue
 * @param passedOver records of shops that were taken down after them
 */
public record LoadCounts(
    long records,
    long products,
    long observations,
    long appended,
    long seen,
    long deleted,
    long refused,
    long passedOver) {

  public static final LoadCounts NONE = new LoadCounts(0, 0, 0, 0, 0, 0, 0, 0);

  public LoadCounts plus(LoadCounts other) {
    return new LoadCounts(
        records + other.records,
        products + other.products,
        observations + other.observations,
        appended + other.appended,
        seen + other.seen,
        deleted + other.deleted,
        refused + other.refused,
        passedOver + other.passedOver);
  }
}
