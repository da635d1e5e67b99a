package com.skatestock.batch.cli;

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
}
