package com.skatestock.local.shop;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A shop as Shopify serves it to the public. */
final class ShopifyStorefront implements Storefront {
  private static final int USUAL_LIMIT = 30;
  private static final int MOST_LIMIT = 250;
  private static final int PRODUCTS_PER_SITEMAP = 5_000;
  private static final String COLLECTION = "/collections/";
  private static final String PRODUCT = "/products/";
  private static final String SITEMAP = "/sitemap_products_";

  /**
   * As Shopify writes it; note that {@code /cart} shuts a polite reader out of {@code /cart.js}.
   */
  private static final String ROBOTS =
      """
      # we use Shopify as our ecommerce platform
      User-agent: *
      Disallow: /admin
      Disallow: /cart
      Disallow: /orders
      Disallow: /checkouts/
      Disallow: /checkout
      Disallow: /carts
      Disallow: /account
      Disallow: /collections/*sort_by*
      Disallow: /*/collections/*sort_by*
      Disallow: /collections/*+*
      Disallow: /search
      Disallow: /recommendations/products

      User-agent: AhrefsBot
      Crawl-delay: 10
      Disallow: /admin

      """;

  private final SimulatedShop shop;
  private final Catalogue catalogue;
  private final Directory directory;
  private final ShopifyJson products;
  private final HtmlTheme theme;

  ShopifyStorefront(SimulatedShop shop, Catalogue catalogue) {
    this.shop = shop;
    this.catalogue = catalogue;
    this.directory = new Directory(catalogue);
    this.products = new ShopifyJson(shop.zone(), shop.currency().getCurrencyCode());
    this.theme = new HtmlTheme(shop, PRODUCT);
  }

  @Override
  public Optional<Listing> listing(HttpRequest request, Instant moment) {
    String path = request.path();
    Optional<ShopCollection> collection = Optional.empty();
    if (path.equals("/products.json")) {
      collection = Optional.of(directory.everything());
    } else if (path.startsWith(COLLECTION) && path.endsWith("/products.json")) {
      String handle =
          path.substring(COLLECTION.length(), Math.max(COLLECTION.length(), path.lastIndexOf('/')));
      collection = directory.named(handle, moment);
    }
    int limit = request.number("limit", USUAL_LIMIT, MOST_LIMIT);
    if (!shop.unlimitedPaging() && (long) request.page() * limit > ShopCollection.MOST_PRODUCTS) {
      return Optional.empty();
    }
    return collection.map(found -> new Listing(found, limit, request.page()));
  }

  @Override
  public Answer page(Listing listing, Instant moment) {
    List<Integer> places = listing.places();
    JsonText json = new JsonText(64 + 3500 * places.size());
    json.object().name("products").array();
    Instant changed = Instant.MIN;
    for (int place : places) {
      ShopProduct product = catalogue.product(place, moment);
      products.listed(product, json);
      changed = product.updatedAt().isAfter(changed) ? product.updatedAt() : changed;
    }
    json.endArray().endObject();
    return new Answer(
        200,
        Answer.JSON,
        json.bytes(),
        places.isEmpty() || !listing.collection().isSteady()
            ? Optional.empty()
            : Optional.of(changed),
        Map.of());
  }

  @Override
  public Answer answer(HttpRequest request, Instant moment) {
    String path = request.path();
    return switch (path) {
      case "/" -> theme.home(directory.categories(), COLLECTION);
      case "/robots.txt" ->
          Answer.of(
              200,
              Answer.TEXT,
              shop.robots()
                  .orElseGet(() -> ROBOTS + "Sitemap: http://" + host(request) + "/sitemap.xml\n"));
      case "/cart.js", "/cart.json" -> cart();
      case "/collections.json" -> collections(request, moment);
      case "/sitemap.xml" -> sitemap(request, moment);
      default -> {
        if (path.startsWith(SITEMAP) && path.endsWith(".xml")) {
          yield sitemapOfProducts(request, moment);
        }
        if (path.startsWith(PRODUCT)) {
          yield product(path.substring(PRODUCT.length()), moment);
        }
        yield path.endsWith("/products.json")
            ? pastTheLimit(request, moment)
            : Answer.notFound(Answer.HTML);
      }
    };
  }

  @Override
  public Stream<Listing> wholeShop() {
    return catalogue.size() <= ShopCollection.MOST_PRODUCTS || shop.unlimitedPaging()
        ? Storefront.pages(directory.everything(), MOST_LIMIT)
        : directory.categories().stream().flatMap(c -> Storefront.pages(c, MOST_LIMIT));
  }

  private Answer product(String name, Instant moment) {
    String handle =
        name.endsWith(".json")
            ? name.substring(0, name.length() - 5)
            : name.endsWith(".js") ? name.substring(0, name.length() - 3) : name;
    Optional<ShopProduct> found = catalogue.product(handle, moment);
    if (found.isEmpty()) {
      return Answer.notFound(name.equals(handle) ? Answer.HTML : Answer.JSON);
    }
    ShopProduct product = found.get();
    if (name.endsWith(".json")) {
      return Answer.page(Answer.JSON, products.single(product), product.updatedAt());
    }
    // The script tells the pieces left, which change between two updates of the listing: no dates.
    return name.endsWith(".js")
        ? Answer.of(200, "application/javascript; charset=utf-8", products.script(product))
        : theme.product(product);
  }

  /**
   * {@code products.json} that is no listing: an unknown collection, or a page beyond 25,000
   * products.
   */
  private Answer pastTheLimit(HttpRequest request, Instant moment) {
    boolean known = listing(request.withPage(1), moment).isPresent();
    return known
        ? Answer.of(
            400,
            Answer.JSON,
            "{\"errors\":\"Pagination limit exceeded: page x limit must be at most 25000\"}")
        : Answer.notFound(Answer.JSON);
  }

  private Answer cart() {
    String token = "c" + Long.toUnsignedString(Dice.of(shop.seed()).with(shop.id()).state(), 36);
    return Answer.of(
        200,
        Answer.JSON,
        new JsonText(256)
            .object()
            .field("token", token)
            .field("note", "")
            .name("attributes")
            .object()
            .endObject()
            .field("original_total_price", 0)
            .field("total_price", 0)
            .field("total_discount", 0)
            .field("item_count", 0)
            .name("items")
            .array()
            .endArray()
            .field("requires_shipping", false)
            .field("currency", shop.currency().getCurrencyCode())
            .endObject()
            .toString());
  }

  private Answer collections(HttpRequest request, Instant moment) {
    int limit = request.number("limit", USUAL_LIMIT, MOST_LIMIT);
    List<ShopCollection> all = directory.at(moment);
    long skipped = (long) (request.page() - 1) * limit;
    JsonText json = new JsonText(1024).object().name("collections").array();
    String opened = products.time(SimulatedClock.EARLIEST);
    all.stream()
        .skip(skipped)
        .limit(limit)
        .forEach(
            collection ->
                json.object()
                    .field("id", 300_000_000_000L + Math.abs((long) collection.handle().hashCode()))
                    .field("title", collection.title())
                    .field("handle", collection.handle())
                    .field("description", "")
                    .field("published_at", opened)
                    .field("updated_at", opened)
                    .field("image", (String) null)
                    .field("products_count", collection.size())
                    .endObject());
    return Answer.of(200, Answer.JSON, json.endArray().endObject().toString());
  }

  private Answer sitemap(HttpRequest request, Instant moment) {
    StringBuilder xml = new StringBuilder(SitemapXml.INDEX);
    int files = Math.ceilDiv(catalogue.size(), PRODUCTS_PER_SITEMAP);
    for (int file = 1; file <= files; file++) {
      int from = (file - 1) * PRODUCTS_PER_SITEMAP;
      int to = Math.min(catalogue.size(), file * PRODUCTS_PER_SITEMAP) - 1;
      String range =
          "?from="
              + catalogue.product(from, moment).id()
              + "&amp;to="
              + catalogue.product(to, moment).id();
      SitemapXml.file("http://" + host(request) + SITEMAP + file + ".xml" + range, xml);
    }
    return Answer.of(200, SitemapXml.TYPE, xml.append(SitemapXml.END_INDEX).toString());
  }

  private Answer sitemapOfProducts(HttpRequest request, Instant moment) {
    String path = request.path();
    String number = path.substring(SITEMAP.length(), path.length() - 4);
    if (!number.matches("[1-9][0-9]{0,6}")) {
      return Answer.notFound(Answer.HTML);
    }
    int from = (Integer.parseInt(number) - 1) * PRODUCTS_PER_SITEMAP;
    if (from < 0 || from >= catalogue.size()) {
      return Answer.notFound(Answer.HTML);
    }
    int to = Math.min(catalogue.size(), from + PRODUCTS_PER_SITEMAP);
    StringBuilder xml = new StringBuilder(SitemapXml.URLS);
    IntStream.range(from, to)
        .mapToObj(place -> catalogue.product(place, moment))
        .forEach(
            product ->
                SitemapXml.page(
                    "http://" + host(request) + PRODUCT + product.handle(),
                    products.time(product.updatedAt()),
                    xml));
    return Answer.of(200, SitemapXml.TYPE, xml.append(SitemapXml.END_URLS).toString());
  }

  private static String host(HttpRequest request) {
    return request.header("host").orElse("localhost");
  }
}
