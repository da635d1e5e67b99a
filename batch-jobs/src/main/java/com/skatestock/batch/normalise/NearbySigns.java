package com.skatestock.batch.normalise;

import org.jspecify.annotations.Nullable;

/** The currency signs beside the numbers of a text, with what may stand between. */
record NearbySigns(String text) {

  /** True if a space stands in front of the sign that ends here. */
  boolean gapBefore(int end) {
    int i = end - 1;
    while (i > 0 && !NumberText.isSpace(text.charAt(i)) && NumberText.digit(text.charAt(i)) < 0) {
      i--;
    }
    return NumberText.isSpace(text.charAt(i));
  }

  /** The sign that ends in front of a number. */
  @Nullable CurrencySign before(int start) {
    int i = start;
    while (i > 0 && start - i < 4 && skippable(text.charAt(i - 1))) {
      i--;
    }
    CurrencySign sign = CurrencySign.endingAt(text, i);
    if (sign != null && i < start && text.charAt(i) == '.') {
      CurrencySign dotted = CurrencySign.endingAt(text, i + 1);
      int first = dotted == null ? 0 : i + 1 - dotted.text().length();
      boolean abbreviation = first > 0 && text.charAt(first - 1) == '.'; // "P.V.P. 4,56 €"
      return dotted == null || abbreviation ? sign : dotted; // "Rs. 1,499"
    }
    return sign;
  }

  private static boolean skippable(char c) {
    return NumberText.isSpace(c) || c == ':' || c == '.' || c == '-' || c == '−';
  }

  /** The sign that begins behind a number. */
  @Nullable CurrencySign after(int end) {
    int i = end;
    if (i + 1 < text.length() && ",.:/".indexOf(text.charAt(i)) >= 0 && dash(text.charAt(i + 1))) {
      i++; // "50,- Kč"
    }
    if (i < text.length() && dash(text.charAt(i)) && i > end) {
      while (i < text.length() && dash(text.charAt(i))) {
        i++;
      }
    }
    while (i < text.length() && i - end < 6 && NumberText.isSpace(text.charAt(i))) {
      i++;
    }
    if (i < text.length() && PriceWords.isTenThousands(text.charAt(i))) {
      i++;
    }
    return CurrencySign.startingAt(text, i);
  }

  private static boolean dash(char c) {
    return c == '-' || c == '–' || c == '—' || c == '−';
  }
}
