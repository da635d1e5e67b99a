package com.skatestock.batch.cli;

import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/** An error as one line for people. */
final class ErrorText {

  private ErrorText() {}

  /** The innermost message, which says what happened; what it was wrapped in says only where. */
  static String of(Throwable error) {
    Throwable innermost = error;
    Throwable around = null;
    while (innermost.getCause() != null) {
      around = innermost;
      innermost = innermost.getCause();
    }
    return "skatestock: " + text(innermost, around) + " (--stacktrace shows all)";
  }

  private static String text(Throwable innermost, @Nullable Throwable around) {
    String message = innermost.getMessage();
    String named = innermost.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    return switch (innermost) {
      case NoSuchFileException missing -> "There is no file " + message;
      case AccessDeniedException denied -> "Not allowed to read or write " + message;
      case FileSystemException file when file.getReason() == null -> named;
      // The socket does not know whom it called; the driver that called does.
      case SocketException network -> whom(around, named);
      case SocketTimeoutException network -> whom(around, named);
      case UnknownHostException network -> whom(around, named);
      default -> message == null ? named : message;
    };
  }

  private static String whom(@Nullable Throwable caller, String named) {
    return caller == null || caller.getMessage() == null
        ? named
        : "%s (%s)".formatted(caller.getMessage(), named);
  }
}
