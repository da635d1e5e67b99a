package com.skatestock.batch.extract.productpage;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Words that shops print before a product's code. */
final class CodeLabels {
  /** From here on, scripts do without spaces: a space ends a label. */
  private static final int SPACELESS = 0x0E00;

  /** The shop's own code. */
  private static final Set<String> OWN = Set.copyOf(PageWords.of("own-code"));

  private static final List<String> OWN_SPACELESS =
      OWN.stream().filter(own -> own.length() > 1 && own.charAt(0) >= SPACELESS).toList();

  /** The maker's, or one that may be either. */
  private static final Set<String> MAKERS = Set.copyOf(PageWords.of("makers-code"));

  /** Who else has a number for the thing; any other word in front is the shop's name. */
  private static final Set<String> OTHERS =
      Set.of(
          "manufacturer",
          "manufacturers",
          "maker",
          "makers",
          "supplier",
          "vendor",
          "oem",
          "mfr",
          "original",
          "related",
          "similar",
          "old",
          "next",
          "your",
          "competitor",
          "parent");

  private static final int LONGEST_LABEL = 30;
  private static final int LONGEST_CODE = 40;
  private static final int MOST_WORDS = 12;

  private CodeLabels() {}

  /** What a label is worth: 12 the shop's code, 4 the maker's, 0 none. */
  static int worth(String label) {
    String plain = plain(label);
    if (plain.isEmpty() || plain.length() > LONGEST_LABEL) {
      return 0;
    }
    if (OWN.contains(plain) || MAKERS.contains(plain)) {
      return OWN.contains(plain) ? 12 : 4;
    }
    if (plain.charAt(plain.length() - 1) >= SPACELESS) {
      return OWN_SPACELESS.stream().anyMatch(plain::endsWith) ? 12 : 0;
    }
    int space = plain.indexOf(' ');
    String rest = plain.substring(space + 1);
    boolean shops = space > 0 && rest.indexOf(' ') > 0 && OWN.contains(rest);
    return shops && !OTHERS.contains(plain.substring(0, space)) ? 12 : 0;
  }

  /** A label and its code in one text ({@code SKU: AB-12}): the code; null if it is none. */
  static @Nullable String codeBehindLabel(String text) {
    int colon = end(text);
    return colon < 0 ? null : code(text.substring(colon));
  }

  /** The label in front of the code of such a text; empty if it has none. */
  static String labelOf(String text) {
    int colon = end(text);
    return colon < 0 ? "" : text.substring(0, colon);
  }

  /** Where a further label begins that has a mark behind it: {@code Model: KD65 SKU: 456789}. */
  static int further(String text) {
    int words = 0;
    for (int i = text.indexOf(' '); i >= 0 && words < MOST_WORDS; i = text.indexOf(' ', i + 1)) {
      words++;
      String label = labelOf(text.substring(i + 1)).strip();
      boolean marked = label.endsWith(":") || label.endsWith("#") || label.endsWith("：");
      if (marked && worth(label) == 12 && isBehindCode(text.substring(0, i))) {
        return i + 1;
      }
    }
    return -1;
  }

  /** Another label's code, or a mark: "Supplier item number" is one label. */
  private static boolean isBehindCode(String before) {
    String word = before.substring(before.lastIndexOf(' ') + 1);
    return word.isEmpty()
        || !Character.isLetter(word.charAt(word.length() - 1))
        || word.chars().anyMatch(Character::isDigit);
  }

  /**
   * Where the longest label at the text's beginning ends; -1 if there is none. A single word needs
   * a mark behind it: "Item 4 of 5" is none.
   */
  private static int end(String text) {
    int limit = Math.min(text.length() - 1, LONGEST_LABEL + 4);
    for (int i = limit; i > 0; i--) {
      char c = text.charAt(i - 1);
      boolean boundary =
          c == ':' || c == '#' || c == ' ' || c == '：' || c == '.' || c == '°' || c == 'º';
      boolean known = text.startsWith("SKU") || text.charAt(0) >= SPACELESS;
      boolean sentence = c == ' ' && text.lastIndexOf(' ', i - 2) < 0 && !known;
      if (boundary && !sentence && worth(text.substring(0, i)) > 0) {
        return i;
      }
    }
    return -1;
  }

  /**
   * The code that a text begins with, if it has a digit and is not a price or a date; else null.
   */
  static @Nullable String code(String text) {
    String rest = text.strip();
    while (!rest.isEmpty() && ":#.：°º-–".indexOf(rest.charAt(0)) >= 0) {
      rest = rest.substring(1).strip();
    }
    int end = 0;
    boolean digit = false;
    while (end < rest.length() && isOfCode(rest.charAt(end))) {
      digit |= Character.isDigit(rest.charAt(end));
      end++;
    }
    String code = rest.substring(0, end);
    while (code.endsWith(".") || code.endsWith(",") || code.endsWith("-") || code.endsWith("/")) {
      code = code.substring(0, code.length() - 1);
    }
    boolean capitals = code.length() >= 4 && code.equals(code.toUpperCase(Locale.ROOT));
    return code.length() >= 2 && code.length() <= LONGEST_CODE && (digit || capitals) ? code : null;
  }

  private static boolean isOfCode(char c) {
    return (c < 0x250 && Character.isLetterOrDigit(c)) || "._-/+".indexOf(c) >= 0;
  }

  /** Lower case without what stands around a label: {@code Item #:}, {@code Art.-Nr.}. */
  private static String plain(String label) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < Math.min(label.length(), LONGEST_LABEL + 10); i++) {
      char c = Character.toLowerCase(label.charAt(i));
      if (PriceLabels.isOfWord(c) || c == '"') {
        plain.append(c);
      } else if (!plain.isEmpty() && plain.charAt(plain.length() - 1) != ' ') {
        plain.append(' ');
      }
    }
    String text = plain.toString().strip();
    for (String ending : List.of(" nº", " n", " no", " º")) {
      if (text.endsWith(ending) && text.length() > ending.length() + 2) {
        String shorter = text.substring(0, text.length() - ending.length());
        if (OWN.contains(shorter) || MAKERS.contains(shorter)) {
          return shorter;
        }
      }
    }
    return text;
  }
}
