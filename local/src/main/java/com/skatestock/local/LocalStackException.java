package com.skatestock.local;

/**
 * A server could not be started or stopped. The message says which, why, and what to do; trying
 * again is worth it once that is done.
 */
public final class LocalStackException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LocalStackException(String message) {
    super(message);
  }

  LocalStackException(String message, Throwable cause) {
    super(message, cause);
  }
}
