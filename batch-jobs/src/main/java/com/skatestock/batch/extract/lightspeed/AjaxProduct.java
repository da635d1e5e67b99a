package com.skatestock.batch.extract.lightspeed;

import com.skatestock.batch.extract.ExtractedPage.Reason;
import com.skatestock.batch.extract.ExtractedPage.Refused;
import com.skatestock.batch.extract.JsonPart;
import com.skatestock.batch.extract.ProductAddress;
import com.skatestock.batch.extract.RawPrice;
import com.skatestock.batch.extract.RawPrice.Notation;
import com.skatestock.batch.extract.RawProduct;
import com.skatestock.batch.extract.RawVariant;
import com.skatestock.contracts.Availability;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One product as Lightspeed's JSON has it.
 *
 * @param page where it stands
 */
record AjaxProduct(JsonPart json, URI page, int position) {
  /** Between "Size: 8.25" and "Color: Blue"; the values may have commas. */
  private static final Pattern BETWEEN = Pattern.compile(",\\s*(?=[^,:]{1,60}:)");

  /** What the platform calls the only variant of a product without options; not the shop's word. */
  private static final String PLACEHOLDER = "Default";

  sealed interface Outcome {}

  record Read(RawProduct product) implements Outcome {}

  record NotRead(Refused refused) implements Outcome {}

  Outcome read() {
    @Nullable String id = json.text("id");
    @Nullable String title = json.text("title");
    if (id == null) {
      return refuse(null, "external_id", title == null ? "" : title, Reason.IDENTITY_MISSING);
    }
    if (title == null) {
      return refuse(id, "title", id, Reason.TITLE_MISSING);
    }
    List<RawVariant> variants = new ArrayList<>();
    for (Map.Entry<String, JsonPart> named : variants().entrySet()) {
      variants.add(variant(named.getKey(), named.getValue(), true));
    }
    if (variants.isEmpty()) {
      @Nullable String only = json.text("vid");
      variants.add(variant(only == null ? id : only, json, false));
    }
    @Nullable String url = json.text("url");
    @Nullable String image = json.text("image");
    return new Read(
        new RawProduct(
            id,
            json.text("code"),
            title,
            json.part("brand").isObject() ? json.part("brand").text("title") : json.text("brand"),
            category(),
            url == null ? null : ProductAddress.absolute(page.resolve("/"), url),
            image == null ? null : ProductAddress.absolute(page.resolve("/"), image),
            List.of(),
            variants,
            position));
  }

  /** By their ids: an object, or a list whose elements have them. */
  private Map<String, JsonPart> variants() {
    Map<String, JsonPart> byId = new LinkedHashMap<>();
    JsonPart variants = json.part("variants");
    variants
        .node()
        .propertyStream()
        .forEach(entry -> byId.put(entry.getKey(), new JsonPart(entry.getValue())));
    if (variants.isList()) {
      for (JsonPart variant : variants.parts()) {
        @Nullable String id = variant.text("id");
        if (id != null) {
          byId.put(id, variant);
        }
      }
    }
    byId.values().removeIf(variant -> !variant.isObject());
    return byId;
  }

  private @Nullable String category() {
    return json.parts("categories").stream()
        .map(category -> category.text("title"))
        .filter(title -> title != null)
        .findFirst()
        .orElse(null);
  }

  /**
   * @param isListed false for a product that is its own only variant, and whose title is no
   *     variant's
   */
  private static RawVariant variant(String id, JsonPart variant, boolean isListed) {
    JsonPart price = variant.part("price");
    @Nullable String title = variant.text("title");
    boolean named = isListed && title != null && !title.equals(PLACEHOLDER);
    return new RawVariant(
        id,
        named ? title : null,
        variant.text("sku"),
        variant.text("ean"),
        named ? options(title) : Map.of(),
        amount(price, "price_money_without_currency", "price"),
        old(price),
        availability(variant),
        quantity(variant));
  }

  private static Map<String, String> options(@Nullable String title) {
    Map<String, String> options = new LinkedHashMap<>();
    for (String option : title == null ? new String[0] : BETWEEN.split(title, -1)) {
      int colon = option.indexOf(':');
      if (colon > 0 && !option.substring(colon + 1).isBlank()) {
        options.put(option.substring(0, colon).strip(), option.substring(colon + 1).strip());
      }
    }
    return Collections.unmodifiableMap(options);
  }

  /** The old price; one of nought is none. */
  private static @Nullable RawPrice old(JsonPart price) {
    @Nullable RawPrice old = amount(price, "price_old_money_without_currency", "price_old");
    return old == null || old.text().chars().noneMatch(c -> c >= '1' && c <= '9') ? null : old;
  }

  /** As the shop shows it, {@code 1.099,00}; else the bare number. */
  private static @Nullable RawPrice amount(JsonPart price, String shown, String bare) {
    @Nullable String text = price.text(shown);
    if (text != null) {
      return new RawPrice(text, Notation.DISPLAYED, null);
    }
    @Nullable String number = price.text(bare);
    return number == null ? null : new RawPrice(number, Notation.DECIMAL, null);
  }

  private static Availability availability(JsonPart variant) {
    JsonPart stock = variant.part("stock");
    boolean available = stock.truth("available").or(() -> variant.truth("available")).orElse(false);
    boolean told = stock.truth("available").or(() -> variant.truth("available")).isPresent();
    if (!told) {
      return Availability.UNKNOWN;
    }
    if (!available) {
      return Availability.OUT_OF_STOCK;
    }
    // For sale though none is there: on_stock tells the shelf, available the shop.
    return stock.truth("on_stock").orElse(true) ? Availability.IN_STOCK : Availability.BACK_ORDER;
  }

  private static @Nullable Integer quantity(JsonPart variant) {
    JsonPart stock = variant.part("stock");
    return stock.truth("track").orElse(true) ? stock.count("level") : null;
  }

  private NotRead refuse(@Nullable String externalId, String field, String raw, Reason reason) {
    return new NotRead(new Refused(externalId, field, raw, reason, position));
  }
}
