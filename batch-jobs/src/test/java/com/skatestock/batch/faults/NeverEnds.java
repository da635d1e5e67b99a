package com.skatestock.batch.faults;

/** Work that was started again and again, and does not come to its end: the product's fault. */
final class NeverEnds extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  NeverEnds(String message) {
    super(message);
  }
}
