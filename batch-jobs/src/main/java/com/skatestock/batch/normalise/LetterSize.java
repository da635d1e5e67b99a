package com.skatestock.batch.normalise;

import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Sizes that are no numbers: S, XX-Large, Youth M, S/M, One Size. */
final class LetterSize {
  private static final Set<String> ONE_SIZE =
      Set.of(
          "one size",
          "onesize",
          "os",
          "o/s",
          "osfa",
          "osfm",
          "one size fits all",
          "one size fits most",
          "1 size",
          "1sz",
          "1 sz",
          "one sz",
          "1size",
          "one-size",
          "one",
          "taglia unica",
          "taille unique",
          "talla única",
          "talla unica",
          "einheitsgröße",
          "unisize",
          "univerzální",
          "uni",
          "tu",
          "u",
          "adjustable",
          "フリーサイズ");

  private static final Map<String, String> LETTERS =
      Map.ofEntries(
          Map.entry("xxs", "XXS"),
          Map.entry("2xs", "XXS"),
          Map.entry("xs", "XS"),
          Map.entry("xsm", "XS"),
          Map.entry("xsmall", "XS"),
          Map.entry("extrasmall", "XS"),
          Map.entry("s", "S"),
          Map.entry("sm", "S"),
          Map.entry("sml", "S"),
          Map.entry("small", "S"),
          Map.entry("m", "M"),
          Map.entry("md", "M"),
          Map.entry("med", "M"),
          Map.entry("medium", "M"),
          Map.entry("l", "L"),
          Map.entry("lg", "L"),
          Map.entry("lrg", "L"),
          Map.entry("large", "L"),
          Map.entry("xl", "XL"),
          Map.entry("xlg", "XL"),
          Map.entry("xlarge", "XL"),
          Map.entry("extralarge", "XL"),
          Map.entry("xxl", "XXL"),
          Map.entry("2xl", "XXL"),
          Map.entry("2x", "XXL"),
          Map.entry("xxlarge", "XXL"),
          Map.entry("2xlarge", "XXL"),
          Map.entry("extraextralarge", "XXL"),
          Map.entry("xxlg", "XXL"),
          Map.entry("xxxl", "XXXL"),
          Map.entry("3xlarge", "XXXL"),
          Map.entry("3xl", "XXXL"),
          Map.entry("3x", "XXXL"),
          Map.entry("xxxlarge", "XXXL"),
          Map.entry("4xl", "4XL"),
          Map.entry("5xl", "5XL"),
          Map.entry("6xl", "6XL"));

  private static final Pattern YOUTH =
      Pattern.compile("(?:(?:youth|kids?|boys?|girls?|junior)'?s? |y(?:th)?[ -]?)([a-z0-9 -]+)");

  private static final Pattern MEN = Pattern.compile("(?:men'?s?|unisex|adult) ([a-z0-9 -]+)");

  /** "Small (S)". */
  private static final Pattern SAID_TWICE = Pattern.compile("([a-z0-9 -]+) ?\\(([a-z0-9-]+)\\)");

  private LetterSize() {}

  /** The size in our spelling; null if the text is none of these. */
  static @Nullable String of(String text) {
    if (ONE_SIZE.contains(text)) {
      return "One Size";
    }
    String pair = pair(text);
    if (pair != null) {
      return pair;
    }
    String known = known(text);
    if (known != null) {
      return known;
    }
    if (text.endsWith(")")) {
      Matcher said = SAID_TWICE.matcher(text);
      String word = said.matches() ? known(said.group(1)) : null;
      return word != null && word.equals(known(said.group(2))) ? word : null;
    }
    if (text.indexOf(' ') > 0) {
      Matcher men = MEN.matcher(text);
      if (men.matches()) {
        return known(men.group(1));
      }
    }
    Matcher youth = YOUTH.matcher(text);
    if (youth.matches()) {
      String child = known(youth.group(1));
      return child == null ? null : "Youth " + child;
    }
    return null;
  }

  private static @Nullable String known(String text) {
    return LETTERS.get(text.replace(" ", "").replace("-", ""));
  }

  /** "S/M", "S-M", "Large / X-Large". */
  private static @Nullable String pair(String text) {
    for (int i = 1; i < text.length() - 1; i++) {
      char c = text.charAt(i);
      if (c == '/' || c == '-') {
        String low = known(text.substring(0, i));
        String high = known(text.substring(i + 1));
        boolean oneWord = c == '-' && text.length() > 3 && known(text) != null; // "3x-large"
        if (low != null && high != null && !oneWord) {
          return low + "/" + high;
        }
      }
    }
    return null;
  }
}
