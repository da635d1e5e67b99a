package com.skatestock.local.shop;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A shop as WooCommerce's Store API serves it, of a site whose shop lies in the folder {@code
 * /store}: products at {@code wp-json/wc/store/v1/products}, and with {@code type=variation} the
 * variations that {@code include} names.
 */
final class WooStorefront implements Storefront {
  private static final String SHOP = "/store";
  private static final String PRODUCTS = SHOP + "/wp-json/wc/store/v1/products";
  private static final int USUAL_LIMIT = 10;
  private static final int MOST_LIMIT = 100;
  private static final String ROBOTS = "User-agent: *\nDisallow: /wp-admin/\n";

  private final SimulatedShop shop;
  private final Catalogue catalogue;
  private final ShopCollection everything;

  WooStorefront(SimulatedShop shop, Catalogue catalogue) {
    this.shop = shop;
    this.catalogue = catalogue;
    this.everything = new ShopCollection.Everything(catalogue.size());
  }

  @Override
  public Optional<Listing> listing(HttpRequest request, Instant moment) {
    boolean ofProducts = request.path().equals(PRODUCTS) && !request.query().containsKey("type");
    return ofProducts
        ? Optional.of(
            new Listing(
                everything, request.number("per_page", USUAL_LIMIT, MOST_LIMIT), request.page()))
        : Optional.empty();
  }

  @Override
  public Answer page(Listing listing, Instant moment) {
    WooJson json = json(4_096 + 2_500 * listing.limit());
    for (int place : listing.places()) {
      json.product(catalogue.product(place, moment));
    }
    return answer(json, everything.size(), listing.lastPage());
  }

  @Override
  public Answer answer(HttpRequest request, Instant moment) {
    return switch (request.path()) {
      case "/robots.txt" -> Answer.of(200, Answer.TEXT, shop.robots().orElse(ROBOTS));
      case PRODUCTS -> variations(request, moment);
      default ->
          request.path().startsWith(SHOP + "/wp-json/")
              ? Answer.of(
                  404,
                  Answer.JSON,
                  "{\"code\":\"rest_no_route\",\"message\":\"No route was found matching the URL"
                      + " and request method.\",\"data\":{\"status\":404}}")
              : Answer.notFound(Answer.HTML);
    };
  }

  @Override
  public Stream<Listing> wholeShop() {
    return Storefront.pages(everything, MOST_LIMIT);
  }

  private Answer variations(HttpRequest request, Instant moment) {
    Map<String, String> query = request.query();
    WooJson json = json(4_096 + 700 * MOST_LIMIT);
    List<Long> ids = new ArrayList<>();
    for (String id : query.getOrDefault("include", "").split(",", -1)) {
      if (id.matches("[0-9]{1,18}")) {
        ids.add(Long.parseLong(id));
      }
    }
    int limit = request.number("per_page", USUAL_LIMIT, MOST_LIMIT);
    ids.stream()
        .sorted()
        .skip((long) (request.page() - 1) * limit)
        .limit(limit)
        .forEach(
            id ->
                catalogue
                    .product(id / SimulatedShop.MOST_VARIANTS, moment)
                    .ifPresent(product -> json.variation(product, id)));
    return answer(json, ids.size(), Math.ceilDiv(ids.size(), limit));
  }

  private WooJson json(int expectedBytes) {
    return new WooJson(shop, expectedBytes);
  }

  private static Answer answer(WooJson json, int total, int pages) {
    return Answer.of(200, Answer.JSON, json.end())
        .with("X-WP-Total", Integer.toString(total))
        .with("X-WP-TotalPages", Integer.toString(pages));
  }
}
