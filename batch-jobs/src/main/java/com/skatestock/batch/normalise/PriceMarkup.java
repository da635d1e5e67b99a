package com.skatestock.batch.normalise;

import java.util.regex.Pattern;

/** What a browser would show of a price text, and of that what is not struck out. */
final class PriceMarkup {
  private static final Pattern STRUCK =
      Pattern.compile(
          "<(del|s|strike)\\b[^<>]{0,200}>[^<>]{0,200}</\\1>", Pattern.CASE_INSENSITIVE);

  private static final Pattern TAG = Pattern.compile("</?[a-zA-Z][^<>]{0,500}>");

  private PriceMarkup() {}

  /**
   * Without tags, entities, characters that show nothing, and struck-out prices where another one
   * is left; not longer than a price text can be.
   */
  static String shown(String text) {
    String shown =
        withoutInvisible(
            text.length() > PriceText.LONGEST_TEXT
                ? text.substring(0, PriceText.LONGEST_TEXT)
                : text);
    if (shown.indexOf('&') >= 0) {
      shown = EntityText.decode(shown);
    }
    if (shown.indexOf('<') >= 0) {
      String asked = STRUCK.matcher(shown).replaceAll(" ");
      shown = TAG.matcher(hasDigit(asked) ? asked : shown).replaceAll(" ");
    }
    return shown.strip();
  }

  private static boolean hasDigit(String text) {
    return TAG.matcher(text).replaceAll(" ").chars().anyMatch(c -> NumberText.digit((char) c) >= 0);
  }

  private static String withoutInvisible(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0x200B
          || c == 0xFEFF
          || c == 0xAD
          || c == 0x2060
          || (c >= 0x200E && c <= 0x200F)
          || (c >= 0x202A && c <= 0x202E)
          || (c >= 0x2066 && c <= 0x2069)) {
        continue;
      }
      clean.append(c);
    }
    return clean.toString();
  }
}
