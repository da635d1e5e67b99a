package com.skatestock.batch.normalise;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A product's title without sale noise. Curly quotes stay as the shop wrote them: they tell inches
 * from quotations.
 */
final class TitleText {

  /** Longer titles are cut at a word. */
  static final int LONGEST = 1_000;

  private static final String NOISE =
      "(?:(?:final |flash |super |summer |winter )?sale|clearance|closeout|on sale|save|sold"
          + " out|last chance|markdown|reduced)(?:\\s*[-–]?\\s*\\d{1,2}\\s?%(?:\\s*off)?)?";

  /** What {@link #NOISE} can be found by. */
  private static final List<String> NOISE_WORDS =
      List.of(
          "sale",
          "clearance",
          "closeout",
          "save",
          "sold out",
          "last chance",
          "markdown",
          "reduced");

  private static final Pattern FRONT =
      Pattern.compile(
          "^(?:[\\[(*]+\\s*"
              + NOISE
              + "\\s*[!*]*\\s*[\\])*]+\\s*[-–:|]*\\s*|"
              + NOISE
              + "(?:\\s*!+\\s*[-–:|]*|\\s*[:|]|\\s+[-–]|(?<=[%f]))\\s+|[-–]?\\d{1,2}\\s?%(?:\\s*off)?\\s*[!:|-]*\\s+)",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern BEHIND =
      Pattern.compile(
          "\\s*(?:[-–|:]?\\s*[\\[(*]+\\s*"
              + NOISE
              + "\\s*[!*]*\\s*[\\])*]+|[-–|:]\\s*"
              + NOISE
              + "\\s*!*|\\s"
              + NOISE
              + "\\s*!+|\\s[-–]?\\s*\\d{1,2}\\s?%\\s*off!*)$",
          Pattern.CASE_INSENSITIVE);

  private TitleText() {}

  /** The clean title; empty if nothing is left. */
  static String of(String raw) {
    String text = CleanText.of(raw.length() > 20 * LONGEST ? raw.substring(0, 20 * LONGEST) : raw);
    if (text.length() > LONGEST) {
      int space = text.lastIndexOf(' ', LONGEST);
      int end = space > LONGEST / 2 ? space : LONGEST;
      text = text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
    }
    if (!mayHoldNoise(text)) {
      return text;
    }
    String front = cut(text, FRONT);
    String both = cut(front, BEHIND);
    return both.isBlank() ? text : both;
  }

  /**
   * The part behind the last spaced dash, where shops write the colourway; null if there is none.
   */
  static @Nullable String lastSegment(String title) {
    int dash = Math.max(title.lastIndexOf(" - "), title.lastIndexOf(" – "));
    return dash <= 0 ? null : title.substring(dash + 3).strip();
  }

  /** Noise begins with one of a few words, or has a percentage: nearly no title does. */
  private static boolean mayHoldNoise(String text) {
    boolean inWord = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        return true;
      }
      boolean letter = Character.isLetter(c);
      if (letter && !inWord && beginsNoise(text, i)) {
        return true;
      }
      inWord = letter;
    }
    return false;
  }

  private static boolean beginsNoise(String text, int at) {
    for (String word : NOISE_WORDS) {
      if (text.regionMatches(true, at, word, 0, word.length())) {
        return true;
      }
    }
    return false;
  }

  private static String cut(String text, Pattern noise) {
    String left = text;
    for (int i = 0; i < 3; i++) {
      Matcher found = noise.matcher(left);
      if (!found.find()) {
        return left;
      }
      String rest = (left.substring(0, found.start()) + left.substring(found.end())).strip();
      if (rest.isEmpty()) {
        return left;
      }
      left = rest;
    }
    return left;
  }
}
