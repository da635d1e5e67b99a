package com.skatestock.batch.extract.shopify;

import com.skatestock.batch.extract.RawPrice;
import com.skatestock.batch.extract.RawPrice.Notation;
import com.skatestock.batch.extract.RawVariant;
import com.skatestock.contracts.Availability;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads one variant object, or the price and stock that a product states for itself. */
final class VariantReader {
  private final JsonParser json;
  private final RepeatedTexts texts;
  private final OptionSets optionSets;
  private final boolean ajax;

  private @Nullable String id;
  private @Nullable String title;
  private @Nullable String option1;
  private @Nullable String option2;
  private @Nullable String option3;
  private @Nullable String sku;
  private @Nullable String barcode;
  private @Nullable RawPrice price;
  private @Nullable RawPrice compareAtPrice;
  private @Nullable Boolean available;
  private @Nullable Integer quantity;
  private boolean tracked = true;
  private boolean soldWhenOut;

  VariantReader(JsonParser json, RepeatedTexts texts, OptionSets optionSets, boolean ajax) {
    this.json = json;
    this.texts = texts;
    this.optionSets = optionSets;
    this.ajax = ajax;
  }

  VariantReader read() {
    String name;
    while ((name = json.nextName()) != null) {
      json.nextToken();
      readMember(name);
    }
    return this;
  }

  void readMember(String name) {
    switch (name) {
      case "id" -> id = scalar();
      case "title" -> title = repeated();
      case "option1" -> option1 = repeated();
      case "option2" -> option2 = repeated();
      case "option3" -> option3 = repeated();
      case "sku" -> sku = scalar();
      case "barcode" -> barcode = scalar();
      case "price" -> price = amount();
      case "compare_at_price" -> compareAtPrice = amount();
      case "available" -> available = truth();
      case "inventory_quantity" -> quantity = count();
      case "inventory_management" -> tracked = scalar() != null;
      case "inventory_policy" -> soldWhenOut = "continue".equals(scalar());
      default -> json.skipChildren();
    }
  }

  @Nullable String id() {
    return id == null ? null : ProductPath.lastSegment(id);
  }

  RawVariant finish(String variantId, List<String> optionNames, boolean archived) {
    return new RawVariant(
        variantId,
        OptionSets.PLACEHOLDER.equals(title) ? null : title,
        sku,
        barcode,
        optionSets.of(optionNames, option1, option2, option3),
        price,
        compareAtPrice,
        archived ? Availability.DISCONTINUED : availability(),
        tracked && quantity != null ? Math.max(0, quantity) : null);
  }

  private Availability availability() {
    if (available != null) {
      return available ? Availability.IN_STOCK : Availability.OUT_OF_STOCK;
    }
    if (!tracked) {
      return Availability.IN_STOCK;
    }
    if (quantity == null) {
      return Availability.UNKNOWN;
    }
    if (quantity > 0) {
      return Availability.IN_STOCK;
    }
    return soldWhenOut ? Availability.BACK_ORDER : Availability.OUT_OF_STOCK;
  }

  /** A decimal, or a whole number in the smallest unit; null where nothing is said. */
  private @Nullable RawPrice amount() {
    Notation notation =
        ajax && json.currentToken() == JsonToken.VALUE_NUMBER_INT
            ? Notation.MINOR_UNITS
            : Notation.DECIMAL;
    @Nullable String text = repeated();
    return text == null ? null : new RawPrice(text, notation, null);
  }

  private @Nullable Boolean truth() {
    return switch (json.currentToken()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> {
        json.skipChildren();
        yield null;
      }
    };
  }

  private @Nullable Integer count() {
    @Nullable String text = scalar();
    if (text == null || text.length() > 10) {
      return null;
    }
    try {
      return Integer.valueOf(text);
    } catch (NumberFormatException notACount) {
      return null;
    }
  }

  /** The text of a scalar, null for null, blank text and anything that has parts. */
  private @Nullable String scalar() {
    return isScalar() ? orNull(json.getString()) : null;
  }

  /** The same of a text that other variants have too. */
  private @Nullable String repeated() {
    return isScalar() ? orNull(texts.of(json)) : null;
  }

  private static @Nullable String orNull(String text) {
    return text.isBlank() ? null : text;
  }

  /** Whether the value has a text; the parts of one that has none are skipped. */
  private boolean isScalar() {
    return switch (json.currentToken()) {
      case VALUE_NULL -> false;
      case START_OBJECT, START_ARRAY -> {
        json.skipChildren();
        yield false;
      }
      default -> true;
    };
  }
}
