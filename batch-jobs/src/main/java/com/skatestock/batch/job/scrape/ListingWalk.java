package com.skatestock.batch.job.scrape;

import com.skatestock.batch.extract.ExtractedPage;
import com.skatestock.batch.extract.Extractor;
import com.skatestock.batch.extract.Onward;
import com.skatestock.batch.extract.PageState;
import com.skatestock.batch.extract.RawProduct;
import com.skatestock.batch.shop.Shop;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Through each of a shop's listings, page by page, until each ends. The details of a page, if it
 * has some, come right behind it and share its place.
 */
final class ListingWalk implements PageWalk {
  private final Shop shop;
  private final Extractor extractor;
  private final List<String> listings;
  private final Deque<URI> details = new ArrayDeque<>();
  private Place next = new Place(0, 1);
  private @Nullable URI nextUri;
  private boolean listingEnds;
  private boolean detailsAreProducts;
  private int previousIds;
  private boolean sawEverything = true;

  ListingWalk(Shop shop, Extractor extractor) {
    this.shop = shop;
    this.extractor = extractor;
    listings = shop.listings().isEmpty() ? List.of("") : shop.listings();
  }

  @Override
  public Optional<Step> peek(int ahead) {
    if (!details.isEmpty()) {
      return details.stream().skip(ahead).findFirst().map(uri -> new Step(next, uri));
    }
    if (next.listing() >= listings.size() || (ahead > 0 && !extractor.canReadAhead(shop))) {
      return Optional.empty();
    }
    Place place = new Place(next.listing(), next.page() + ahead);
    URI uri = nextUri;
    return Optional.of(
        new Step(
            place,
            uri == null ? extractor.page(shop, listings.get(place.listing()), place.page()) : uri));
  }

  @Override
  public int moveTo(Place place, URI uri) {
    int leftOut = 0;
    boolean isDetail = place.equals(next) && details.contains(uri);
    while (!details.isEmpty() && !(isDetail && uri.equals(details.getFirst()))) {
      details.removeFirst();
      leftOut++;
      leaveDetails(next);
    }
    if (!place.equals(next)) {
      next = place;
      nextUri = null;
      leftOut++;
    }
    return leftOut;
  }

  @Override
  public boolean goOn(Place place, ExtractedPage page) {
    if (!details.isEmpty()) {
      sawEverything &= page.state() == PageState.LISTING || page.state() == PageState.NOT_FOUND;
      details.removeFirst();
      return leaveDetails(place);
    }
    boolean understood =
        page.state() == PageState.LISTING
            || page.state() == PageState.EMPTY
            || (page.state() == PageState.NOT_FOUND && place.page() > 1);
    if (!understood) {
      sawEverything = false;
    }
    int ids = ids(page);
    // A shop that answers every page number with its last page would never end.
    boolean again = place.page() > 1 && page.state() == PageState.LISTING && ids == previousIds;
    previousIds = ids;
    listingEnds = page.last() || page.state() != PageState.LISTING || again;
    nextUri = page.onward() instanceof Onward.Next(URI uri) && !listingEnds ? uri : null;
    if (!again && page.onward() instanceof Onward.Details of) {
      details.addAll(of.pages());
      detailsAreProducts = of.unfinished().isEmpty();
    }
    next = place;
    return leaveDetails(place);
  }

  /** What the page shows, itself or in its details. */
  private static int ids(ExtractedPage page) {
    List<String> products = page.products().stream().map(RawProduct::externalId).toList();
    return page.onward() instanceof Onward.Details details
        ? Objects.hash(products, details.pages())
        : products.hashCode();
  }

  private boolean leaveDetails(Place place) {
    if (!details.isEmpty()) {
      return false;
    }
    next =
        listingEnds
            ? new Place(place.listing() + 1, 1)
            : new Place(place.listing(), place.page() + 1);
    return listingEnds;
  }

  @Override
  public boolean giveUp(Place place, boolean gone) {
    boolean missing = !(gone && canDoWithout(place));
    sawEverything &= !missing;
    if (details.isEmpty()) {
      // Without the page nobody knows how its listing goes on.
      listingEnds = true;
      nextUri = null;
    } else {
      details.removeFirst();
    }
    leaveDetails(place);
    return missing;
  }

  @Override
  public boolean canDoWithout(Place place) {
    return !details.isEmpty() && detailsAreProducts;
  }

  @Override
  public boolean sawEverything() {
    return sawEverything;
  }
}
