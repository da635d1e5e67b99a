package com.skatestock.batch.normalise;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;

/**
 * A text cut into words that can be looked up however a shop spells them: lower case, without
 * accents, apostrophes and trade marks; {@code &} is the word {@code and}, {@code ×} the word
 * {@code x}; {@code $} before a letter is an {@code s}. Neighbouring words can be read as one
 * ("Anti Hero", "Anti-Hero" and "AntiHero" are all {@code antihero}), and each word knows where it
 * stands in the text.
 */
final class FoldedWords {
  private static final int MOST_WORDS = 60;
  private static final int USUAL_WORDS = 15;

  /** à to ÿ without their accents: the letters that need no (slowly loaded) Unicode tables. */
  private static final String LATIN_1 = "aaaaaaaceeeeiiiidnooooo-ouuuuyty";

  private final String text;
  private final StringBuilder building;
  private final String folded;
  private int[] foldedStart = new int[USUAL_WORDS + 1];
  private int[] textStart = new int[USUAL_WORDS];
  private int[] textEnd = new int[USUAL_WORDS];
  private int count;
  private boolean open;

  /** Words after the sixtieth are left out: no title needs them. */
  FoldedWords(String text) {
    this.text = text;
    building = new StringBuilder(text.length() + 8);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
        append(c, i);
      } else if (c >= 'A' && c <= 'Z') {
        append((char) (c + ('a' - 'A')), i);
      } else if (c == '.' && open && isLetterOrDigit(i + 1)) {
        // 8.25 stays a number, D.G.K. and E.T. become one word
        if (Character.isDigit(text.charAt(i - 1)) && Character.isDigit(text.charAt(i + 1))) {
          append('.', i);
        }
      } else if (c == '&') {
        word("and", i);
      } else if (c == '×') {
        word("x", i);
      } else if (c == '$' && i + 1 < text.length() && Character.isLetter(text.charAt(i + 1))) {
        append('s', i);
      } else if (isSeparator(c)) {
        open = false;
      } else if (c >= 128) {
        appendForeign(c, i);
      }
    }
    folded = building.toString();
    foldedStart[count] = folded.length();
  }

  /** Whether a word ends here: not at an apostrophe or a trade mark. */
  private static boolean isSeparator(char c) {
    return "'’‘`™®".indexOf(c) < 0
        && !Character.isLetterOrDigit(c)
        && Character.getType(c) != Character.NON_SPACING_MARK;
  }

  private boolean isLetterOrDigit(int at) {
    return at < text.length() && Character.isLetterOrDigit(text.charAt(at));
  }

  private void append(char c, int at) {
    if (!open) {
      if (count == MOST_WORDS) {
        return;
      }
      if (count == textStart.length) {
        foldedStart = Arrays.copyOf(foldedStart, MOST_WORDS + 1);
        textStart = Arrays.copyOf(textStart, MOST_WORDS);
        textEnd = Arrays.copyOf(textEnd, MOST_WORDS);
      }
      open = true;
      foldedStart[count] = building.length();
      textStart[count] = at;
      count++;
    }
    building.append(c);
    textEnd[count - 1] = at + 1;
  }

  private void word(String letters, int at) {
    open = false;
    for (int i = 0; i < letters.length(); i++) {
      append(letters.charAt(i), at);
    }
    open = false;
  }

  private void appendForeign(char c, int at) {
    if (!Character.isLetterOrDigit(c)) {
      return;
    }
    String plain =
        switch (c) {
          case 'æ', 'Æ' -> "ae";
          case 'ß' -> "ss";
          default -> c <= 'ÿ' ? latin1(c) : compatible(c);
        };
    for (int i = 0; i < plain.length(); i++) {
      if (Character.getType(plain.charAt(i)) != Character.NON_SPACING_MARK) {
        append(plain.charAt(i), at);
      }
    }
  }

  private static String latin1(char c) {
    int letter = (c | 0x20) - 'à';
    return letter >= 0 && letter < LATIN_1.length()
        ? LATIN_1.substring(letter, letter + 1)
        : compatible(c);
  }

  private static String compatible(char c) {
    return Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
  }

  /** The text as it was before. */
  String text() {
    return text;
  }

  int count() {
    return count;
  }

  /** Words {@code from} (inclusive) to {@code to} (exclusive), folded and written as one. */
  String joined(int from, int to) {
    return folded.substring(foldedStart[from], foldedStart[to]);
  }

  /** The hash of {@link #joined}. */
  int hash(int from, int to) {
    int hash = 0;
    for (int i = foldedStart[from]; i < foldedStart[to]; i++) {
      hash = 31 * hash + folded.charAt(i);
    }
    return hash;
  }

  String word(int index) {
    return joined(index, index + 1);
  }

  /** The same words as they stand in the text. */
  String original(int from, int to) {
    return text.substring(textStart[from], textEnd[to - 1]);
  }

  int startInText(int index) {
    return textStart[index];
  }

  int endInText(int index) {
    return textEnd[index];
  }

  /** Whether only white space stands between this word and the one before it. */
  boolean followsDirectly(int index) {
    for (int i = textEnd[index - 1]; i < textStart[index]; i++) {
      if (!Character.isWhitespace(text.charAt(i)) && !Character.isSpaceChar(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  boolean isCapitalised(int index) {
    return Character.isUpperCase(text.charAt(textStart[index]));
  }

  boolean isNumber(int index) {
    for (int i = foldedStart[index]; i < foldedStart[index + 1]; i++) {
      char c = folded.charAt(i);
      if (c != '.' && !Character.isDigit(c)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    String[] words = new String[count];
    Arrays.setAll(words, this::word);
    return String.join(" ", words);
  }
}
