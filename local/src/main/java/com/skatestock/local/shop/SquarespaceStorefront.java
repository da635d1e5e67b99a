package com.skatestock.local.shop;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A site as Squarespace serves it, whose store page is {@code /store}: with {@code
 * ?format=json-pretty} a page of items that names the next one by an offset in time.
 */
final class SquarespaceStorefront implements Storefront {
  private static final String STORE = "/store";
  private static final int ITEMS = 20;
  private static final String ROBOTS = "User-agent: *\nDisallow: /config\nDisallow: /account\n";

  /** The offsets of consecutive pages: a day apart. */
  private static final long FIRST_OFFSET = Instant.parse("2020-01-01T00:00:00Z").toEpochMilli();

  private static final long OFFSET_STEP = Duration.ofDays(1).toMillis();

  private final SimulatedShop shop;
  private final Catalogue catalogue;
  private final Directory directory;
  private final HtmlTheme theme;

  SquarespaceStorefront(SimulatedShop shop, Catalogue catalogue) {
    this.shop = shop;
    this.catalogue = catalogue;
    this.directory = new Directory(catalogue);
    this.theme = new HtmlTheme(shop, SquarespaceJson.PRODUCTS);
  }

  @Override
  public Optional<Listing> listing(HttpRequest request, Instant moment) {
    return request.path().equals(STORE) && isJson(request)
        ? Optional.of(new Listing(directory.everything(), ITEMS, page(request.query())))
        : Optional.empty();
  }

  @Override
  public Answer page(Listing listing, Instant moment) {
    SquarespaceJson json = new SquarespaceJson(shop, 1_024 + 2_500 * listing.limit());
    if (!listing.places().isEmpty()) {
      json.items(listing.places().stream().map(place -> catalogue.product(place, moment)).toList());
    }
    if (listing.page() < listing.lastPage()) {
      json.next(STORE, FIRST_OFFSET + listing.page() * OFFSET_STEP, ITEMS);
    }
    return Answer.of(200, Answer.JSON, json.end());
  }

  @Override
  public Answer answer(HttpRequest request, Instant moment) {
    String path = request.path();
    if (path.equals("/robots.txt")) {
      return Answer.of(200, Answer.TEXT, shop.robots().orElse(ROBOTS));
    }
    Optional<ShopProduct> product =
        path.startsWith(SquarespaceJson.PRODUCTS)
            ? catalogue.product(path.substring(SquarespaceJson.PRODUCTS.length()), moment)
            : Optional.empty();
    return product
        .map(
            found ->
                isJson(request)
                    ? Answer.of(200, Answer.JSON, new SquarespaceJson(shop, 4_096).item(found))
                    : theme.product(found))
        .orElseGet(() -> Answer.notFound(Answer.HTML));
  }

  @Override
  public Stream<Listing> wholeShop() {
    return Storefront.pages(directory.everything(), ITEMS);
  }

  private static boolean isJson(HttpRequest request) {
    return request.query().getOrDefault("format", "").startsWith("json");
  }

  /** The page that begins at the offset; an offset that no page named is the first page's. */
  private static int page(Map<String, String> query) {
    String offset = query.getOrDefault("offset", "");
    long since = offset.matches("[0-9]{1,15}") ? Long.parseLong(offset) - FIRST_OFFSET : 0;
    return since <= 0 ? 1 : (int) Math.min(Shelf.MOST_PLACES, since / OFFSET_STEP + 1);
  }
}
