package com.skatestock.batch.shop;

import java.time.Duration;
import java.util.Map;

/** Numbers with a unit, as they are written in YAML. */
final class Quantity {
  private static final Map<String, Duration> TIMES =
      Map.of(
          "ms", Duration.ofMillis(1),
          "s", Duration.ofSeconds(1),
          "m", Duration.ofMinutes(1),
          "h", Duration.ofHours(1));

  private static final Map<String, Integer> SIZES =
      Map.of("B", 1, "KB", 1 << 10, "KiB", 1 << 10, "MB", 1 << 20, "MiB", 1 << 20);

  private Quantity() {}

  /**
   * {@code 2s}, {@code 500ms}, {@code 1m}.
   *
   * @throws IllegalArgumentException if it is not such a time
   */
  static Duration time(String text) {
    int end = digits(text);
    Duration unit = TIMES.get(text.substring(end).strip());
    if (end == 0 || end > 9 || unit == null) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no time; write a whole number and ms, s, m or h, such as 2s");
    }
    return unit.multipliedBy(Long.parseLong(text.substring(0, end)));
  }

  /**
   * {@code 32MiB}, {@code 500KB} (both in powers of 1,024); a number of bytes below 2 GiB.
   *
   * @throws IllegalArgumentException if it is not such a size
   */
  static int bytes(String text) {
    int end = digits(text);
    Integer unit = SIZES.get(text.substring(end).strip());
    if (end > 0 && end <= 9 && unit != null) {
      long bytes = Long.parseLong(text.substring(0, end)) * unit;
      if (bytes > 0 && bytes <= Integer.MAX_VALUE - 8) {
        return (int) bytes;
      }
    }
    throw new IllegalArgumentException(
        "\""
            + text
            + "\" is no size; write a whole number and B, KB or MB, such as 32MB (below 2048MB)");
  }

  /** {@code 4}. */
  static int count(String text, int least) {
    int end = digits(text);
    if (end == 0 || end > 9 || end < text.length() || Integer.parseInt(text) < least) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no whole number of " + least + " or more");
    }
    return Integer.parseInt(text);
  }

  private static int digits(String text) {
    int end = 0;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end;
  }
}
