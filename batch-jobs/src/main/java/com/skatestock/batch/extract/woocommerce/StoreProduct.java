package com.skatestock.batch.extract.woocommerce;

import com.skatestock.batch.extract.ExtractedPage.Reason;
import com.skatestock.batch.extract.ExtractedPage.Refused;
import com.skatestock.batch.extract.JsonPart;
import com.skatestock.batch.extract.RawProduct;
import com.skatestock.batch.extract.RawVariant;
import com.skatestock.contracts.Availability;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One element of the Store API's products: a product, or a variation of one. */
record StoreProduct(JsonPart json, int position) {

  sealed interface Outcome {}

  /** A product that the element shows completely. */
  record Whole(RawProduct product) implements Outcome {}

  /** A product without its variations' prices, or a variation as a part of its product. */
  record Unfinished(RawProduct product) implements Outcome {}

  record NotRead(Refused refused) implements Outcome {}

  /** A group of products, each listed by itself. */
  record LeftOut() implements Outcome {}

  Outcome read() {
    if (!json.isObject()) {
      return refuse(null, "product", json.raw(), Reason.MALFORMED);
    }
    if ("grouped".equals(json.text("type"))) {
      return new LeftOut();
    }
    @Nullable String id = json.text("id");
    @Nullable String title = json.text("name");
    if (id == null) {
      return refuse(null, "external_id", title == null ? "" : title, Reason.IDENTITY_MISSING);
    }
    if (title == null) {
      return refuse(id, "title", id, Reason.TITLE_MISSING);
    }
    List<RawVariant> named = new VariationNames(json).variants();
    return named.isEmpty()
        ? new Whole(product(id, title, List.of(variant(id, Map.of()))))
        : new Unfinished(product(id, title, named));
  }

  Outcome readVariation() {
    if (!json.isObject()) {
      return refuse(null, "variant", json.raw(), Reason.MALFORMED);
    }
    @Nullable String id = json.text("id");
    @Nullable String parent = json.text("parent");
    if (id == null || parent == null || parent.equals("0")) {
      return refuse(null, "variant_id", json.raw(), Reason.IDENTITY_MISSING);
    }
    @Nullable String name = json.text("name");
    RawVariant variant = variant(id, VariationNames.ofText(json.text("variation")));
    return new Unfinished(product(parent, name == null ? "" : name, List.of(variant)));
  }

  private RawProduct product(String id, String title, List<RawVariant> variants) {
    List<String> categories = names("categories");
    List<String> tags = new ArrayList<>(names("tags"));
    tags.addAll(0, categories.subList(Math.min(1, categories.size()), categories.size()));
    List<JsonPart> images = json.parts("images");
    return new RawProduct(
        id,
        null,
        title,
        brand(),
        categories.isEmpty() ? null : categories.getFirst(),
        json.text("permalink"),
        images.isEmpty() ? null : images.getFirst().text("src"),
        tags,
        variants,
        position);
  }

  /** The shop's brands, or an attribute that is called so. */
  private @Nullable String brand() {
    List<String> brands = names("brands");
    if (!brands.isEmpty()) {
      return brands.getFirst();
    }
    for (JsonPart attribute : json.parts("attributes")) {
      @Nullable String name = attribute.text("name");
      @Nullable String taxonomy = attribute.text("taxonomy");
      if ((name != null && name.toLowerCase(Locale.ROOT).equals("brand"))
          || "pa_brand".equals(taxonomy)) {
        return attribute.parts("terms").stream()
            .map(term -> term.text("name"))
            .findFirst()
            .orElse(null);
      }
    }
    return null;
  }

  private List<String> names(String list) {
    List<String> names = new ArrayList<>();
    for (JsonPart named : json.parts(list)) {
      @Nullable String name = named.text("name");
      if (name != null && !name.equals("Uncategorized")) {
        names.add(name);
      }
    }
    return names;
  }

  private RawVariant variant(String id, Map<String, String> options) {
    StorePrices prices = new StorePrices(json.part("prices"), isPurchasable());
    return new RawVariant(
        id,
        null,
        json.text("sku"),
        gtin(),
        options,
        prices.price(),
        prices.compareAt(),
        availability(),
        quantity());
  }

  /** Told by shops that fill the field of WooCommerce 9.2 and show it. */
  private @Nullable String gtin() {
    return json.text("global_unique_id");
  }

  private boolean isPurchasable() {
    return json.truth("is_purchasable").orElse(true);
  }

  /**
   * Also what cannot be bought here is in stock if the shop says so: a product without a price has
   * no price, and one that is sold elsewhere ({@code external}) is sold.
   */
  private Availability availability() {
    if (json.truth("is_on_backorder").orElse(false)) {
      return Availability.BACK_ORDER;
    }
    return json.truth("is_in_stock")
        .map(inStock -> inStock ? Availability.IN_STOCK : Availability.OUT_OF_STOCK)
        .orElse(Availability.UNKNOWN);
  }

  /** Told when few are left; and always by shops that show "3 in stock". */
  private @Nullable Integer quantity() {
    @Nullable Integer few = json.count("low_stock_remaining");
    if (few != null) {
      return few;
    }
    JsonPart shown = json.part("stock_availability");
    @Nullable String text = shown.text("text");
    if (text == null || !"in-stock".equals(shown.text("class"))) {
      return null;
    }
    String[] numbers = text.replaceAll("\\D+", " ").strip().split(" ", -1);
    return numbers.length == 1 && numbers[0].matches("\\d{1,6}")
        ? Integer.valueOf(numbers[0])
        : null;
  }

  private NotRead refuse(@Nullable String externalId, String field, String raw, Reason reason) {
    return new NotRead(new Refused(externalId, field, raw, reason, position));
  }
}
