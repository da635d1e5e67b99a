package com.skatestock.batch.cli;

/** An error as one line for people. */
final class ErrorText {

  private ErrorText() {}

  /** The innermost message, which says what happened; what it was wrapped in says only where. */
  static String of(Throwable error) {
    Throwable innermost = error;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    String message = innermost.getMessage();
    return "skatestock: "
        + (message == null ? innermost.getClass().getSimpleName() : message)
        + " (--stacktrace shows all)";
  }
}
