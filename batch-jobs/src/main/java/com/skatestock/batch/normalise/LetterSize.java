package com.skatestock.batch.normalise;

import java.util.Map;
import java.util.Set;
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
          Map.entry("xxxl", "XXXL"),
          Map.entry("3xl", "XXXL"),
          Map.entry("3x", "XXXL"),
          Map.entry("xxxlarge", "XXXL"),
          Map.entry("4xl", "4XL"),
          Map.entry("5xl", "5XL"),
          Map.entry("6xl", "6XL"));

  private LetterSize() {}

  /** The size in our spelling; null if the text is none of these. */
  static @Nullable String of(String text) {
    if (ONE_SIZE.contains(text)) {
      return "One Size";
    }
    String bare = text.replace(" ", "").replace("-", "");
    String known = LETTERS.get(bare);
    if (known != null) {
      return known;
    }
    if (text.startsWith("youth ") || text.startsWith("kids ")) {
      String child = LETTERS.get(bare.substring(bare.startsWith("youth") ? 5 : 4));
      return child == null ? null : "Youth " + child;
    }
    int slash = bare.indexOf('/');
    if (slash > 0) {
      String low = LETTERS.get(bare.substring(0, slash));
      String high = LETTERS.get(bare.substring(slash + 1));
      return low == null || high == null ? null : low + "/" + high;
    }
    return null;
  }
}
