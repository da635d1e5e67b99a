package com.skatestock.local.shop;

import com.skatestock.local.shop.ShopProduct.ShopVariant;
import java.math.BigDecimal;
import java.util.List;

/** A store page, or one item, as Squarespace writes it with {@code ?format=json-pretty}. */
final class SquarespaceJson {
  static final String PRODUCTS = "/store/p/";

  private final SimulatedShop shop;
  private final JsonText json;

  SquarespaceJson(SimulatedShop shop, int expectedBytes) {
    this.shop = shop;
    this.json =
        new JsonText(expectedBytes)
            .object()
            .name("website")
            .object()
            .field("id", "5e98" + shop.id().hashCode())
            .field("siteTitle", shop.name())
            .endObject()
            .name("collection")
            .object()
            .field("id", "5e99" + shop.id().hashCode())
            .field("typeName", "products")
            .field("itemCount", shop.products())
            .endObject();
  }

  /** A store page without products has no list of them. */
  void items(List<ShopProduct> products) {
    json.name("items").array();
    products.forEach(this::about);
    json.endArray();
  }

  void next(String store, long offset, int items) {
    json.name("pagination")
        .object()
        .field("nextPage", true)
        .field("nextPageOffset", offset)
        .field("nextPageUrl", store + "?offset=" + offset)
        .field("pageSize", items)
        .endObject();
  }

  String end() {
    return json.endObject().toString();
  }

  String item(ShopProduct product) {
    json.name("item");
    about(product);
    return end();
  }

  /** Twenty-four hexadecimal digits, as the platform's ids have. */
  static String id(ShopProduct product) {
    return String.format("%024x", product.id());
  }

  private void about(ShopProduct product) {
    json.object()
        .field("id", id(product))
        .field("recordType", 11)
        .field("urlId", product.handle())
        .field("title", product.title())
        .field("body", product.bodyHtml())
        .field("fullUrl", PRODUCTS + product.handle())
        .field("assetUrl", product.pictures().getFirst().src());
    texts("tags", product.tags());
    texts("categories", List.of(product.productType()));
    json.name("structuredContent").object().field("_type", "Product").field("productType", 1);
    json.name("variants").array();
    product.variants().forEach(variant -> variant(product, variant));
    json.endArray().endObject().endObject();
  }

  private void variant(ShopProduct product, ShopVariant variant) {
    BigDecimal usual = variant.compareAt().orElse(variant.price());
    boolean onSale = usual.compareTo(variant.price()) > 0;
    json.object()
        .field("id", Long.toString(variant.id()))
        .field("sku", variant.sku())
        .name("optionValues")
        .array();
    for (int i = 0; i < variant.options().size(); i++) {
      json.object()
          .field("optionName", product.options().get(i).name())
          .field("value", variant.options().get(i))
          .endObject();
    }
    json.endArray();
    money("priceMoney", onSale ? usual : variant.price());
    money("salePriceMoney", onSale ? variant.price() : BigDecimal.ZERO.setScale(2));
    json.field("onSale", onSale)
        .field("unlimited", false)
        .field("qtyInStock", variant.quantity())
        .endObject();
  }

  private void money(String name, BigDecimal amount) {
    json.name(name)
        .object()
        .field("currency", shop.currency().getCurrencyCode())
        .field("value", amount.toPlainString())
        .endObject();
  }

  private void texts(String list, List<String> texts) {
    json.name(list).array();
    texts.forEach(json::value);
    json.endArray();
  }
}
