package com.skatestock.batch.extract.productpage;

/** Digits and separators of Arabic, Persian, Indian and full-width numbers, as Latin ones. */
final class Digits {
  private Digits() {}

  /** The text with Latin digits; the same text where it has no others. */
  static String plain(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (plain(text.charAt(i)) != text.charAt(i)) {
        StringBuilder plain = new StringBuilder(text.length());
        text.chars().forEach(c -> plain.append(plain((char) c)));
        return plain.toString();
      }
    }
    return text;
  }

  private static char plain(char c) {
    if (c < 0x0660) {
      return c;
    }
    return switch (c) {
      case '\u066B' -> '.';
      case '\u066C' -> ',';
      default -> Character.isDigit(c) ? (char) ('0' + Character.digit(c, 10)) : c;
    };
  }
}
