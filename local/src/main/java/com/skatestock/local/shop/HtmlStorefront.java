package com.skatestock.local.shop;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A shop that has pages only: listings under {@code /shop/{category}?page=N} ({@code all} and
 * {@code sale} too), products under {@code /p/{handle}}. robots.txt names its sitemaps: an index of
 * a plain file with the categories and of packed ones with the products.
 */
final class HtmlStorefront implements Storefront {
  private static final int TILES = 48;
  private static final String LISTING = "/shop/";
  private static final String PRODUCT = "/p/";
  private static final String ROBOTS = "User-agent: *\nDisallow: /cart\nDisallow: /account\n";
  private static final String CATEGORIES = "/sitemap-categories.xml";
  private static final String PRODUCTS = "/sitemap-products-";
  private static final int PRODUCTS_PER_SITEMAP = 50;

  private final SimulatedShop shop;
  private final Catalogue catalogue;
  private final Directory directory;
  private final HtmlTheme theme;

  HtmlStorefront(SimulatedShop shop, Catalogue catalogue) {
    this.shop = shop;
    this.catalogue = catalogue;
    this.directory = new Directory(catalogue);
    this.theme = new HtmlTheme(shop, PRODUCT);
  }

  @Override
  public Optional<Listing> listing(HttpRequest request, Instant moment) {
    String path = request.path();
    return path.startsWith(LISTING)
        ? directory
            .named(path.substring(LISTING.length()), moment)
            .map(found -> new Listing(found, TILES, request.page()))
        : Optional.empty();
  }

  @Override
  public Answer page(Listing listing, Instant moment) {
    List<ShopProduct> products =
        listing.places().stream().map(place -> catalogue.product(place, moment)).toList();
    return theme.listing(listing, products, LISTING);
  }

  @Override
  public Answer answer(HttpRequest request, Instant moment) {
    String path = request.path();
    if (path.equals("/")) {
      return theme.home(directory.categories(), LISTING);
    }
    if (path.equals("/robots.txt")) {
      return Answer.of(
          200,
          Answer.TEXT,
          shop.robots().orElseGet(() -> ROBOTS + "Sitemap: " + root(request) + "/sitemap.xml\n"));
    }
    if (path.equals("/sitemap.xml") || path.equals(CATEGORIES)) {
      return sitemap(root(request), path.equals(CATEGORIES));
    }
    if (path.startsWith(PRODUCTS) && path.endsWith(".xml.gz")) {
      return products(root(request), path.substring(PRODUCTS.length(), path.length() - 7), moment);
    }
    return path.startsWith(PRODUCT)
        ? catalogue
            .product(path.substring(PRODUCT.length()), moment)
            .map(theme::product)
            .orElseGet(() -> Answer.notFound(Answer.HTML))
        : Answer.notFound(Answer.HTML);
  }

  @Override
  public Stream<Listing> wholeShop() {
    return Storefront.pages(directory.everything(), TILES);
  }

  private Answer sitemap(String root, boolean ofCategories) {
    StringBuilder xml = new StringBuilder(ofCategories ? SitemapXml.URLS : SitemapXml.INDEX);
    if (ofCategories) {
      for (ShopCollection category : directory.categories()) {
        SitemapXml.page(root + LISTING + category.handle(), "2026-01-01", xml);
      }
      return Answer.of(200, SitemapXml.TYPE, xml.append(SitemapXml.END_URLS).toString());
    }
    SitemapXml.file(root + CATEGORIES, xml);
    for (int file = 0; file * PRODUCTS_PER_SITEMAP < catalogue.size(); file++) {
      SitemapXml.file(root + PRODUCTS + file + ".xml.gz", xml);
    }
    return Answer.of(200, SitemapXml.TYPE, xml.append(SitemapXml.END_INDEX).toString());
  }

  private Answer products(String root, String number, Instant moment) {
    if (!number.matches("[0-9]{1,5}")) {
      return Answer.notFound(Answer.HTML);
    }
    StringBuilder xml = new StringBuilder(SitemapXml.URLS);
    int from = Integer.parseInt(number) * PRODUCTS_PER_SITEMAP;
    for (int place = from;
        place < Math.min(from + PRODUCTS_PER_SITEMAP, catalogue.size());
        place++) {
      ShopProduct product = catalogue.product(place, moment);
      SitemapXml.page(root + PRODUCT + product.handle(), product.updatedAt().toString(), xml);
    }
    return SitemapXml.packed(xml.append(SitemapXml.END_URLS));
  }

  private static String root(HttpRequest request) {
    return "http://" + request.header("host").orElse("localhost");
  }
}
