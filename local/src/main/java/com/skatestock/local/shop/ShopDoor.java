package com.skatestock.local.shop;

import com.skatestock.local.shop.BadManner.EmptyPage;
import com.skatestock.local.shop.BadManner.EndlessPagination;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** One shop's server: writes the visit down, waits, and answers well or badly. */
final class ShopDoor implements HttpListener.Door, AutoCloseable {
  private final SimulatedShop shop;
  private final InstantSource clock;
  private final Catalogue catalogue;
  private final Storefront storefront;
  private final Optional<PrerenderedPages> prerendered;
  private final Delivery delivery;
  private final Mischief mischief;
  private final Manners manners = new Manners();
  private final RequestLog log = new RequestLog();

  ShopDoor(SimulatedShop shop, InstantSource clock) throws IOException {
    this.shop = shop;
    this.clock = clock;
    this.catalogue = new Catalogue(shop);
    this.storefront = Storefront.of(shop, catalogue);
    this.delivery = new Delivery(shop.gzip());
    this.mischief = new Mischief(delivery);
    this.prerendered =
        shop.prerendered()
            ? Optional.of(PrerenderedPages.render(storefront, clock.instant(), shop.gzip()))
            : Optional.empty();
  }

  Catalogue catalogue() {
    return catalogue;
  }

  Manners manners() {
    return manners;
  }

  RequestLog log() {
    return log;
  }

  @Override
  public void answer(HttpRequest request, Wire wire) throws IOException, InterruptedException {
    RequestLog.Visit visit = log.begins(request);
    Optional<BadManner> manner = request.isHead() ? Optional.empty() : manners.struck(request);
    try {
      if (!shop.latency().isZero()) {
        Thread.sleep(shop.latency());
      }
      if (manner.isPresent()) {
        mischief.perform(manner.get(), request, () -> due(request, manner), wire);
      } else {
        wire.send(delivery.of(request, due(request, manner)));
      }
    } finally {
      visit.ends(wire.status(), manner);
    }
  }

  @Override
  public void close() {
    prerendered.ifPresent(PrerenderedPages::close);
  }

  private Answer due(HttpRequest request, Optional<BadManner> manner) {
    if (!request.method().equals("GET") && !request.isHead()) {
      return Answer.of(405, Answer.TEXT, "A shop window answers GET and HEAD\n")
          .with("Allow", "GET, HEAD");
    }
    if (request.path().startsWith(Mischief.LOOP)) {
      return Mischief.redirect(request.path().endsWith("/a") ? "b" : "a");
    }
    Instant moment = prerendered.map(PrerenderedPages::moment).orElseGet(clock::instant);
    Optional<Storefront.Listing> listing = storefront.listing(request, moment);
    if (listing.isEmpty()) {
      return storefront.answer(request, moment);
    }
    Storefront.Listing shown = turned(listing.get(), manner);
    return prerendered
        .filter(pages -> !shop.gzip() || Delivery.acceptsGzip(request))
        .flatMap(pages -> pages.page(shown))
        .orElseGet(() -> storefront.page(shown, moment));
  }

  private static Storefront.Listing turned(Storefront.Listing listing, Optional<BadManner> manner) {
    if (manner.filter(EmptyPage.class::isInstance).isPresent()) {
      return listing.withPage(listing.lastPage() + 1);
    }
    return manner.filter(EndlessPagination.class::isInstance).isPresent()
        ? listing.withPage(Math.min(listing.page(), listing.lastPage()))
        : listing;
  }
}
