package com.skatestock.batch.job.scrape;

import java.util.Locale;

/** Which of the archived pages in a range a backfill reads again. */
public enum ReadAgain {
  /**
   * Pages whose products were never published by today's reading rules: those read by older rules
   * only, and those of runs that broke off before they came to them.
   */
  MISSING,
  /** Pages that were not understood, and those that a run left behind that never got to its end. */
  FAILED,
  /** Every page. */
  ALL;

  /** As it stands in identities and on the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
