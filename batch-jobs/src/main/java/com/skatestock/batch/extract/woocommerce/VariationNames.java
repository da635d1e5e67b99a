package com.skatestock.batch.extract.woocommerce;

import com.skatestock.batch.extract.JsonPart;
import com.skatestock.batch.extract.RawVariant;
import com.skatestock.contracts.Availability;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which variations a product has, and what their options are called. A variation's value is the
 * slug of a term where the shop has made a list of them ({@code 8-25}): the product's attributes
 * tell the term's name ({@code 8.25"}).
 */
record VariationNames(JsonPart product) {
  /** Between "Size: 8.25" and "Color: Blue, Red". */
  private static final Pattern BETWEEN = Pattern.compile(",\\s+(?=[^,:]{1,60}:\\s)");

  /** One variant for each variation, with its id and options only. */
  List<RawVariant> variants() {
    Map<String, Map<String, String>> terms = terms();
    List<RawVariant> variants = new ArrayList<>();
    for (JsonPart variation : product.parts("variations")) {
      // Older versions tell the ids only.
      @Nullable String id = variation.isObject() ? variation.text("id") : variation.text();
      if (id != null && id.matches("\\d+")) {
        variants.add(named(id, options(variation, terms)));
      }
    }
    return variants;
  }

  /** The options of {@code Size: 8.25, Color: Blue}, as a variation tells them of itself. */
  static Map<String, String> ofText(@Nullable String text) {
    if (text == null) {
      return Map.of();
    }
    Map<String, String> options = new LinkedHashMap<>();
    for (String option : BETWEEN.split(text, -1)) {
      int colon = option.indexOf(':');
      if (colon > 0 && !option.substring(colon + 1).isBlank()) {
        options.put(option.substring(0, colon).strip(), option.substring(colon + 1).strip());
      }
    }
    return Collections.unmodifiableMap(options);
  }

  /** By an attribute's name the names of its terms by slug. */
  private Map<String, Map<String, String>> terms() {
    Map<String, Map<String, String>> terms = new HashMap<>();
    for (JsonPart attribute : product.parts("attributes")) {
      @Nullable String name = attribute.text("name");
      if (name != null) {
        Map<String, String> bySlug = terms.computeIfAbsent(name, key -> new HashMap<>());
        for (JsonPart term : attribute.parts("terms")) {
          @Nullable String slug = term.text("slug");
          @Nullable String shown = term.text("name");
          if (slug != null && shown != null) {
            bySlug.put(slug, shown);
          }
        }
      }
    }
    return terms;
  }

  /** An option without a value means any of them, and says nothing. */
  private static Map<String, String> options(
      JsonPart variation, Map<String, Map<String, String>> terms) {
    Map<String, String> options = new LinkedHashMap<>();
    for (JsonPart attribute : variation.parts("attributes")) {
      @Nullable String name = attribute.text("name");
      @Nullable String value = attribute.text("value");
      if (name != null && value != null) {
        options.put(name, terms.getOrDefault(name, Map.of()).getOrDefault(value, value));
      }
    }
    return Collections.unmodifiableMap(options);
  }

  private static RawVariant named(String id, Map<String, String> options) {
    return new RawVariant(id, null, null, null, options, null, null, Availability.UNKNOWN, null);
  }
}
