package com.skatestock.batch.job.scrape;

/**
 * Another worker has taken the run over, since this one gave no sign of life: this one must end,
 * and has written nothing.
 */
public final class RunTakenOver extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RunTakenOver(String what, long epoch) {
    super(what + " no longer belongs to epoch " + epoch + ": another worker took it over");
  }
}
