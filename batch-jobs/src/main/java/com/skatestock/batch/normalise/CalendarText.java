package com.skatestock.batch.normalise;

import java.util.regex.Pattern;

/** Tells the numbers of dates and times of day from those of prices. */
final class CalendarText {
  private static final int FLAGS = Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS;

  private static final String MONTHS =
      "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec|january|february|march|april|june|july|august|september|october|november|december|"
          + "januar|februar|märz|mai|juni|juli|oktober|dezember|janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre|"
          + "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)";

  /** "July, 2004", "May 12", "12 May 2024" and "May 12th, 2024" up to the year. */
  private static final Pattern BEFORE =
      Pattern.compile("\\b" + MONTHS + "[., ]{0,3}(?:\\d{1,2}(?:st|nd|rd|th)?[., ]{1,3})?$", FLAGS);

  /** "12 May", "12th of May", "12. Mai". */
  private static final Pattern BEHIND =
      Pattern.compile("^(?:st|nd|rd|th|er|\\.)? ?(?:of |de )?" + MONTHS + "\\b", FLAGS);

  private CalendarText() {}

  /**
   * {@code 12:30}, {@code 12/05/2024}, {@code 2024-05-12}, {@code 25-09}, {@code July, 2004},
   * {@code 12 May 2024}.
   */
  static boolean isPartOf(String text, int start, int end, boolean money) {
    if (money) {
      return false;
    }
    char before = start > 0 ? text.charAt(start - 1) : ' ';
    char after = end < text.length() ? text.charAt(end) : ' ';
    boolean digitBefore = start > 1 && NumberText.digit(text.charAt(start - 2)) >= 0;
    boolean digitAfter = end + 1 < text.length() && NumberText.digit(text.charAt(end + 1)) >= 0;
    if ((digitBefore && (before == ':' || before == '/'))
        || (digitAfter && (after == ':' || after == '/'))) {
      return true;
    }
    if (digitAfter && after == '-') {
      int next = end + 1;
      int nextEnd = next;
      while (nextEnd < text.length() && NumberText.digit(text.charAt(nextEnd)) >= 0) {
        nextEnd++;
      }
      boolean zeroLed = text.charAt(next) == '0' || text.charAt(start) == '0';
      return zeroLed && nextEnd - next == 2 && plain(text, start, end);
    }
    if (digitBefore && before == '-') {
      int length = end - start;
      boolean zeroLed = text.charAt(start) == '0' && length == 2;
      int previous = start - 1;
      while (previous > 0 && NumberText.digit(text.charAt(previous - 1)) >= 0) {
        previous--;
      }
      return (zeroLed || text.charAt(previous) == '0') && length == 2;
    }
    if (!plain(text, start, end)) {
      return false;
    }
    return BEFORE.matcher(PriceWords.lower(text, Math.max(0, start - 20), start)).find()
        || BEHIND.matcher(PriceWords.lower(text, end, Math.min(text.length(), end + 20))).find();
  }

  private static boolean plain(String text, int start, int end) {
    for (int i = start; i < end; i++) {
      if (NumberText.digit(text.charAt(i)) < 0) {
        return false;
      }
    }
    return end - start <= 4;
  }
}
