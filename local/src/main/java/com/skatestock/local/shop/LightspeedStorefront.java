package com.skatestock.local.shop;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A shop as Lightspeed C-Series serves it: {@code /collection/page1.ajax} and {@code
 * /<category>/page1.ajax} list products without their variants, {@code /<product>.ajax} tells all
 * of one.
 */
final class LightspeedStorefront implements Storefront {
  private static final Pattern LISTING = Pattern.compile("/([a-z-]+)/page([1-9][0-9]{0,6})\\.ajax");
  private static final String PRODUCT = ".ajax";
  private static final int USUAL_LIMIT = 24;
  private static final int MOST_LIMIT = 100;
  private static final String ROBOTS = "User-agent: *\nDisallow: /account/\nDisallow: /checkout/\n";

  private final SimulatedShop shop;
  private final Catalogue catalogue;
  private final Directory directory;

  LightspeedStorefront(SimulatedShop shop, Catalogue catalogue) {
    this.shop = shop;
    this.catalogue = catalogue;
    this.directory = new Directory(catalogue);
  }

  @Override
  public Optional<Listing> listing(HttpRequest request, Instant moment) {
    Matcher address = LISTING.matcher(request.path());
    if (!address.matches()) {
      return Optional.empty();
    }
    String handle = address.group(1).equals("collection") ? "all" : address.group(1);
    int limit = request.number("limit", USUAL_LIMIT, MOST_LIMIT);
    return directory
        .named(handle, moment)
        .map(found -> new Listing(found, limit, Integer.parseInt(address.group(2))));
  }

  @Override
  public Answer page(Listing listing, Instant moment) {
    LightspeedJson json = new LightspeedJson(shop, 256 + 700 * listing.limit());
    json.begin(listing);
    for (int place : listing.places()) {
      json.listed(catalogue.product(place, moment));
    }
    return Answer.of(200, Answer.JSON, json.end());
  }

  @Override
  public Answer answer(HttpRequest request, Instant moment) {
    String path = request.path();
    if (path.equals("/robots.txt")) {
      return Answer.of(200, Answer.TEXT, shop.robots().orElse(ROBOTS));
    }
    return path.endsWith(PRODUCT)
        ? catalogue
            .product(path.substring(1, path.length() - PRODUCT.length()), moment)
            .map(
                product ->
                    Answer.of(200, Answer.JSON, new LightspeedJson(shop, 4_096).whole(product)))
            .orElseGet(() -> Answer.notFound(Answer.HTML))
        : Answer.notFound(Answer.HTML);
  }

  @Override
  public Stream<Listing> wholeShop() {
    return Storefront.pages(directory.everything(), MOST_LIMIT);
  }
}
