package com.skatestock.batch.job.scrape;

import com.skatestock.batch.extract.ExtractedPage;
import com.skatestock.batch.extract.Extractor;
import com.skatestock.batch.extract.PageState;
import com.skatestock.batch.extract.RawProduct;
import com.skatestock.batch.shop.Shop;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Which page comes next: through each of a shop's listings, page by page, until each ends. */
final class ListingWalk {

  /** A page's place: which listing, from 0, and which page of it, from 1. */
  record Place(int listing, int page) {}

  private final Shop shop;
  private final Extractor extractor;
  private final List<String> listings;
  private Place next;
  private int previousIds;
  private boolean sawEverything = true;

  /** At the beginning; a walk that was broken off goes on behind its last page by {@link #goOn}. */
  ListingWalk(Shop shop, Extractor extractor) {
    this.shop = shop;
    this.extractor = extractor;
    listings = shop.listings().isEmpty() ? List.of("") : shop.listings();
    next = new Place(0, 1);
  }

  private static Place after(Place place, boolean ended) {
    return ended ? new Place(place.listing() + 1, 1) : new Place(place.listing(), place.page() + 1);
  }

  /**
   * The place {@code steps} pages on, if the present listing goes on that long; empty after the
   * last listing.
   */
  Optional<Place> peek(int steps) {
    return next.listing() >= listings.size()
        ? Optional.empty()
        : Optional.of(new Place(next.listing(), next.page() + steps));
  }

  URI address(Place place) {
    return extractor.page(shop, listings.get(place.listing()), place.page());
  }

  /** Goes on behind a page, and says whether its listing ends with it. */
  boolean goOn(Place place, ExtractedPage page) {
    boolean understood =
        page.state() == PageState.LISTING
            || page.state() == PageState.EMPTY
            || (page.state() == PageState.NOT_FOUND && place.page() > 1);
    if (!understood) {
      sawEverything = false;
    }
    int ids = page.products().stream().map(RawProduct::externalId).toList().hashCode();
    // A shop that answers every page number with its last page would never end.
    boolean again = place.page() > 1 && page.state() == PageState.LISTING && ids == previousIds;
    previousIds = ids;
    boolean ends = page.last() || page.state() != PageState.LISTING || again;
    next = after(place, ends);
    return ends;
  }

  /** Leaves the present listing: it cannot be read any further. */
  void giveUp(Place place) {
    sawEverything = false;
    next = after(place, true);
  }

  boolean sawEverything() {
    return sawEverything;
  }
}
