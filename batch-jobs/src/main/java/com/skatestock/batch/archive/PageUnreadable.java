package com.skatestock.batch.archive;

import org.jspecify.annotations.Nullable;

/**
 * A page that the archive promised cannot be had. Asking again does not help: the object is gone or
 * damaged.
 */
public final class PageUnreadable extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** What is wrong with the page. */
  public enum Reason {
    /** There is no such object. */
    MISSING,
    /** The record ends too early, or is no WARC record. */
    TORN,
    /** The bytes are not those that were written. */
    DIGEST_MISMATCH
  }

  private final Reason reason;

  PageUnreadable(Reason reason, String object, long offset, @Nullable Throwable cause) {
    super(
        "Archived page unreadable: %s at object=%s offset=%d. Restore the object from a backup, or purge it and its index rows."
            .formatted(reason, object, offset),
        cause);
    this.reason = reason;
  }

  PageUnreadable(Reason reason, PageLocation location, @Nullable Throwable cause) {
    this(reason, location.object(), location.offset(), cause);
  }

  public Reason reason() {
    return reason;
  }
}
