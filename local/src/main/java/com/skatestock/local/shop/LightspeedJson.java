package com.skatestock.local.shop;

import com.skatestock.local.shop.ShopProduct.ShopVariant;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Products as Lightspeed C-Series writes them: prices as numbers and as the country prints them,
 * variants by their ids, each titled by its options ({@code Size: 8.25, Color: Blue}).
 */
final class LightspeedJson {
  private static final String ONLY = "Default";

  private final SimulatedShop shop;
  private final JsonText json;

  LightspeedJson(SimulatedShop shop, int expectedBytes) {
    this.shop = shop;
    this.json = new JsonText(expectedBytes).object();
  }

  void begin(Storefront.Listing listing) {
    json.field("page", listing.page())
        .field("pages", listing.lastPage())
        .field("limit", listing.limit())
        .field("count", listing.collection().size())
        .name("products")
        .array();
  }

  /** A product in a listing: of its variants only the first one's price. */
  void listed(ShopProduct product) {
    json.object();
    about(product);
    json.endObject();
  }

  String end() {
    return json.endArray().endObject().toString();
  }

  /** The document that is one product, with all its variants. */
  String whole(ShopProduct product) {
    about(product);
    json.field("description", "").field("content", product.bodyHtml()).name("variants").object();
    for (ShopVariant variant : product.variants()) {
      json.name(Long.toString(variant.id()))
          .object()
          .field("id", variant.id())
          .field("title", title(product, variant))
          .field("code", variant.sku())
          .field("ean", variant.barcode())
          .field("sku", variant.sku())
          .field("weight", variant.grams());
      price(variant);
      stock(variant);
      json.endObject();
    }
    return json.endObject().endObject().toString();
  }

  private void about(ShopProduct product) {
    ShopVariant first = product.variants().getFirst();
    json.field("id", product.id())
        .field("vid", first.id())
        .field("image", product.pictures().getFirst().src())
        .name("brand")
        .object()
        .field("id", number(product.vendor()))
        .field("title", product.vendor())
        .endObject()
        .field("code", product.variants().size() == 1 ? first.sku() : "")
        .field("title", product.title())
        .field("fulltitle", product.vendor() + " " + product.title())
        .field("url", product.handle() + ".html")
        .field("available", product.available())
        .name("categories")
        .object()
        .name(Integer.toString(number(product.category().handle())))
        .object()
        .field("id", number(product.category().handle()))
        .field("title", product.productType())
        .endObject()
        .endObject();
    price(first);
  }

  private void price(ShopVariant variant) {
    Optional<BigDecimal> old = variant.compareAt();
    json.name("price")
        .object()
        .field("price", variant.price())
        .field("price_incl", variant.price())
        .field("price_old", old.orElse(BigDecimal.ZERO))
        .field("price_money_without_currency", amount(variant.price()))
        .field("price_old_money_without_currency", amount(old.orElse(BigDecimal.ZERO)))
        .endObject();
  }

  private String amount(BigDecimal price) {
    return ProductText.amount(price, shop.currency());
  }

  private void stock(ShopVariant variant) {
    json.name("stock")
        .object()
        .field("available", variant.available())
        .field("on_stock", variant.available())
        .field("track", true)
        .field("allow_outofstock_sale", false)
        .field("level", variant.quantity())
        .endObject();
  }

  /** An id for what has a name only. */
  private static int number(String name) {
    return Math.floorMod(name.hashCode(), 1_000_000);
  }

  private static String title(ShopProduct product, ShopVariant variant) {
    if (product.variants().size() == 1) {
      return ONLY;
    }
    List<String> options = new ArrayList<>();
    for (int i = 0; i < variant.options().size(); i++) {
      options.add(product.options().get(i).name() + ": " + variant.options().get(i));
    }
    return String.join(", ", options);
  }
}
