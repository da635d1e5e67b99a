package com.skatestock.local.shop;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/**
 * IMF-fixdate, {@code Sun, 06 Nov 1994 08:49:37 GMT} (RFC 9110, 5.6.7); the JDK's RFC 1123 format
 * drops the zero.
 */
final class HttpDate {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  private HttpDate() {}

  static String of(Instant at) {
    return FORMAT.format(at);
  }

  static Optional<Instant> read(String text) {
    try {
      return Optional.of(FORMAT.parse(text, Instant::from));
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }
}
