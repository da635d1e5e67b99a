package com.skatestock.batch.extract.productpage;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the words say that stand just before and behind an amount: {@code Was: £40}, {@code £40 per
 * month}.
 */
final class PriceLabels {
  /** What an amount is by the words around it. */
  enum Meaning {
    /** What is asked now. */
    NOW,
    /** What was asked before, or what the maker wants. */
    BEFORE,
    /** The lowest of several. */
    FROM,
    /** Another amount: saved, for delivery, per month, per kilogram, from another seller. */
    OTHER,
    /** Without tax; another stands beside it in most cases. */
    NET,
    /** Nothing is said. */
    NONE
  }

  private static final int MOST_WORDS = 8;

  /** Words between a label and its amount, and one. */
  private static final int MOST_BETWEEN = 5;

  /** A label by its words, joined by single spaces. */
  private static final Map<String, Meaning> LABELS = new HashMap<>();

  /** Labels of scripts without spaces. */
  private static final Map<String, Meaning> SIGNS = new HashMap<>();

  private static final Set<String> CURRENCIES =
      Set.of(
          "us", "usd", "eur", "gbp", "cad", "aud", "c", "a", "au", "ca", "nz", "hk", "nt", "r",
          "rs", "rm", "s", "kr", "chf", "inr", "brl", "mxn", "pln", "zł", "rub", "sek", "nok",
          "dkk", "czk", "huf", "ron", "lei", "sgd", "nzd", "hkd", "aed", "sar", "jpy", "rp", "idr",
          "php", "ars", "clp", "cop", "zar", "try", "uah", "kč", "ft", "tl", "euro", "euros");

  /** A part of several, or worth so much: {@code 4 x }, {@code 12x de R$ }, {@code 1 point = }. */
  private static final Pattern PART =
      Pattern.compile(
          "(?:\\b\\d{1,2}\\s?[xX×хХ]\\s?(?:de|of|à|a|da|von|по)?|=)\\s*:?\\s*(?:\\p{L}{0,3}\\p{Sc})?\\s*$");

  /** {@code Used – very good}: what the thing is like, not another thing's price. */
  private static final Set<String> CONDITIONS =
      Set.of("used", "refurbished", "gebraucht", "occasion", "usato", "tweedehands");

  private static final Pattern BEHIND = behind("behind-other");
  private static final Pattern BEHIND_NET = behind("behind-net");

  static {
    add("label-now", Meaning.NOW);
    add("label-from", Meaning.FROM);
    add("label-other", Meaning.OTHER);
    add("label-before", Meaning.BEFORE);
    add("label-net", Meaning.NET);
  }

  private PriceLabels() {}

  private static Pattern behind(String list) {
    return Pattern.compile(
        PageWords.of(list).stream()
            .map(PriceLabels::edged)
            .collect(Collectors.joining("|", "^[\\s(]*(?:", ")")));
  }

  private static void add(String list, Meaning meaning) {
    for (String words : PageWords.of(list)) {
      (words.charAt(0) < 0x0E00 ? LABELS : SIGNS).put(String.join(" ", words(words)), meaning);
    }
  }

  /**
   * Reads the words around an amount.
   *
   * @param before the words in front, the nearest last; may be empty
   * @param behind the words behind, the nearest first; may be empty
   */
  static Meaning of(String before, String behind) {
    if (PART.matcher(before).find()) {
      return Meaning.OTHER;
    }
    String said = ElementNames.lower(behind);
    if (BEHIND.matcher(said).find()) {
      return Meaning.OTHER;
    }
    Meaning label = before(before);
    return label == Meaning.NONE && BEHIND_NET.matcher(said).find() ? Meaning.NET : label;
  }

  /** The longest label that ends the words, else the longest that begins them. */
  private static Meaning before(String said) {
    List<String> words = words(said);
    int end = words.size();
    while (end > 0 && CURRENCIES.contains(words.get(end - 1))) {
      end--;
    }
    for (int start = Math.max(0, end - MOST_WORDS); start < end; start++) {
      @Nullable Meaning meaning = LABELS.get(String.join(" ", words.subList(start, end)));
      if (meaning != null) {
        return meaning;
      }
    }
    boolean ownAmount = end > 0 && words.get(end - 1).chars().anyMatch(Character::isDigit);
    for (int stop = ownAmount ? 0 : Math.min(end, MOST_WORDS);
        stop > Math.max(0, end - MOST_BETWEEN);
        stop--) {
      @Nullable Meaning meaning = LABELS.get(String.join(" ", words.subList(0, stop)));
      boolean condition = stop == 1 && CONDITIONS.contains(words.getFirst());
      if (meaning != null && meaning != Meaning.NOW && meaning != Meaning.FROM && !condition) {
        return meaning;
      }
    }
    Meaning sign = Meaning.NONE;
    int longest = 0;
    for (Map.Entry<String, Meaning> entry : SIGNS.entrySet()) {
      if (entry.getKey().length() > longest && said.contains(entry.getKey())) {
        sign = entry.getValue();
        longest = entry.getKey().length();
      }
    }
    return sign;
  }

  /** A letter, a digit, or a sign above or below one, as Thai and Hindi have them. */
  static boolean isOfWord(char c) {
    int type = Character.getType(c);
    return Character.isLetterOrDigit(c)
        || type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK;
  }

  /** Whether a text says nothing, or a currency alone. */
  static boolean isCurrency(String text) {
    return words(text).stream()
        .allMatch(
            word -> word.isEmpty() || CURRENCIES.contains(word) || ShownAmount.isCurrency(word));
  }

  private static List<String> words(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      plain.append(isOfWord(c) || c == '\'' || c == '’' || c == '&' ? c : ' ');
    }
    return List.of(ElementNames.lower(plain.toString()).strip().split(" +"));
  }

  /** {@code *} behind leaves the end open. */
  private static String edged(String words) {
    boolean open = words.endsWith("*");
    String bare = words.substring(0, words.length() - (open ? 1 : 0));
    char last = bare.charAt(bare.length() - 1);
    boolean closed = !open && last < 0x0E00 && Character.isLetterOrDigit(last);
    return Pattern.quote(bare) + (closed ? "(?![\\p{L}\\d])" : "");
  }
}
