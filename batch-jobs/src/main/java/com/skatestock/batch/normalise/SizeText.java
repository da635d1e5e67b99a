package com.skatestock.batch.normalise;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Sizes of the trade in one spelling each: {@code 8.25} (deck inches), {@code US 9.5}, {@code US M
 * 8 / W 9.5}, {@code UK 8}, {@code EU 42}, {@code US 5Y}, {@code XL}, {@code 32x34}, {@code 54 mm
 * 99A}, {@code 149}, {@code 7 1/8}, {@code 1 1/8"} (bolts), {@code One Size}. A form that is not
 * known keeps its text.
 */
final class SizeText {

  private static final String NUMBER = "(\\d{1,3}(?:\\.\\d{1,4})?)";
  private static final String INCH = "(?:\"|''|in\\.?|inch(?:es)?)";

  private static final Pattern WIDTH =
      Pattern.compile("^" + NUMBER + " ?" + INCH + "?(?: wide| deck| width)?$");
  private static final Pattern WIDTH_MARKED = Pattern.compile("^" + NUMBER + " ?" + INCH + ".*$");
  private static final Pattern WIDTH_BY_LENGTH =
      Pattern.compile("^" + NUMBER + " ?" + INCH + "? ?x ?" + NUMBER + " ?" + INCH + "?$");
  private static final Pattern WIDTH_AND_WHEELBASE =
      Pattern.compile(
          "^"
              + NUMBER
              + " ?"
              + INCH
              + "?(?: ?x ?"
              + NUMBER
              + " ?"
              + INCH
              + "?)?"
              + "(?: ?[-(,/|x]? ?(?:wb|wheelbase)?:? ?"
              + NUMBER
              + " ?"
              + INCH
              + "? ?(?:wb|wheelbase)?\\)?)$");
  private static final Pattern MIXED_INCHES =
      Pattern.compile("^(\\d{1,2})[ -](\\d)/(\\d{1,2}) ?" + INCH + "?$");
  private static final Pattern WAIST_BY_LENGTH =
      Pattern.compile("^w?(\\d{2})w?\"? ?[x/ ] ?l?(\\d{2})l?\"?$");
  private static final Pattern WAIST =
      Pattern.compile("^(?:w|waist )?(\\d{2}) ?(?:w|\"|waist|in|inch(?:es)?)?$");
  private static final Pattern WHEEL =
      Pattern.compile("^" + NUMBER + " ?mm(?:[ /|,x(-]*(\\d{2,3}) ?(a|d|b|du|duro)?\\)?)?$");
  private static final Pattern WHEEL_HARDNESS_FIRST =
      Pattern.compile("^(\\d{2,3}) ?(a|d|b|du|duro)[ /|,x(-]+" + NUMBER + " ?mm\\)?$");
  private static final Pattern BARE_DIAMETER = Pattern.compile("^(4[89]|[5-9]\\d)$");
  private static final Pattern SNOWBOARD = Pattern.compile("^(1\\d\\d) ?(?:cm)? ?(w(?:ide)?)?$");
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
    if (text.startsWith("size ") || text.startsWith("sz ")) {
      text = text.substring(text.indexOf(' ') + 1);
    }
    if (text.isEmpty() || text.length() > 40) {
      return null;
    }
    if (InchSize.isMeasure(category)) {
      String inches = InchSize.of(text);
      if (inches != null) {
        return inches;
      }
    }
    String letters = LetterSize.of(text);
    if (letters != null) {
      return letters;
    }
    Matcher m = WHEEL.matcher(text);
    if (m.matches() && category == Category.TRUCKS) {
      return m.group(1); // "149mm" is a model
    }
    if (m.matches()) {
      return m.group(1)
          + " mm"
          + (m.group(2) == null ? "" : " " + m.group(2) + hardness(m.group(3)));
    }
    m = DUROMETER.matcher(text);
    if (m.matches() && !ShoeSize.isFootwear(category)) {
      return m.group(1) + hardness(m.group(2));
    }
    m = WHEEL_HARDNESS_FIRST.matcher(text);
    if (m.matches()) {
      return m.group(3) + " mm " + m.group(1) + hardness(m.group(2));
    }
    if (category == Category.WHEELS && BARE_DIAMETER.matcher(text).matches()) {
      return text + " mm";
    }
    m = SNOWBOARD.matcher(text);
    if (category == Category.SNOWBOARDS && m.matches()) {
      return m.group(1) + (m.group(2) == null ? "" : "W");
    }
    String shoes = ShoeSize.several(text);
    if (shoes != null) {
      return shoes;
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
    m = WIDTH_AND_WHEELBASE.matcher(text);
    if (m.matches() && isBoard(category) && isDeckWidth(m.group(1)) && isWheelbase(m.group(3))) {
      return width(m.group(1));
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
        && !ShoeSize.isFootwear(category)) {
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
    return ShoeSize.single(text, category);
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
    if (ShoeSize.isFootwear(category) && m.group(2).equals("1") && m.group(3).equals("2")) {
      return (inches >= 34 ? "EU " : "US ") + plain(Double.toString(inches));
    }
    String text = m.group(1) + " " + m.group(2) + "/" + m.group(3);
    return ShoeSize.isFootwear(category) ? "EU " + text : text;
  }

  private static String hardness(@Nullable String letter) {
    return letter == null || letter.equals("a")
        ? "A"
        : letter.equals("b") ? "B" : letter.equals("duro") ? "A" : "D";
  }

  private static boolean isBoard(@Nullable Category category) {
    return category == Category.DECKS || category == Category.COMPLETES;
  }

  private static boolean isWheelbase(String number) {
    double inches = Double.parseDouble(number);
    return inches >= 11 && inches <= 18;
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

  /** Without idle zeros. */
  static String plain(String number) {
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
        case '½', '¼', '¾', '⅛', '⅜', '⅝', '⅞' -> fraction(folded, c);
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

  private static void fraction(StringBuilder folded, char c) {
    if (!folded.isEmpty() && NumberText.digit(folded.charAt(folded.length() - 1)) >= 0) {
      folded.append(' ');
    }
    folded.append(
        switch (c) {
          case '½' -> "1/2";
          case '¼' -> "1/4";
          case '¾' -> "3/4";
          case '⅛' -> "1/8";
          case '⅜' -> "3/8";
          case '⅝' -> "5/8";
          default -> "7/8";
        });
  }
}
