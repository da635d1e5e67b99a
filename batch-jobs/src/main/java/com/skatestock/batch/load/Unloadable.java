package com.skatestock.batch.load;

/**
 * Why a record was refused. Never thrown, since a refused record is a value: it exists because
 * readers of dead-letter topics expect an exception's class, message and stack trace.
 */
public final class Unloadable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A message goes into headers, whose room is small, and may quote what is too long. */
  private static final int LONGEST = 1_000;

  Unloadable(String message) {
    super(message.length() > LONGEST ? message.substring(0, LONGEST) : message);
  }
}
