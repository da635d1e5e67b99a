package com.skatestock.local.shop;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What a visitor of the shop is answered; a pure function of request and moment. */
interface Storefront {
  /** One page of a collection, counted from 1. */
  record Listing(ShopCollection collection, int limit, int page) {
    Listing withPage(int other) {
      return new Listing(collection, limit, other);
    }

    int lastPage() {
      return Math.max(1, Math.ceilDiv(collection.size(), limit));
    }

    List<Integer> places() {
      return collection.page(page, limit);
    }

    String key() {
      return collection.handle() + "/" + limit + "/" + page;
    }
  }

  /** The page of a collection that the request asks for, if it asks for one that this shop has. */
  Optional<Listing> listing(HttpRequest request, Instant moment);

  /** That page; past the end the shop's way of saying that there is nothing. */
  Answer page(Listing listing, Instant moment);

  /** Everything else: a product, the robots file, a page that is not there. */
  Answer answer(HttpRequest request, Instant moment);

  /** The pages that a reader of the whole shop asks for, and the one after the last. */
  Stream<Listing> wholeShop();

  static Stream<Listing> pages(ShopCollection collection, int limit) {
    Listing first = new Listing(collection, limit, 1);
    return IntStream.rangeClosed(1, first.lastPage() + 1).mapToObj(first::withPage);
  }

  static Storefront of(SimulatedShop shop, Catalogue catalogue) {
    return switch (shop.kind()) {
      case SHOPIFY -> new ShopifyStorefront(shop, catalogue);
      case HTML -> new HtmlStorefront(shop, catalogue);
      case WOOCOMMERCE -> new WooStorefront(shop, catalogue);
      case LIGHTSPEED -> new LightspeedStorefront(shop, catalogue);
      case SQUARESPACE -> new SquarespaceStorefront(shop, catalogue);
    };
  }
}
