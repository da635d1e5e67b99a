package com.skatestock.batch.normalise;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A number as people write it, found at a place of a text.
 *
 * @param start of its first character
 * @param end behind its last character
 * @param amount null where the digits are no amount (a date, a version)
 * @param whole true if no decimals are shown
 * @param grouped true if a lone separator with three digits behind it was read as one of thousands
 */
record NumberText(int start, int end, @Nullable BigDecimal amount, boolean whole, boolean grouped) {

  /** More digits than that are a code, not money. */
  private static final int MOST_DIGITS = 24;

  /**
   * Reads the number that begins at a place.
   *
   * @param start place of its first digit, or of a separator with a digit behind it
   * @param decimal what separates decimals, null where unknown
   */
  static NumberText at(CharSequence text, int start, @Nullable Character decimal) {
    StringBuilder digits = new StringBuilder();
    StringBuilder separators = new StringBuilder(); // one per gap
    int[] gaps = new int[MOST_DIGITS + 2]; // number of digits in front of each gap
    int i = start;
    while (i < text.length()) {
      char c = text.charAt(i);
      int digit = digit(c);
      if (digit >= 0) {
        digits.append((char) ('0' + digit));
        i++;
        continue;
      }
      int next = digits.isEmpty() && separators.isEmpty() ? i + 1 : gapEnd(text, i);
      boolean pointSeen = separators.indexOf(".") >= 0 || separators.indexOf(",") >= 0;
      if (pointSeen && next > 0 && isSpace(c)) {
        break; // "2.00 100": nothing is grouped behind a point
      }
      if (next < 0 || separators.length() >= MOST_DIGITS) {
        break;
      }
      gaps[separators.length()] = digits.length();
      separators.append(separator(text, i, next));
      i = next;
    }
    if (digits.length() > MOST_DIGITS) {
      return new NumberText(start, i, null, true, false);
    }
    return interpret(start, i, digits, separators, gaps, decimal);
  }

  private static NumberText interpret(
      int start,
      int end,
      StringBuilder digits,
      StringBuilder separators,
      int[] gaps,
      @Nullable Character decimal) {
    int n = separators.length();
    if (n == 0) {
      return new NumberText(start, end, new BigDecimal(digits.toString()), true, false);
    }
    int gap = n - 1;
    char last = separators.charAt(gap);
    int behind = digits.length() - gaps[gap];
    int scale = 0;
    boolean grouped = false;
    if (decimal != null && (last == decimal || separators.indexOf(decimal.toString()) >= 0)) {
      scale = digits.length() - gaps[separators.lastIndexOf(decimal.toString())];
    } else if (decimal != null && last != ' ' && last != '\'') {
      scale = 0;
    } else if (gaps[0] == 0) {
      // ".75" is 0.75; in ".750.30" and ".75,333" the leading separator means nothing
      scale = n == 1 ? behind : behind == 3 ? 0 : behind;
    } else if (count(separators, last) > 1) {
      if (behind == 3) {
        scale = 0;
      } else if (behind <= 2 && digits.length() - behind > 3 && innerGroupsOfThree(gaps, n)) {
        scale = behind; // "1.299.00"
      } else {
        return new NumberText(start, end, null, true, false); // "12.05.2024"
      }
    } else if (last == ' ' || last == '\'') {
      scale = behind == 2 ? 2 : 0;
    } else if (n > 1) {
      scale = behind; // the last of two kinds: "1.099,00"
    } else {
      boolean thousands = behind == 3 && gaps[0] <= 3 && digits.charAt(0) != '0';
      grouped = thousands;
      scale = thousands ? 0 : behind;
    }
    BigDecimal amount = new BigDecimal(digits.toString()).movePointLeft(scale);
    return new NumberText(start, end, amount.setScale(scale), scale == 0, grouped);
  }

  private static boolean innerGroupsOfThree(int[] gaps, int n) {
    for (int k = 1; k < n; k++) {
      if (gaps[k] - gaps[k - 1] != 3) {
        return false;
      }
    }
    return gaps[0] <= 3;
  }

  /** The same digits, a lone separator of thousands read as one of decimals. */
  NumberText withThreeDecimals() {
    return amount == null
        ? this
        : new NumberText(start, end, amount.movePointLeft(3), false, false);
  }

  /** Where the next digit stands behind a separator at {@code i}; -1 if the number ends here. */
  private static int gapEnd(CharSequence text, int i) {
    char c = text.charAt(i);
    int next = i + 1;
    if (isSpace(c)) {
      while (next < text.length() && isSpace(text.charAt(next)) && next - i < 4) {
        next++;
      }
      if (next < text.length() && isPoint(text.charAt(next))) { // "12 ,50"
        return digitsAt(text, next + 1) == 2 ? next + 1 : -1;
      }
      int run = digitsAt(text, next);
      return run == 3 && digitsBefore(text, i) <= 3 ? next : -1;
    }
    if (isApostrophe(c)) {
      int run = digitsAt(text, next);
      return run == 3 || run == 2 ? next : -1;
    }
    if (c == ':') { // "199:50 kr"
      return digitsAt(text, next) == 2 && isKronor(text, next + 2) ? next : -1;
    }
    if (!isPoint(c)) {
      return -1;
    }
    if (digitsAt(text, next) > 0) {
      return next;
    }
    while (next < text.length() && isSpace(text.charAt(next)) && next - i < 3) {
      next++;
    }
    return next > i + 1 && digitsAt(text, next) == 2 ? next : -1; // "1.837, 32"
  }

  private static boolean isKronor(CharSequence text, int at) {
    int i = at;
    while (i < text.length() && isSpace(text.charAt(i))) {
      i++;
    }
    return i + 1 < text.length() && text.charAt(i) == 'k' && text.charAt(i + 1) == 'r';
  }

  private static char separator(CharSequence text, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (isPoint(c)) {
        return switch (c) {
          case '.', '．', '·', '٫', '˙' -> '.';
          default -> ',';
        };
      }
    }
    return isApostrophe(text.charAt(from)) ? '\'' : ' ';
  }

  private static int count(StringBuilder separators, char c) {
    int count = 0;
    for (int i = 0; i < separators.length(); i++) {
      if (separators.charAt(i) == c) {
        count++;
      }
    }
    return count;
  }

  private static int digitsAt(CharSequence text, int i) {
    int run = 0;
    while (i + run < text.length() && run < 5 && digit(text.charAt(i + run)) >= 0) {
      run++;
    }
    return run;
  }

  private static int digitsBefore(CharSequence text, int i) {
    int run = 0;
    while (i - run > 0 && run < 5 && digit(text.charAt(i - run - 1)) >= 0) {
      run++;
    }
    return run;
  }

  /** The value of a decimal digit of any script, -1 for anything else. */
  static int digit(char c) {
    return c >= '0' && c <= '9'
        ? c - '0'
        : c < 0x80 ? -1 : Character.isDigit(c) ? Character.digit(c, 10) : -1;
  }

  static boolean isSpace(char c) {
    return c == ' '
        || c == '\t'
        || c == '\n'
        || c == '\r'
        || c == '\f'
        || (c >= 0x80 && Character.isSpaceChar(c));
  }

  static boolean isPoint(char c) {
    return switch (c) {
      case '.', ',', '．', '，', '·', '٫', '٬', '،', '˙', '‚' -> true;
      default -> false;
    };
  }

  private static boolean isApostrophe(char c) {
    return c == '\'' || c == '’' || c == '‘' || c == 'ʼ' || c == '`' || c == '´' || c == '＇';
  }
}
