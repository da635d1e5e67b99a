package com.skatestock.batch.normalise;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A way to write a currency: {@code €}, {@code US$}, {@code руб.}, {@code EUR}. The list is the
 * resource {@code currencies.csv}; ISO 4217 codes are understood without being in it.
 *
 * @param text as it stands in the price
 * @param codes ISO 4217 codes it can mean; one makes it certain
 * @param openEnded true if more letters may follow ({@code руб} in {@code рублей})
 */
record CurrencySign(String text, List<String> codes, boolean openEnded) {

  private static final Map<Character, List<CurrencySign>> BY_FIRST = new HashMap<>();
  private static final Map<Character, List<CurrencySign>> BY_LAST = new HashMap<>();

  /** Codes that are English words as well: only in capitals and right beside an amount. */
  private static final Set<String> WORDS =
      Set.of(
          "ALL", "TOP", "TRY", "CUP", "MOP", "MAD", "PEN", "BOB", "GEL", "COP", "LAK", "SOS",
          "RON");

  static {
    for (CurrencySign sign : load()) {
      String text = sign.text;
      BY_FIRST.computeIfAbsent(fold(text.charAt(0)), c -> new ArrayList<>()).add(sign);
      BY_LAST
          .computeIfAbsent(fold(text.charAt(text.length() - 1)), c -> new ArrayList<>())
          .add(sign);
    }
    Comparator<CurrencySign> longestFirst =
        Comparator.comparingInt((CurrencySign s) -> s.text.length()).reversed();
    BY_FIRST.values().forEach(list -> list.sort(longestFirst));
    BY_LAST.values().forEach(list -> list.sort(longestFirst));
  }

  /**
   * True for what may be many other things: one letter ({@code K}, {@code L}, {@code R}), and
   * {@code Nu}, which is "now" where prices are in kronor or euros.
   */
  boolean weak() {
    return text.equals("Nu")
        || (text.length() == 1 && Character.isLetter(text.charAt(0)) && text.charAt(0) < 0x600);
  }

  /** True for a sign that cannot be part of a word. */
  boolean symbolic() {
    for (int i = 0; i < text.length(); i++) {
      if (Character.getType(text.charAt(i)) == Character.CURRENCY_SYMBOL) {
        return true;
      }
    }
    return false;
  }

  /** The only currency it can mean, else null. */
  @Nullable Currency certain() {
    return codes.size() == 1 ? iso(codes.getFirst()) : null;
  }

  /**
   * {@code KWD 12.500}: three digits behind a point are decimals where the currency has three;
   * behind a comma only where prices are written the French way.
   */
  boolean threeDecimalsBehind(char separator) {
    Currency currency = certain();
    return currency != null
        && currency.getDefaultFractionDigits() == 3
        && (separator != ',' || currency.getCurrencyCode().equals("TND"));
  }

  boolean canMean(Currency currency) {
    return codes.contains(currency.getCurrencyCode());
  }

  boolean isCode() {
    return codes.size() == 1 && codes.getFirst().equalsIgnoreCase(text);
  }

  /** The longest sign that begins at a place beside an amount. */
  static @Nullable CurrencySign startingAt(String text, int start) {
    if (start >= text.length()) {
      return null;
    }
    for (CurrencySign sign : BY_FIRST.getOrDefault(fold(text.charAt(start)), List.of())) {
      int end = start + sign.text.length();
      if (sign.matches(text, start) && (sign.openEnded || !joined(text, end - 1, end))) {
        return sign.as(text.substring(start, sign.openEnded ? endOfLatin(text, end) : end));
      }
    }
    return start + 3 <= text.length() && !joined(text, start + 2, start + 3)
        ? code(text.substring(start, start + 3))
        : null;
  }

  /** The longest sign that ends in front of a place beside an amount. */
  static @Nullable CurrencySign endingAt(String text, int end) {
    if (end <= 0) {
      return null;
    }
    for (CurrencySign sign : BY_LAST.getOrDefault(fold(text.charAt(end - 1)), List.of())) {
      int start = end - sign.text.length();
      if (start >= 0
          && sign.matches(text, start)
          && !joined(text, start - 1, start)
          && !isUnitOfNumber(text, start)) {
        return sign.as(text.substring(start, end));
      }
    }
    return end >= 3 && !joined(text, end - 4, end - 3) ? code(text.substring(end - 3, end)) : null;
  }

  /** "99a $38": letters glued to a number belong to it. */
  private static boolean isUnitOfNumber(String text, int start) {
    return start > 0 && letter(text.charAt(start)) && NumberText.digit(text.charAt(start - 1)) >= 0;
  }

  /** The first code in capitals anywhere in a text, words left aside; null if none. */
  static @Nullable CurrencySign codeWithin(String text) {
    for (int i = 0; i + 3 <= text.length() && i < PriceText.LONGEST_TEXT; i++) {
      CurrencySign code =
          joined(text, i - 1, i) || joined(text, i + 2, i + 3)
              ? null
              : code(text.substring(i, i + 3));
      if (code != null && !WORDS.contains(code.text) && code.text.equals(code.codes.getFirst())) {
        return code;
      }
    }
    return null;
  }

  /** The first sign anywhere in a text that has no amount beside it. */
  static @Nullable CurrencySign within(String text) {
    CurrencySign code = null;
    for (int i = 0; i < text.length() && i < PriceText.LONGEST_TEXT; i++) {
      if (i > 0 && joined(text, i - 1, i)) {
        continue;
      }
      CurrencySign sign = startingAt(text, i);
      if (sign == null || (sign.weak() && text.strip().length() > 1)) {
        continue;
      }
      boolean whole = sign.text.length() == text.strip().length();
      if (sign.isCode()) {
        boolean told =
            whole || (!WORDS.contains(sign.text) && sign.text.equals(sign.codes.getFirst()));
        code = code == null && told ? sign : code;
      } else if (sign.symbolic()
          || whole
          || (sign.text.length() > 1 && standsForItself(sign, text, i))) {
        return code != null && sign.codes.size() != 1 ? code : sign;
      }
    }
    return code;
  }

  /** A word beside a digit or at the edge of the text; not a syllable of a sentence. */
  private static boolean standsForItself(CurrencySign sign, String text, int start) {
    int before = start - 1;
    while (before >= 0 && NumberText.isSpace(text.charAt(before))) {
      before--;
    }
    int after = start + sign.text.length();
    return before < 0
        || NumberText.digit(text.charAt(before)) >= 0
        || (after < text.length() && NumberText.digit(text.charAt(after)) >= 0);
  }

  /** "euros" is one word; of declined Cyrillic ones the stem is the sign. */
  private static int endOfLatin(String text, int from) {
    int end = from;
    while (end < text.length() && letter(text.charAt(end)) && text.charAt(end) < 0x250) {
      end++;
    }
    return end;
  }

  private static @Nullable CurrencySign code(String text) {
    for (int i = 0; i < 3; i++) {
      char c = text.charAt(i);
      if (!((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'))) {
        return null;
      }
    }
    String capitals = text.toUpperCase(Locale.ROOT);
    if (iso(capitals) == null || (!capitals.equals(text) && WORDS.contains(capitals))) {
      return null;
    }
    return new CurrencySign(text, List.of(capitals), false);
  }

  /** The currency of a code; null where ISO 4217 has none. */
  static @Nullable Currency iso(String code) {
    try {
      return Currency.getInstance(code);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private CurrencySign as(String shown) {
    return shown.equals(text) ? this : new CurrencySign(shown, codes, openEnded);
  }

  private boolean matches(String where, int start) {
    return where.regionMatches(text.length() > 2 || openEnded, start, text, 0, text.length());
  }

  /** True if the characters at both places are letters of one word. */
  private static boolean joined(String text, int left, int right) {
    return left >= 0
        && right < text.length()
        && letter(text.charAt(left))
        && letter(text.charAt(right));
  }

  /** Letters of scripts that separate words by spaces. */
  private static boolean letter(char c) {
    return (c < 0x0E00 || (c >= 0x1E00 && c < 0x2000)) && Character.isLetter(c);
  }

  private static char fold(char c) {
    return Character.toLowerCase(c);
  }

  private static List<CurrencySign> load() {
    List<CurrencySign> signs = new ArrayList<>();
    try (InputStream in = CurrencySign.class.getResourceAsStream("currencies.csv")) {
      if (in == null) {
        throw new IllegalStateException("resource currencies.csv is missing");
      }
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        int comma = line.lastIndexOf(',');
        if (line.startsWith("#") || comma < 0) {
          continue;
        }
        List<String> codes =
            comma + 1 == line.length()
                ? List.of()
                : List.of(line.substring(comma + 1).split(" ", -1));
        for (String text : line.substring(0, comma).split(" \\| ", -1)) {
          boolean open = text.endsWith("*");
          signs.add(
              new CurrencySign(open ? text.substring(0, text.length() - 1) : text, codes, open));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return signs;
  }
}
