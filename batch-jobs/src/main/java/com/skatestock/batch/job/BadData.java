package com.skatestock.batch.job;

/**
 * What was to be read is not what it should be; trying again gives the same. Everything readable
 * before it counts.
 */
public final class BadData extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BadData(String message) {
    super(message);
  }
}
