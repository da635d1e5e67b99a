package com.skatestock.local.shop;

import com.skatestock.local.shop.ShopProduct.Option;
import com.skatestock.local.shop.ShopProduct.ShopVariant;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/**
 * A list of products as the Store API writes it: a product with several variants is a variable one,
 * which names its variations and does not say what each costs; a variation does not say its
 * attributes.
 */
final class WooJson {
  private static final String FOLDER = "https://shop.example/store/product/";

  private final SimulatedShop shop;
  private final JsonText json;

  WooJson(SimulatedShop shop, int expectedBytes) {
    this.shop = shop;
    this.json = new JsonText(expectedBytes).array();
  }

  String end() {
    return json.endArray().toString();
  }

  void product(ShopProduct product) {
    List<ShopVariant> variants = product.variants();
    boolean variable = variants.size() > 1;
    ShopVariant first = variants.getFirst();
    head(
        product.id(),
        product,
        0,
        variable ? "variable" : "simple",
        "",
        variable ? "" : first.sku());
    prices(first);
    json.name("images").array();
    product
        .pictures()
        .forEach(p -> json.object().field("id", p.id()).field("src", p.src()).endObject());
    json.endArray();
    named("categories", List.of(product.productType()));
    named("tags", product.tags());
    named("brands", List.of(product.vendor()));
    attributes(product);
    json.name("variations").array();
    if (variable) {
      variants.forEach(variant -> named(product, variant));
    }
    json.endArray();
    stock(product.available(), variable ? 0 : first.quantity());
    json.endObject();
  }

  /** The variation with this id, if the product has it. */
  void variation(ShopProduct product, long id) {
    for (ShopVariant variant : product.variants()) {
      if (variant.id() == id) {
        head(id, product, product.id(), "variation", variant.title(), variant.sku());
        prices(variant);
        json.name("attributes").array().endArray();
        stock(variant.available(), variant.quantity());
        json.endObject();
      }
    }
  }

  private void head(
      long id, ShopProduct product, long parent, String type, String variation, String sku) {
    json.object()
        .field("id", id)
        .field("name", ProductText.escaped(product.title()))
        .field("slug", product.handle())
        .field("parent", parent)
        .field("type", type)
        .field("variation", variation)
        .field("permalink", FOLDER + product.handle() + "/")
        .field("sku", sku)
        .field("description", product.bodyHtml());
  }

  private void prices(ShopVariant variant) {
    String price = minor(variant.price());
    String regular = variant.compareAt().map(WooJson::minor).orElse(price);
    json.field("on_sale", variant.compareAt().isPresent())
        .name("prices")
        .object()
        .field("price", price)
        .field("regular_price", regular)
        .field("sale_price", price)
        .field("price_range", (String) null)
        .field("currency_code", shop.currency().getCurrencyCode())
        .field("currency_minor_unit", 2)
        .endObject();
  }

  private void attributes(ShopProduct product) {
    json.name("attributes").array();
    for (Option option : product.options()) {
      json.object()
          .field("name", option.name())
          .field("taxonomy", "pa_" + slug(option.name()))
          .field("has_variations", product.variants().size() > 1)
          .name("terms")
          .array();
      for (String value : option.values()) {
        json.object().field("name", value).field("slug", slug(value)).endObject();
      }
      json.endArray().endObject();
    }
    json.endArray();
  }

  private void named(ShopProduct product, ShopVariant variant) {
    json.object().field("id", variant.id()).name("attributes").array();
    for (int i = 0; i < variant.options().size(); i++) {
      json.object()
          .field("name", product.options().get(i).name())
          .field("value", slug(variant.options().get(i)))
          .endObject();
    }
    json.endArray().endObject();
  }

  private void stock(boolean available, int quantity) {
    json.field("is_purchasable", true)
        .field("is_in_stock", available)
        .field("is_on_backorder", false);
    if (quantity > 0 && quantity <= 2) {
      json.field("low_stock_remaining", quantity);
    } else {
      json.field("low_stock_remaining", (String) null);
    }
  }

  private void named(String list, List<String> names) {
    json.name(list).array();
    for (String name : names) {
      json.object().field("name", ProductText.escaped(name)).field("slug", slug(name)).endObject();
    }
    json.endArray();
  }

  private static String minor(BigDecimal price) {
    return price.movePointRight(2).toBigIntegerExact().toString();
  }

  private static String slug(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
  }
}
