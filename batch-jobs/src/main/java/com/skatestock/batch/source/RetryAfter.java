package com.skatestock.batch.source;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Reads the Retry-After header in both its forms (RFC 9110, section 10.2.3). */
final class RetryAfter {
  private RetryAfter() {}

  /**
   * How long to wait from {@code now}; zero if the time named is past, empty if the text is neither
   * seconds nor a date.
   */
  static Optional<Duration> parse(String text, Instant now) {
    String value = text.strip();
    try {
      if (!value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9')) {
        return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
      }
      Duration wait =
          Duration.between(now, Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value)));
      return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
    } catch (NumberFormatException e) {
      return Optional.of(Duration.ofSeconds(Long.MAX_VALUE)); // digits, but too many for a long
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
