package com.skatestock.batch.cli;

import com.skatestock.batch.job.JobOutcome;

/** What a command's exit code says; the numbers are those of sysexits.h. */
public final class ExitCodes {
  /** Done, or done before, or being done elsewhere. */
  public static final int OK = 0;

  /** The command was called wrongly. */
  public static final int USAGE = 64;

  /** The data is not what it should be; trying again gives the same. */
  public static final int DATA = 65;

  /** Something that may pass; try again. */
  public static final int RETRY = 75;

  private ExitCodes() {}

  /** What a run's outcome says; one that was done before, or is being done elsewhere, is fine. */
  static int of(JobOutcome outcome) {
    return switch (outcome) {
      case JobOutcome.Completed _, JobOutcome.AlreadyComplete _, JobOutcome.RunningElsewhere _ ->
          OK;
      case JobOutcome.Failed failed -> failed.retriable() ? RETRY : DATA;
    };
  }
}
