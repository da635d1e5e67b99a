package com.skatestock.local.shop;

import static com.skatestock.local.shop.ProductText.escaped;

import com.skatestock.local.shop.ShopProduct.ShopVariant;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The look of a shop's pages: header, tiles with brand, name, prices and badge, and a pager. */
final class HtmlTheme {
  private final SimulatedShop shop;
  private final String products;

  /**
   * @param products the folder of product pages, such as {@code /p/}
   */
  HtmlTheme(SimulatedShop shop, String products) {
    this.shop = shop;
    this.products = products;
  }

  Answer home(List<ShopCollection> collections, String folder) {
    String links =
        collections.stream()
            .map(
                c ->
                    "<li><a href=\""
                        + folder
                        + c.handle()
                        + "\">"
                        + escaped(c.title())
                        + "</a></li>\n")
            .collect(Collectors.joining());
    return Answer.of(
        200, Answer.HTML, document(shop.name(), "<ul class=\"menu\">\n" + links + "</ul>\n"));
  }

  Answer listing(Storefront.Listing listing, List<ShopProduct> shown, String folder) {
    String title = listing.collection().title();
    if (shown.isEmpty()) {
      String nothing = "<p class=\"collection__empty\">No products found in this collection.</p>\n";
      return Answer.of(200, Answer.HTML, document(title, nothing));
    }
    StringBuilder tiles = new StringBuilder(600 * shown.size());
    tiles.append("<h1 class=\"collection__title\">").append(escaped(title)).append("</h1>\n");
    tiles
        .append("<p class=\"collection__count\">")
        .append(listing.collection().size())
        .append(" items. Free US shipping over $50!</p>\n");
    tiles.append("<ul class=\"product-grid\">\n");
    shown.forEach(product -> tile(product, tiles));
    tiles.append("</ul>\n");
    pager(listing, folder, tiles);
    String page = document(title, tiles.toString());
    if (!listing.collection().isSteady()) {
      return Answer.of(200, Answer.HTML, page);
    }
    Instant changed =
        shown.stream().map(ShopProduct::updatedAt).max(Comparator.naturalOrder()).orElseThrow();
    return Answer.page(Answer.HTML, page, changed);
  }

  Answer product(ShopProduct product) {
    StringBuilder page = new StringBuilder(2048);
    page.append("<article class=\"product\">\n<p class=\"product__brand\">")
        .append(escaped(product.brand()));
    page.append("</p>\n<h1 class=\"product__name\">")
        .append(escaped(product.title()))
        .append("</h1>\n");
    prices(product, page);
    page.append("<select name=\"id\">\n");
    for (ShopVariant variant : product.variants()) {
      page.append("<option value=\"")
          .append(variant.id())
          .append(variant.available() ? "\">" : "\" disabled>");
      page.append(escaped(variant.title()))
          .append(variant.available() ? "" : " - Sold out")
          .append("</option>\n");
    }
    page.append("</select>\n<div class=\"product__text\">")
        .append(product.bodyHtml())
        .append("</div>\n");
    page.append("<script type=\"application/ld+json\">")
        .append(linkedData(product))
        .append("</script>\n</article>\n");
    return Answer.page(
        Answer.HTML, document(product.title(), page.toString()), product.updatedAt());
  }

  private void tile(ShopProduct product, StringBuilder page) {
    String title = escaped(product.title());
    page.append("<li class=\"product-tile\" data-product-id=\"")
        .append(product.id())
        .append("\">\n");
    page.append("<a class=\"product-tile__link\" href=\"")
        .append(products)
        .append(product.handle())
        .append("\">\n");
    page.append("<img class=\"product-tile__image\" src=\"")
        .append(product.pictures().getFirst().src());
    page.append("\" alt=\"").append(title).append("\" loading=\"lazy\">\n");
    badge(product, page);
    page.append("<span class=\"product-tile__brand\">")
        .append(escaped(product.brand()))
        .append("</span>\n");
    page.append("<h3 class=\"product-tile__name\">").append(title).append("</h3>\n</a>\n");
    prices(product, page);
    page.append("</li>\n");
  }

  private static void badge(ShopProduct product, StringBuilder page) {
    ShopVariant first = product.variants().getFirst();
    if (!product.available()) {
      page.append("<span class=\"product-tile__badge\">Sold out</span>\n");
    } else if (isReduced(first)) {
      BigDecimal list = first.compareAt().orElseThrow();
      BigDecimal percent =
          list.subtract(first.price()).movePointRight(2).divide(list, 0, RoundingMode.HALF_UP);
      page.append("<span class=\"product-tile__badge\">").append(percent).append("% off</span>\n");
    }
  }

  private void prices(ShopProduct product, StringBuilder page) {
    ShopVariant cheapest =
        product.variants().stream().min(Comparator.comparing(ShopVariant::price)).orElseThrow();
    boolean range =
        product.variants().stream().anyMatch(v -> v.price().compareTo(cheapest.price()) > 0);
    page.append("<div class=\"price\">");
    if (isReduced(cheapest)) {
      page.append("<s class=\"price__list\">")
          .append(shown(cheapest.compareAt().orElseThrow()))
          .append("</s> ");
    }
    page.append("<span class=\"price__now\">")
        .append(range ? "from " : "")
        .append(shown(cheapest.price()));
    page.append("</span></div>\n");
  }

  private static void pager(Storefront.Listing listing, String folder, StringBuilder page) {
    String address = folder + listing.collection().handle() + "?page=";
    page.append("<nav class=\"pager\">");
    if (listing.page() > 1) {
      page.append("<a rel=\"prev\" href=\"")
          .append(address)
          .append(listing.page() - 1)
          .append("\">Previous</a> ");
    }
    page.append("<span>Page ")
        .append(listing.page())
        .append(" of ")
        .append(listing.lastPage())
        .append("</span>");
    if (listing.page() < listing.lastPage()) {
      page.append(" <a rel=\"next\" href=\"")
          .append(address)
          .append(listing.page() + 1)
          .append("\">Next</a>");
    }
    page.append("</nav>\n");
  }

  private String linkedData(ShopProduct product) {
    JsonText json = new JsonText(1024).object();
    json.field("@context", "https://schema.org").field("@type", "Product");
    json.field("name", product.title()).field("sku", product.variants().getFirst().sku());
    json.name("brand").object().field("@type", "Brand").field("name", product.brand()).endObject();
    json.name("offers").array();
    for (ShopVariant variant : product.variants()) {
      json.object().field("@type", "Offer").field("sku", variant.sku());
      json.field("price", variant.price().toPlainString());
      json.field("priceCurrency", shop.currency().getCurrencyCode());
      json.field(
          "availability", "https://schema.org/" + (variant.available() ? "InStock" : "OutOfStock"));
      json.endObject();
    }
    return json.endArray().endObject().toString();
  }

  /** As the country prints it: {@code $1,099.00}, but {@code 1.099,00 €}. */
  private String shown(BigDecimal price) {
    String amount = ProductText.amount(price, shop.currency());
    return shop.currency().getCurrencyCode().equals("EUR")
        ? amount + " €"
        : shop.currency().getSymbol(Locale.US) + amount;
  }

  private static boolean isReduced(ShopVariant variant) {
    return variant.compareAt().filter(list -> list.compareTo(variant.price()) > 0).isPresent();
  }

  private String document(String title, String main) {
    return "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>"
        + escaped(title)
        + " | "
        + escaped(shop.name())
        + "</title>\n</head>\n<body>\n<header><a href=\"/\">"
        + escaped(shop.name())
        + "</a></header>\n<main>\n"
        + main
        + "</main>\n<footer>&copy; "
        + escaped(shop.name())
        + "</footer>\n</body>\n</html>\n";
  }
}
