package com.skatestock.batch.extract.productpage.embedded;

import com.skatestock.batch.extract.RawPrice;
import com.skatestock.batch.extract.structured.AvailabilityWords;
import com.skatestock.batch.extract.structured.PageSubject;
import com.skatestock.contracts.Availability;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The page's own product in the state of its scripts: the object with a price whose name, address
 * or code is the page's.
 */
public final class EmbeddedProducts {
  private static final int MOST_OBJECTS = 20_000;
  private static final int DEEPEST = 40;
  private static final int ENOUGH = 4;

  private static final List<String> NAMES =
      List.of(
          "name",
          "title",
          "productname",
          "itemname",
          "displayname",
          "producttitle",
          "contentname",
          "producttitlename",
          "label");

  private static final List<String> SLUGS = List.of("handle", "slug", "urlkey", "url", "link");

  private static final List<String> CODES =
      List.of(
          "sku",
          "skucode",
          "productcode",
          "itemnumber",
          "articlenumber",
          "itemid",
          "productid",
          "code",
          "skuid");

  private static final List<String> TRADE_NUMBERS =
      List.of("gtin", "gtin13", "ean", "ean13", "upc", "barcode", "isbn", "isbn13");

  private final PageSubject subject;
  private int objects;
  private int bestScore = ENOUGH - 1;
  private @Nullable EmbeddedProduct best;

  private EmbeddedProducts(PageSubject subject) {
    this.subject = subject;
  }

  /** Empty if no script knows the page's product and a price of it. */
  public static Optional<EmbeddedProduct> of(Document document, PageSubject subject) {
    EmbeddedProducts products = new EmbeddedProducts(subject);
    for (JsonNode value : ScriptJson.of(document)) {
      products.walk(value, 0);
    }
    return Optional.ofNullable(products.best);
  }

  private void walk(JsonNode value, int depth) {
    if (depth > DEEPEST || objects >= MOST_OBJECTS) {
      return;
    }
    if (value.isObject()) {
      objects++;
      consider(value);
    }
    for (JsonNode inner : value.values()) {
      if (inner.isObject() || inner.isArray()) {
        walk(inner, depth + 1);
      }
    }
  }

  private void consider(JsonNode object) {
    @Nullable String name = first(object, NAMES);
    if (name == null || name.length() > 300) {
      return;
    }
    int score = 2 * subject.names(name) + (isAt(object) ? 5 : 0);
    if (score <= bestScore - 3) {
      return;
    }
    @Nullable RawPrice price = PriceFields.now(object);
    price = price == null ? PriceFields.before(object) : price;
    @Nullable String sku = code(object);
    @Nullable String currency =
        price == null || price.currency() == null ? PriceFields.currency(object) : price.currency();
    score += price == null ? -10 : 1;
    score += currency == null ? 0 : 1;
    score += sku == null ? 0 : 1;
    if (score > bestScore) {
      bestScore = score;
      @Nullable RawPrice before = PriceFields.before(object);
      best =
          new EmbeddedProduct(
              name, sku, gtin(object), price, before, currency, availability(object));
    }
  }

  private boolean isAt(JsonNode object) {
    @Nullable String slug = first(object, SLUGS);
    @Nullable String path = subject.path(subject.url());
    if (slug == null || path == null || slug.length() < 3) {
      return false;
    }
    return slug.contains("/") ? subject.isAt(slug) : path.endsWith("/" + slug);
  }

  private static @Nullable String first(JsonNode object, List<String> names) {
    for (String name : names) {
      @Nullable JsonNode value = PriceFields.named(object, name);
      String text = value == null ? "" : PriceFields.text(value);
      if (!text.isEmpty()) {
        return text;
      }
    }
    return null;
  }

  /** Of the object, else of the first of its variants. */
  private static @Nullable String code(JsonNode object) {
    @Nullable String code = first(object, CODES);
    @Nullable JsonNode variants = PriceFields.named(object, "variants");
    if (code == null && variants != null && variants.isArray() && !variants.isEmpty()) {
      code = first(variants.get(0), List.of("sku"));
    }
    return code;
  }

  private static @Nullable String gtin(JsonNode object) {
    for (String name : TRADE_NUMBERS) {
      @Nullable JsonNode value = PriceFields.named(object, name);
      String text = value == null ? "" : PriceFields.text(value);
      if (TradeNumber.isOne(text)) {
        return text;
      }
    }
    return null;
  }

  private static Availability availability(JsonNode object) {
    for (String name : List.of("availability", "stockstatus", "availabilitystatus", "stock")) {
      @Nullable JsonNode value = PriceFields.named(object, name);
      if (value != null && value.isObject()) {
        value = PriceFields.named(value, "status");
      }
      String text = value == null ? "" : PriceFields.text(value);
      Availability said = AvailabilityWords.read(text.replace('_', ' ').toLowerCase(Locale.ROOT));
      if (said != Availability.UNKNOWN) {
        return said;
      }
    }
    for (String name :
        List.of("instock", "isinstock", "available", "isavailable", "availableforsale")) {
      @Nullable JsonNode value = PriceFields.named(object, name);
      if (value != null && value.isBoolean()) {
        return value.asBoolean() ? Availability.IN_STOCK : Availability.OUT_OF_STOCK;
      }
    }
    for (String name : List.of("soldout", "issoldout", "outofstock", "isoutofstock")) {
      @Nullable JsonNode value = PriceFields.named(object, name);
      if (value != null && value.isBoolean()) {
        return value.asBoolean() ? Availability.OUT_OF_STOCK : Availability.IN_STOCK;
      }
    }
    return Availability.UNKNOWN;
  }
}
