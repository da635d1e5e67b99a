package com.skatestock.batch.normalise;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A text's words for comparing: lower case, no accents, no punctuation inside a word. */
final class PlainWords {

  private PlainWords() {}

  /** Words in order; {@code Anti-Hero} is two, {@code Britney's} is {@code britneys}. */
  static List<String> of(String text) {
    List<String> words = new ArrayList<>(12);
    StringBuilder word = new StringBuilder(16);
    String plain = isAscii(text) ? text : withoutAccents(text);
    for (int i = 0; i <= plain.length(); i++) {
      char c = i < plain.length() ? plain.charAt(i) : ' ';
      if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
        word.append(c);
      } else if (c >= 'A' && c <= 'Z') {
        word.append((char) (c + 32));
      } else if (c == '&' || c == '+') {
        end(words, word);
        words.add("and");
      } else if (c == '$') {
        word.append('s');
      } else if (c > '~' && Character.isLetterOrDigit(c)) {
        word.append(c);
      } else if ((c != '\'' && c != '’' && c != '.') || isDecimalPoint(plain, i)) {
        end(words, word);
      }
    }
    return words;
  }

  static String joined(String text) {
    return String.join(" ", of(text));
  }

  private static boolean isDecimalPoint(String text, int i) {
    return i + 1 < text.length()
        && text.charAt(i) == '.'
        && NumberText.digit(text.charAt(i + 1)) >= 0;
  }

  private static void end(List<String> words, StringBuilder word) {
    if (!word.isEmpty()) {
      words.add(word.toString());
      word.setLength(0);
    }
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }

  private static String withoutAccents(String text) {
    String apart = Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFD);
    StringBuilder plain = new StringBuilder(apart.length());
    for (int i = 0; i < apart.length(); i++) {
      if (Character.getType(apart.charAt(i)) != Character.NON_SPACING_MARK) {
        plain.append(apart.charAt(i));
      }
    }
    return plain.toString();
  }
}
