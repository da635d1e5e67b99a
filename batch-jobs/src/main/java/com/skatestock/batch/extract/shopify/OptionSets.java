package com.skatestock.batch.extract.shopify;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Variants' options by name, in the shop's order: one map for all variants of a document that say
 * the same. For one thread.
 */
final class OptionSets {
  /** What Shopify calls the only variant of a product without options; not the shop's word. */
  static final String PLACEHOLDER = "Default Title";

  private record Said(
      List<String> names,
      @Nullable String option1,
      @Nullable String option2,
      @Nullable String option3) {}

  private final Map<Said, Map<String, String>> known = new HashMap<>();

  /** The options that are said; the placeholder is none. */
  Map<String, String> of(
      List<String> names,
      @Nullable String option1,
      @Nullable String option2,
      @Nullable String option3) {
    return known.computeIfAbsent(new Said(names, option1, option2, option3), OptionSets::named);
  }

  private static Map<String, String> named(Said said) {
    Map<String, String> options = new LinkedHashMap<>(4);
    if (said.option2 == null && said.option3 == null) {
      put(options, said.names, 0, PLACEHOLDER.equals(said.option1) ? null : said.option1);
    } else {
      put(options, said.names, 0, said.option1);
      put(options, said.names, 1, said.option2);
      put(options, said.names, 2, said.option3);
    }
    return Collections.unmodifiableMap(options);
  }

  private static void put(
      Map<String, String> options, List<String> names, int index, @Nullable String value) {
    if (value != null) {
      String name = index < names.size() ? names.get(index) : "";
      options.put(name.isBlank() ? "option" + (index + 1) : name, value);
    }
  }
}
