package com.skatestock.local.shop;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A shop that has pages only: listings under {@code /shop/{category}?page=N} ({@code all} and
 * {@code sale} too), products under {@code /p/{handle}}.
 */
final class HtmlStorefront implements Storefront {
  private static final int TILES = 48;
  private static final String LISTING = "/shop/";
  private static final String PRODUCT = "/p/";
  private static final String ROBOTS = "User-agent: *\nDisallow: /cart\nDisallow: /account\n";

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
      return Answer.of(200, Answer.TEXT, shop.robots().orElse(ROBOTS));
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
}
