package com.skatestock.batch.normalise;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Sizes of shoes: {@code US 9.5}, {@code US M 8 / W 9.5}, {@code UK 8}, {@code EU 42}, {@code US
 * 5Y}.
 */
final class ShoeSize {
  private static final String NUMBER = "(\\d{1,2}(?:\\.\\d{1,2})?)";
  private static final String MEN = "m(?:en'?s?)?";
  private static final String WOMEN = "w(?:omen'?s?|mns)?";
  private static final String GAP = " ?[/|,(-]? ?";

  private static final Pattern MEN_AND_WOMEN =
      Pattern.compile(
          "^(?:us )?(?:"
              + MEN
              + " ?"
              + NUMBER
              + "|"
              + NUMBER
              + " ?"
              + MEN
              + ")"
              + GAP
              + "(?:"
              + WOMEN
              + " ?"
              + NUMBER
              + "|"
              + NUMBER
              + " ?"
              + WOMEN
              + ")\\)?$");
  private static final Pattern WOMEN_AND_MEN =
      Pattern.compile("^(?:us )?" + WOMEN + " ?" + NUMBER + GAP + MEN + " ?" + NUMBER + "\\)?$");
  private static final Pattern SHOE =
      Pattern.compile(
          "^(?:(us|uk|eu|eur)[ .:]?)?(?:(m|w|men'?s|women'?s|wmns) ?)?(?:us )?"
              + NUMBER
              + " ?(?:(m|w|men'?s|women'?s|wmns|us|uk|eu|eur)\\.?)?$");
  private static final Pattern YOUTH =
      Pattern.compile(
          "^(?:us )?(y|youth|kids?|junior|toddler)? ?"
              + NUMBER
              + " ?(y|yth|youth|c|k|kids?|t|toddler)?$");
  private static final Pattern SYSTEM = Pattern.compile("(US|UK|EU)R?[ :]?(\\d)");

  private ShoeSize() {}

  static boolean isFootwear(@Nullable Category category) {
    return category == Category.SHOES || category == Category.SNOW_BOOTS;
  }

  /** Two sizes beside each other: for men and women, or of several systems; null if not. */
  static @Nullable String several(String text) {
    Matcher m = MEN_AND_WOMEN.matcher(text);
    if (m.matches()) {
      return menAndWomen(either(m, 1), either(m, 3));
    }
    m = WOMEN_AND_MEN.matcher(text);
    if (m.matches()) {
      return menAndWomen(m.group(2), m.group(1));
    }
    String plain =
        text.endsWith(")") ? text.substring(0, text.length() - 1).replace('(', '/') : text;
    if (plain.indexOf('/') > 0
        && (plain.contains("us") || plain.contains("uk") || plain.contains("eu"))) {
      String parted = plain.toUpperCase(Locale.ROOT).replaceAll(" ?/ ?", " / ");
      return SYSTEM.matcher(parted).replaceAll("$1 $2");
    }
    return null;
  }

  private static String either(Matcher m, int group) {
    String first = m.group(group);
    return first == null ? String.valueOf(m.group(group + 1)) : first;
  }

  private static String menAndWomen(String men, String women) {
    return "US M " + SizeText.plain(men) + " / W " + SizeText.plain(women);
  }

  /** A single size; null where the text is none. */
  static @Nullable String single(String text, @Nullable Category category) {
    Matcher m = SHOE.matcher(text);
    if (m.matches()) {
      return adult(m, category);
    }
    m = YOUTH.matcher(text);
    if (!m.matches() || (m.group(1) == null && m.group(3) == null)) {
      return null;
    }
    String number = SizeText.plain(m.group(2));
    String word = m.group(3) == null ? m.group(1) : m.group(3);
    String kind = word.startsWith("j") ? "Y" : word.substring(0, 1).toUpperCase(Locale.ROOT);
    if (kind.equals("T") && category != null && category.isWithin(Category.APPAREL)) {
      return number + "T"; // clothes of toddlers
    }
    return "US " + number + (kind.equals("K") ? "Y" : kind);
  }

  private static @Nullable String adult(Matcher m, @Nullable Category category) {
    String number = SizeText.plain(m.group(3));
    String behind = m.group(4);
    String system = system(m.group(1)) == null ? system(behind) : system(m.group(1));
    String sex = sex(m.group(2)) == null ? sex(behind) : sex(m.group(2));
    double value = Double.parseDouble(m.group(3));
    if (system == null && sex == null && !isFootwear(category)) {
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
}
