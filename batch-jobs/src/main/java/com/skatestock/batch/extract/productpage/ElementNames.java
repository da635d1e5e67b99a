package com.skatestock.batch.extract.productpage;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * What the authors of a page call an element: its class, id and the like, as words in lower case.
 * {@code <b class="productPrice price--old">} has the words product, price, price, old.
 */
final class ElementNames {
  private static final Set<String> ATTRIBUTES = Set.of("class", "id", "itemprop", "name");

  /** Attributes for scripts and tests, by which authors name elements too. */
  private static final Set<String> DATA_ATTRIBUTES =
      Set.of(
          "data-testid",
          "data-test",
          "data-test-id",
          "data-qa",
          "data-cy",
          "data-e2e",
          "data-role",
          "data-hook",
          "data-auto",
          "data-automation",
          "data-automation-id",
          "data-component",
          "data-element",
          "data-selector",
          "data-price-type",
          "data-type",
          "data-zone",
          "data-selenium",
          "data-tl-id",
          "data-label");

  private static final int LONGEST = 300;

  private ElementNames() {}

  /** Words with a space around each: {@code " product price "}; empty where it has no name. */
  static String of(Element element) {
    if (element.attributesSize() == 0) {
      return "";
    }
    StringBuilder names = new StringBuilder();
    for (Attribute attribute : element.attributes()) {
      String key = attribute.getKey();
      if (ATTRIBUTES.contains(key) || DATA_ATTRIBUTES.contains(key)) {
        append(attribute.getValue(), names);
      }
    }
    return names.isEmpty() ? "" : names.append(' ').toString();
  }

  /** The words of an element and of {@code levels} elements around it. */
  static String around(Element element, int levels) {
    StringBuilder names = new StringBuilder();
    @Nullable Element at = element.parent();
    for (int i = 0; i < levels && at != null && !isRoot(at); i++) {
      names.append(of(at));
      at = at.parent();
    }
    return names.toString();
  }

  /** Whether one of {@code words} is among the names. */
  static boolean hasWord(String names, Set<String> words) {
    int at = 0;
    while (at < names.length()) {
      int end = names.indexOf(' ', at);
      end = end < 0 ? names.length() : end;
      if (end > at && words.contains(names.substring(at, end))) {
        return true;
      }
      at = end + 1;
    }
    return false;
  }

  /** Whether one of {@code parts} stands anywhere in the names. */
  static boolean contains(String names, List<String> parts) {
    for (String part : parts) {
      if (names.contains(part)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isRoot(Element element) {
    return element.normalName().equals("body") || element.normalName().equals("html");
  }

  private static void append(String value, StringBuilder names) {
    boolean word = false;
    boolean lower = false;
    for (int i = 0; i < Math.min(value.length(), LONGEST); i++) {
      char c = value.charAt(i);
      if (!Character.isLetterOrDigit(c)) {
        word = false;
        continue;
      }
      if (!word || (lower && Character.isUpperCase(c))) {
        names.append(' ');
      }
      word = true;
      lower = Character.isLowerCase(c);
      names.append(Character.toLowerCase(c));
    }
  }

  static String lower(String text) {
    return text.toLowerCase(Locale.ROOT).replace('\u2019', '\'');
  }
}
