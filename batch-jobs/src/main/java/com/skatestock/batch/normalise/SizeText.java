package com.skatestock.batch.normalise;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Sizes of the trade in one spelling each: {@code 8.25} (deck inches), {@code US 9.5}, {@code US M
 * 8 / W 9.5}, {@code UK 8}, {@code EU 42}, {@code US 5Y}, {@code XL}, {@code 32x34}, {@code 54 mm
 * 99A}, {@code 149}, {@code 7 1/8}, {@code One Size}. A form that is not known keeps its text.
 */
final class SizeText {

  private static final String NUMBER = "(\\d{1,3}(?:\\.\\d{1,4})?)";
  private static final String INCH = "(?:\"|''|in\\.?|inch(?:es)?)";

  private static final Pattern WIDTH =
      Pattern.compile("^" + NUMBER + " ?" + INCH + "?(?: wide| deck| width)?$");
  private static final Pattern WIDTH_MARKED = Pattern.compile("^" + NUMBER + " ?" + INCH + ".*$");
  private static final Pattern WIDTH_BY_LENGTH =
      Pattern.compile("^" + NUMBER + " ?" + INCH + "? ?x ?" + NUMBER + " ?" + INCH + "?$");
  private static final Pattern MIXED_INCHES =
      Pattern.compile("^(\\d{1,2})[ -](\\d)/(\\d{1,2}) ?" + INCH + "?$");
  private static final Pattern MEN_AND_WOMEN =
      Pattern.compile(
          "^(?:us )?m(?:en'?s?)? ?" + NUMBER + " ?[/|,-]? ?w(?:omen'?s?|mns)? ?" + NUMBER + "$");
  private static final Pattern SHOE =
      Pattern.compile(
          "^(?:(us|uk|eu|eur)[ .:]?)?(?:(m|w|men'?s|women'?s|mens|womens) ?)?(?:us )?"
              + NUMBER
              + " ?(?:(m|w|men'?s|women'?s|us|uk|eu|eur)\\.?)?$");
  private static final Pattern YOUTH =
      Pattern.compile(
          "^(?:us )?(?:y|youth|kids?|junior)? ?"
              + NUMBER
              + " ?(y|yth|youth|c|k|kids?|t|toddler)?$");
  private static final Pattern WAIST_BY_LENGTH =
      Pattern.compile("^w?(\\d{2})w?\"? ?[x/ ] ?l?(\\d{2})l?\"?$");
  private static final Pattern WAIST =
      Pattern.compile("^(?:w|waist )?(\\d{2}) ?(?:w|\"|waist|in|inch(?:es)?)?$");
  private static final Pattern WHEEL =
      Pattern.compile("^" + NUMBER + " ?mm(?:[ /|,x-]*(\\d{2,3}) ?(a|d|b|du|duro)?)?$");
  private static final Pattern DUROMETER = Pattern.compile("^(\\d{2,3}) ?(a|d|b|du|duro)$");

  private static final Pattern IN_TITLE_WIDTH =
      Pattern.compile("(?<![\\d.#/-])(\\d{1,2}(?:\\.\\d{1,4})?)(?= ?(?:\"|''|x ?\\d\\d)|\\s|$)");
  private static final Pattern IN_TITLE_MILLIMETRES =
      Pattern.compile("(?<!\\d)(\\d{2}(?:\\.\\d)?) ?mm\\b");
  private static final Pattern IN_TITLE_DUROMETER =
      Pattern.compile("(?<!\\d)(\\d{2,3})(a|d|du)\\b");
  private static final Pattern IN_TITLE_AXLE =
      Pattern.compile("(?<![\\d.])(1[0-9]\\d|2[01]\\d)(?![\\d.%])");

  private SizeText() {}

  /** The size in our spelling; the cleaned text where the form is not known. */
  static String of(String value, @Nullable Category category) {
    String known = known(value, category);
    return known == null ? CleanText.of(value) : known;
  }

  /** The size in our spelling; null where the text does not look like a size. */
  static @Nullable String known(String value, @Nullable Category category) {
    String text = fold(value);
    if (text.isEmpty() || text.length() > 40) {
      return null;
    }
    String letters = LetterSize.of(text);
    if (letters != null) {
      return letters;
    }
    Matcher m = WHEEL.matcher(text);
    if (m.matches()) {
      return m.group(1)
          + " mm"
          + (m.group(2) == null ? "" : " " + m.group(2) + hardness(m.group(3)));
    }
    m = DUROMETER.matcher(text);
    if (m.matches() && category != Category.SHOES) {
      return m.group(1) + hardness(m.group(2));
    }
    m = MEN_AND_WOMEN.matcher(text);
    if (m.matches()) {
      return "US M " + plain(m.group(1)) + " / W " + plain(m.group(2));
    }
    if (text.indexOf('/') > 0
        && (text.contains("us") || text.contains("uk") || text.contains("eu"))) {
      return text.toUpperCase(Locale.ROOT)
          .replaceAll(" ?/ ?", " / ")
          .replaceAll("(US|UK|EU)R?[ :]?(\\d)", "$1 $2");
    }
    m = MIXED_INCHES.matcher(text);
    if (m.matches()) {
      return mixed(m, category);
    }
    m = WIDTH_BY_LENGTH.matcher(text);
    if (m.matches() && isDeckWidth(m.group(1)) && Double.parseDouble(m.group(2)) > 20) {
      return category == Category.GRIPTAPE
          ? plain(m.group(1)) + "x" + plain(m.group(2))
          : width(m.group(1));
    }
    m = WAIST_BY_LENGTH.matcher(text);
    if (m.matches()) {
      return m.group(1) + "x" + m.group(2);
    }
    return number(text, category);
  }

  /** A single number means what the goods are measured in. */
  private static @Nullable String number(String text, @Nullable Category category) {
    Matcher m = WIDTH.matcher(text);
    boolean marked = WIDTH_MARKED.matcher(text).matches();
    if (m.matches()
        && isDeckWidth(m.group(1))
        && (marked || isBoard(category) || m.group(1).matches("\\d+\\.(?!50?$)\\d+"))
        && category != Category.SHOES) {
      return width(m.group(1));
    }
    if (category == Category.TRUCKS && m.matches()) {
      return plain(m.group(1)) + (marked ? "\"" : "");
    }
    m = WAIST.matcher(text);
    if (m.matches()
        && (category == Category.PANTS
            || category == Category.SHORTS
            || text.startsWith("w")
            || text.endsWith("w"))) {
      return m.group(1);
    }
    m = SHOE.matcher(text);
    if (m.matches()) {
      return shoe(m, category);
    }
    m = YOUTH.matcher(text);
    if (m.matches() && (m.group(2) != null || NumberText.digit(text.charAt(0)) < 0)) {
      String kind = m.group(2) == null ? "Y" : m.group(2).substring(0, 1).toUpperCase(Locale.ROOT);
      return "US " + plain(m.group(1)) + (kind.equals("K") ? "Y" : kind);
    }
    return null;
  }

  private static @Nullable String shoe(Matcher m, @Nullable Category category) {
    String number = plain(m.group(3));
    String front = m.group(1);
    String behind = m.group(4);
    String system = system(front) == null ? system(behind) : system(front);
    String sex = sex(m.group(2)) == null ? sex(behind) : sex(m.group(2));
    double value = Double.parseDouble(m.group(3));
    if (system == null && sex == null && category != Category.SHOES) {
      return null;
    }
    if (system == null) {
      system = value >= 34 && value <= 52 ? "EU" : "US";
    }
    return value > 60 ? null : system + (sex == null ? "" : " " + sex) + " " + number;
  }

  private static @Nullable String system(@Nullable String word) {
    return word == null
        ? null
        : switch (word) {
          case "us" -> "US";
          case "uk" -> "UK";
          case "eu", "eur" -> "EU";
          default -> null;
        };
  }

  private static @Nullable String sex(@Nullable String word) {
    return word == null ? null : word.startsWith("m") ? "M" : word.startsWith("w") ? "W" : null;
  }

  /**
   * The size that a title tells: a deck's width, a wheel's diameter and hardness, a truck's axle.
   */
  static @Nullable String inTitle(String title, @Nullable Category category) {
    if (category == null) {
      return null;
    }
    return switch (category) {
      case DECKS, COMPLETES -> widthInTitle(fold(title));
      case WHEELS -> wheelInTitle(fold(title));
      case TRUCKS -> first(IN_TITLE_AXLE, fold(title));
      default -> null;
    };
  }

  private static @Nullable String widthInTitle(String title) {
    Matcher m = IN_TITLE_WIDTH.matcher(title);
    String found = null;
    while (m.find()) {
      String width = m.group(1);
      boolean said =
          width.indexOf('.') > 0
              || (m.end() < title.length() && "\"'".indexOf(title.charAt(m.end())) >= 0)
              || title.startsWith("x", Math.min(title.length(), m.end() + 1));
      if (said && isDeckWidth(width)) {
        found = width(width);
      }
    }
    return found;
  }

  private static @Nullable String wheelInTitle(String title) {
    String diameter = first(IN_TITLE_MILLIMETRES, title);
    Matcher duro = IN_TITLE_DUROMETER.matcher(title);
    String hardness = duro.find() ? duro.group(1) + hardness(duro.group(2)) : null;
    if (diameter == null) {
      return hardness;
    }
    return diameter + " mm" + (hardness == null ? "" : " " + hardness);
  }

  private static @Nullable String first(Pattern pattern, String text) {
    Matcher m = pattern.matcher(text);
    return m.find() ? m.group(1) : null;
  }

  private static String mixed(Matcher m, @Nullable Category category) {
    double inches =
        Integer.parseInt(m.group(1))
            + Double.parseDouble(m.group(2)) / Double.parseDouble(m.group(3));
    if (isBoard(category)) {
      return width(Double.toString(inches));
    }
    if (category == Category.SHOES && m.group(2).equals("1") && m.group(3).equals("2")) {
      return (inches >= 34 ? "EU " : "US ") + plain(Double.toString(inches));
    }
    String text = m.group(1) + " " + m.group(2) + "/" + m.group(3);
    return category == Category.SHOES ? "EU " + text : text;
  }

  private static String hardness(@Nullable String letter) {
    return letter == null || letter.equals("a")
        ? "A"
        : letter.equals("b") ? "B" : letter.equals("duro") ? "A" : "D";
  }

  private static boolean isBoard(@Nullable Category category) {
    return category == Category.DECKS || category == Category.COMPLETES;
  }

  private static boolean isDeckWidth(String number) {
    double inches = Double.parseDouble(number);
    return inches >= 6.5 && inches <= 11.5;
  }

  /** At least one decimal, no idle zeros: {@code 8.0}, {@code 8.25}. */
  private static String width(String number) {
    String plain = plain(number);
    return plain.indexOf('.') < 0 ? plain + ".0" : plain;
  }

  private static String plain(String number) {
    if (number.indexOf('.') < 0) {
      return number;
    }
    int end = number.length();
    while (number.charAt(end - 1) == '0') {
      end--;
    }
    return number.substring(0, number.charAt(end - 1) == '.' ? end - 1 : end);
  }

  /** Lower case, straight marks, decimal points, single spaces. */
  private static String fold(String value) {
    String clean = CleanText.of(value).toLowerCase(Locale.ROOT);
    StringBuilder folded = new StringBuilder(clean.length());
    for (int i = 0; i < clean.length(); i++) {
      char c = clean.charAt(i);
      switch (c) {
        case '″', '”', '“', '„', '＂' -> folded.append('"');
        case '’', '‘', '′', '´', '`' -> folded.append('\'');
        case '×', '✕' -> folded.append('x');
        case '½' ->
            folded.append(
                !folded.isEmpty() && NumberText.digit(folded.charAt(folded.length() - 1)) >= 0
                    ? ".5"
                    : "0.5");
        case '–', '—' -> folded.append('-');
        case ',' ->
            folded.append(
                i + 1 < clean.length()
                        && i > 0
                        && NumberText.digit(clean.charAt(i + 1)) >= 0
                        && NumberText.digit(clean.charAt(i - 1)) >= 0
                    ? '.'
                    : ',');
        default -> folded.append(c);
      }
    }
    return folded.toString().strip();
  }
}
