package com.skatestock.local.shop;

import com.skatestock.local.shop.ShopProduct.Option;
import com.skatestock.local.shop.ShopProduct.Picture;
import com.skatestock.local.shop.ShopProduct.ShopVariant;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Products in the three forms that Shopify gives them: in lists, as {@code .json} and as {@code
 * .js}.
 */
final class ShopifyJson {
  private final ZoneId zone;
  private final String currency;

  ShopifyJson(ZoneId zone, String currency) {
    this.zone = zone;
    this.currency = currency;
  }

  /** An element of {@code products.json}. */
  void listed(ShopProduct product, JsonText json) {
    String published = time(product.publishedAt());
    json.object()
        .field("id", product.id())
        .field("title", product.title())
        .field("handle", product.handle())
        .field("body_html", product.bodyHtml())
        .field("published_at", published)
        .field("created_at", published)
        .field("updated_at", time(product.updatedAt()))
        .field("vendor", product.vendor())
        .field("product_type", product.productType());
    texts("tags", product.tags(), json);
    json.name("variants").array();
    for (ShopVariant variant : product.variants()) {
      json.object().field("id", variant.id()).field("title", variant.title());
      chosen(variant, json);
      json.field("sku", variant.sku())
          .field("requires_shipping", product.category() != Category.GIFTCARDS)
          .field("taxable", product.category() != Category.GIFTCARDS)
          .field("featured_image", (String) null)
          .field("available", variant.available())
          .field("price", variant.price().toPlainString())
          .field("grams", variant.grams())
          .field("compare_at_price", text(variant.compareAt()))
          .field("position", variant.position())
          .field("product_id", product.id())
          .field("created_at", published)
          .field("updated_at", time(variant.updatedAt()))
          .endObject();
    }
    json.endArray();
    pictures(product, published, json);
    options(product, json);
    json.endObject();
  }

  /** {@code /products/{handle}.json}: no availability, tags as one text. */
  String single(ShopProduct product) {
    String published = time(product.publishedAt());
    JsonText json = new JsonText(4096);
    json.object()
        .name("product")
        .object()
        .field("id", product.id())
        .field("title", product.title())
        .field("body_html", product.bodyHtml())
        .field("vendor", product.vendor())
        .field("product_type", product.productType())
        .field("created_at", published)
        .field("handle", product.handle())
        .field("updated_at", time(product.updatedAt()))
        .field("published_at", published)
        .field("template_suffix", "")
        .field("published_scope", "global")
        .field("tags", String.join(", ", product.tags()));
    json.name("variants").array();
    for (ShopVariant variant : product.variants()) {
      json.object()
          .field("id", variant.id())
          .field("product_id", product.id())
          .field("title", variant.title())
          .field("price", variant.price().toPlainString())
          .field("position", variant.position())
          .field("compare_at_price", variant.compareAt().map(BigDecimal::toPlainString).orElse(""));
      chosen(variant, json);
      json.field("created_at", published)
          .field("updated_at", time(variant.updatedAt()))
          .field("taxable", product.category() != Category.GIFTCARDS)
          .field("barcode", variant.barcode())
          .field("grams", variant.grams())
          .field("requires_shipping", product.category() != Category.GIFTCARDS)
          .field("sku", variant.sku())
          .field("price_currency", currency)
          .field("compare_at_price_currency", variant.compareAt().isPresent() ? currency : "")
          .endObject();
    }
    json.endArray();
    options(product, json);
    pictures(product, published, json);
    return json.endObject().endObject().toString();
  }

  /** {@code /products/{handle}.js}: integer subunits, barcodes and pieces left. */
  String script(ShopProduct product) {
    JsonText json = new JsonText(4096);
    long least = product.variants().stream().mapToLong(v -> cents(v.price())).min().orElse(0);
    long most = product.variants().stream().mapToLong(v -> cents(v.price())).max().orElse(0);
    String published = time(product.publishedAt());
    json.object()
        .field("id", product.id())
        .field("title", product.title())
        .field("handle", product.handle())
        .field("description", product.bodyHtml())
        .field("published_at", published)
        .field("created_at", published)
        .field("vendor", product.vendor())
        .field("type", product.productType());
    texts("tags", product.tags(), json);
    json.field("price", least)
        .field("price_min", least)
        .field("price_max", most)
        .field("available", product.available())
        .field("price_varies", least != most);
    compareAt(product.variants().getFirst(), json);
    json.name("variants").array();
    for (ShopVariant variant : product.variants()) {
      json.object().field("id", variant.id()).field("title", variant.title());
      chosen(variant, json);
      json.field("sku", variant.sku())
          .field("requires_shipping", product.category() != Category.GIFTCARDS)
          .field("taxable", product.category() != Category.GIFTCARDS)
          .field("featured_image", (String) null)
          .field("available", variant.available())
          .field("name", product.title() + " - " + variant.title())
          .field("public_title", variant.title());
      texts("options", variant.options(), json);
      json.field("price", cents(variant.price())).field("weight", variant.grams());
      compareAt(variant, json);
      json.field("inventory_management", "shopify")
          .field("inventory_quantity", variant.quantity())
          .field("barcode", variant.barcode())
          .endObject();
    }
    json.endArray();
    texts("images", product.pictures().stream().map(Picture::src).toList(), json);
    json.field("featured_image", product.pictures().getFirst().src());
    options(product, json);
    return json.field("url", "/products/" + product.handle()).endObject().toString();
  }

  /** {@code 2026-03-02T10:00:00-05:00}; written by hand, as a page holds some thousand of them. */
  String time(Instant at) {
    ZoneOffset offset = zone.getRules().getOffset(at);
    String local = LocalDateTime.ofEpochSecond(at.getEpochSecond(), 0, offset).toString();
    return local
        + (local.length() == "2026-03-02T10:00".length() ? ":00" : "")
        + (offset.equals(ZoneOffset.UTC) ? "+00:00" : offset.getId());
  }

  private static void chosen(ShopVariant variant, JsonText json) {
    List<String> options = variant.options();
    json.field("option1", options.get(0))
        .field("option2", options.size() > 1 ? options.get(1) : null)
        .field("option3", (String) null);
  }

  private static void options(ShopProduct product, JsonText json) {
    json.name("options").array();
    int position = 1;
    for (Option option : product.options()) {
      json.object().field("name", option.name()).field("position", position++);
      texts("values", option.values(), json);
      json.endObject();
    }
    json.endArray();
  }

  private static void pictures(ShopProduct product, String published, JsonText json) {
    json.name("images").array();
    int position = 1;
    for (Picture picture : product.pictures()) {
      json.object()
          .field("id", picture.id())
          .field("created_at", published)
          .field("position", position++)
          .field("updated_at", published)
          .field("product_id", product.id())
          .name("variant_ids")
          .array()
          .endArray()
          .field("src", picture.src())
          .field("width", picture.width())
          .field("height", picture.height())
          .endObject();
    }
    json.endArray();
  }

  private static void texts(String name, List<String> values, JsonText json) {
    json.name(name).array();
    values.forEach(json::value);
    json.endArray();
  }

  private static void compareAt(ShopVariant variant, JsonText json) {
    if (variant.compareAt().isPresent()) {
      json.field("compare_at_price", cents(variant.compareAt().get()));
    } else {
      json.field("compare_at_price", (String) null);
    }
  }

  private static @Nullable String text(Optional<BigDecimal> price) {
    return price.map(BigDecimal::toPlainString).orElse(null);
  }

  private static long cents(BigDecimal price) {
    return price.movePointRight(2).longValueExact();
  }
}
