package com.skatestock.contracts;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Availability as schema.org writes it: {@code InStock}, {@code https://schema.org/InStock}.
 *
 * @see <a href="https://schema.org/ItemAvailability">ItemAvailability</a>
 */
public final class SchemaOrgAvailability {
  private static final List<String> PREFIXES =
      List.of(
          "https://schema.org/",
          "http://schema.org/",
          "https://www.schema.org/",
          "http://www.schema.org/",
          "schema.org/",
          "schema:");
  private static final Map<String, Availability> BY_LETTERS = new HashMap<>();

  static {
    for (Availability availability : Availability.values()) {
      if (availability != Availability.UNKNOWN) {
        BY_LETTERS.put(letters(availability.name()), availability);
      }
    }
  }

  private SchemaOrgAvailability() {}

  /**
   * Reads a name or address. Upper and lower case, spaces, dashes and underscores make no
   * difference ({@code in_stock}, {@code In stock}).
   *
   * @return UNKNOWN for null and for everything that is not a name of schema.org
   */
  public static Availability parse(@Nullable String text) {
    if (text == null) {
      return Availability.UNKNOWN;
    }
    String name = text.strip();
    for (String prefix : PREFIXES) {
      if (name.regionMatches(true, 0, prefix, 0, prefix.length())) {
        name = name.substring(prefix.length());
        break;
      }
    }
    return BY_LETTERS.getOrDefault(letters(name), Availability.UNKNOWN);
  }

  /** The name, such as {@code InStock}; null for UNKNOWN, for which schema.org has no name. */
  public static @Nullable String name(Availability availability) {
    return switch (availability) {
      case UNKNOWN -> null;
      case BACK_ORDER -> "BackOrder";
      case DISCONTINUED -> "Discontinued";
      case IN_STOCK -> "InStock";
      case IN_STORE_ONLY -> "InStoreOnly";
      case LIMITED_AVAILABILITY -> "LimitedAvailability";
      case MADE_TO_ORDER -> "MadeToOrder";
      case ONLINE_ONLY -> "OnlineOnly";
      case OUT_OF_STOCK -> "OutOfStock";
      case PRE_ORDER -> "PreOrder";
      case PRE_SALE -> "PreSale";
      case RESERVED -> "Reserved";
      case SOLD_OUT -> "SoldOut";
    };
  }

  private static String letters(String name) {
    StringBuilder letters = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c != ' ' && c != '_' && c != '-') {
        letters.append(c);
      }
    }
    return letters.toString().toLowerCase(Locale.ROOT);
  }
}
