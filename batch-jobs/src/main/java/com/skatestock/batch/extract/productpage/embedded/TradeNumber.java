package com.skatestock.batch.extract.productpage.embedded;

import org.jspecify.annotations.Nullable;

/**
 * GTINs: 8, 12, 13 or 14 digits of which the last is right.
 *
 * @see <a href="https://www.gs1.org/services/how-calculate-check-digit-manually">GS1</a>
 */
public final class TradeNumber {
  private TradeNumber() {}

  /** Whether these digits, and nothing else, are one. */
  public static boolean isOne(String digits) {
    int length = digits.length();
    if ((length != 8 && length != 12 && length != 13 && length != 14)
        || !digits.chars().allMatch(c -> c >= '0' && c <= '9')
        || digits.chars().allMatch(c -> c == '0')) {
      return false;
    }
    int sum = 0;
    for (int i = 0; i < length; i++) {
      sum += (digits.charAt(length - 1 - i) - '0') * (i % 2 == 0 ? 1 : 3);
    }
    return sum % 10 == 0;
  }

  /** The one that a text is, dashes and spaces left out; null if it is none. */
  public static @Nullable String of(String text) {
    if (text.length() > 24) {
      return null;
    }
    String digits = text.replace("-", "").replace(" ", "");
    return isOne(digits) ? digits : null;
  }
}
