package com.skatestock.batch.extract.squarespace;

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
import org.jspecify.annotations.Nullable;

/**
 * One item of a store page.
 *
 * @param page where it stands
 */
record StoreItem(JsonPart json, URI page, int position) {

  sealed interface Outcome {}

  record Read(RawProduct product) implements Outcome {}

  record NotRead(Refused refused) implements Outcome {}

  Outcome read() {
    @Nullable String id = json.text("id");
    @Nullable String title = json.text("title");
    if (id == null) {
      return refuse(
          null, "external_id", title == null ? json.raw() : title, Reason.IDENTITY_MISSING);
    }
    if (title == null) {
      return refuse(id, "title", id, Reason.TITLE_MISSING);
    }
    JsonPart content = json.part("structuredContent");
    List<JsonPart> told = content.parts("variants");
    List<RawVariant> variants = new ArrayList<>(told.size());
    for (JsonPart variant : told) {
      @Nullable String variantId = variant.text("id");
      if (variantId == null && told.size() > 1) {
        return refuse(id, "variants.variant_id", title, Reason.IDENTITY_MISSING);
      }
      variants.add(variant(variantId == null ? id : variantId, variant));
    }
    if (variants.isEmpty()) {
      // A service or a download: a price and no stock.
      variants.add(variant(id, content));
    }
    List<String> categories = texts("categories");
    List<String> tags = new ArrayList<>(texts("tags"));
    tags.addAll(0, categories.subList(Math.min(1, categories.size()), categories.size()));
    @Nullable String url = json.text("fullUrl");
    return new Read(
        new RawProduct(
            id,
            null,
            title,
            null,
            categories.isEmpty() ? null : categories.getFirst(),
            url == null ? null : ProductAddress.absolute(page.resolve("/"), url),
            json.text("assetUrl"),
            tags,
            variants,
            position));
  }

  private List<String> texts(String list) {
    List<String> texts = new ArrayList<>();
    for (JsonPart part : json.parts(list)) {
      @Nullable String text = part.text();
      if (text != null) {
        texts.add(text);
      }
    }
    return texts;
  }

  private static RawVariant variant(String id, JsonPart variant) {
    boolean onSale = variant.truth("onSale").orElse(false);
    @Nullable RawPrice usual = money(variant, "priceMoney");
    @Nullable RawPrice sale = onSale ? money(variant, "salePriceMoney") : null;
    return new RawVariant(
        id,
        null,
        variant.text("sku"),
        null,
        options(variant),
        sale == null ? usual : sale,
        sale == null ? null : usual,
        availability(variant),
        variant.truth("unlimited").orElse(false) ? null : variant.count("qtyInStock"));
  }

  /** {@code {"currency":"USD","value":"64.00"}}. */
  private static @Nullable RawPrice money(JsonPart variant, String name) {
    JsonPart money = variant.part(name);
    @Nullable String value = money.text("value");
    return value == null ? null : new RawPrice(value, Notation.DECIMAL, money.text("currency"));
  }

  /** In the shop's order where it is told ({@code optionValues}), else as the attributes stand. */
  private static Map<String, String> options(JsonPart variant) {
    Map<String, String> options = new LinkedHashMap<>();
    for (JsonPart option : variant.parts("optionValues")) {
      put(options, option.text("optionName"), option.text("value"));
    }
    if (options.isEmpty() && variant.part("attributes").isObject()) {
      variant
          .part("attributes")
          .node()
          .propertyStream()
          .forEach(
              attribute ->
                  put(options, attribute.getKey(), new JsonPart(attribute.getValue()).text()));
    }
    return Collections.unmodifiableMap(options);
  }

  private static void put(
      Map<String, String> options, @Nullable String name, @Nullable String value) {
    if (name != null && value != null) {
      options.put(name, value);
    }
  }

  private static Availability availability(JsonPart variant) {
    if (variant.truth("unlimited").orElse(false)) {
      return Availability.IN_STOCK;
    }
    @Nullable Integer pieces = variant.count("qtyInStock");
    if (pieces == null) {
      return Availability.UNKNOWN;
    }
    return pieces > 0 ? Availability.IN_STOCK : Availability.OUT_OF_STOCK;
  }

  private NotRead refuse(@Nullable String externalId, String field, String raw, Reason reason) {
    return new NotRead(new Refused(externalId, field, raw, reason, position));
  }
}
