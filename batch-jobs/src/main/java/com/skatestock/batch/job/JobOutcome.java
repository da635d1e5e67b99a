package com.skatestock.batch.job;

/** How an attempt to start a run ended. */
public sealed interface JobOutcome {

  /** It ran to its end. */
  record Completed(long execution) implements JobOutcome {}

  /** It had been completed before; nothing was done. */
  record AlreadyComplete(long execution) implements JobOutcome {}

  /** Another process works on it; nothing was done. */
  record RunningElsewhere(String lease) implements JobOutcome {}

  /**
   * It broke off; starting it again goes on where it stopped.
   *
   * @param cause what broke it, as text for people
   * @param retriable false if trying again gives the same
   */
  record Failed(long execution, String cause, boolean retriable) implements JobOutcome {}
}
