package com.skatestock.batch.normalise;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Lengths of bolts and heights of risers: {@code 1"}, {@code 7/8"}, {@code 1 1/8"}. */
final class InchSize {
  private static final String INCH = " ?(?:\"|''|in\\.?|inch(?:es)?)?";
  private static final Pattern FRACTION =
      Pattern.compile("^(?:(\\d)[ -])?(\\d{1,2})/(2|4|8|16|32)" + INCH + "$");
  private static final Pattern DECIMAL = Pattern.compile("^(\\d?(?:\\.\\d{1,4})?)" + INCH + "$");
  private static final int PARTS = 32;
  private static final int MOST = 4;

  private InchSize() {}

  static boolean isMeasure(@Nullable Category category) {
    return category == Category.HARDWARE || category == Category.RISERS;
  }

  /** Null where the text is no length of at most four inches. */
  static @Nullable String of(String text) {
    Matcher m = FRACTION.matcher(text);
    if (m.matches()) {
      int whole = m.group(1) == null ? 0 : Integer.parseInt(m.group(1));
      return spelled(
          whole * PARTS + Integer.parseInt(m.group(2)) * PARTS / Integer.parseInt(m.group(3)));
    }
    m = DECIMAL.matcher(text);
    if (!m.matches() || m.group(1).isEmpty()) {
      return null;
    }
    double parts = Double.parseDouble(m.group(1)) * PARTS;
    return parts == Math.rint(parts) ? spelled((int) parts) : null;
  }

  private static @Nullable String spelled(int parts) {
    if (parts <= 0 || parts > MOST * PARTS) {
      return null;
    }
    int whole = parts / PARTS;
    int rest = parts % PARTS;
    int below = PARTS;
    while (rest > 0 && rest % 2 == 0) {
      rest /= 2;
      below /= 2;
    }
    if (rest == 0) {
      return whole + "\"";
    }
    return (whole == 0 ? "" : whole + " ") + rest + "/" + below + "\"";
  }
}
