package com.skatestock.batch.job.deadletter;

/** What can be done about one refusal. */
sealed interface Verdict {

  /** Its cause is gone: it was sent again, or would be. */
  record Requeue() implements Verdict {}

  /**
   * It would be refused once more.
   *
   * @param reason why, today
   */
  record StillRefused(String reason) implements Verdict {}

  /** There is nothing to send. */
  record NotReplayable(Replayed.Obstacle obstacle) implements Verdict {}
}
