package com.skatestock.batch.job.scrape;

import com.skatestock.batch.archive.PageIndex;
import com.skatestock.batch.extract.ExtractedPage;
import com.skatestock.batch.extract.RawProduct;
import com.skatestock.batch.job.scrape.PageFeed.ReadPage;
import com.skatestock.batch.normalise.Normalised;
import com.skatestock.batch.normalise.Normaliser;
import com.skatestock.batch.normalise.Product;
import com.skatestock.batch.publish.EventPublisher;
import com.skatestock.batch.publish.KnownProducts;
import com.skatestock.batch.publish.KnownProducts.Known;
import com.skatestock.batch.publish.ProductEvents;
import com.skatestock.batch.publish.Publication;
import com.skatestock.batch.publish.PublicationRun;
import com.skatestock.batch.quality.Field;
import com.skatestock.batch.shop.Shop;
import com.skatestock.batch.wire.DeadLetters;
import com.skatestock.batch.wire.DeadLetters.Refusal;
import com.skatestock.batch.wire.ErrorIds;
import com.skatestock.contracts.ErrorEvent;
import com.skatestock.contracts.ProductEvent;
import com.skatestock.contracts.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** What happens to a chunk of read pages: normalise, compare, publish, keep what was refused. */
final class PagePublication {
  private static final int LONGEST_RAW = 1_000;

  private final Shop shop;
  private final PublicationRun run;
  private final Normaliser normaliser;
  private final KnownProducts knownProducts;
  private final ProductEvents productEvents;
  private final EventPublisher publisher;
  private final DeadLetters deadLetters;

  /**
   * What a chunk showed: ids of the products that are known, external ids of those that are not.
   */
  record Met(List<Long> known, List<String> unknown) {}

  /** What one chunk did. */
  record Result(
      ScrapeRuns.Counts counts,
      List<PageIndex.Reading> readings,
      Met met,
      Map<Field, Long> fields,
      List<Refusal> refusals) {}

  private record Understood(
      ReadPage page, List<Product> products, List<Refusal> refusals, int variants) {}

  PagePublication(
      Shop shop,
      PublicationRun run,
      Normaliser normaliser,
      KnownProducts knownProducts,
      ProductEvents productEvents,
      EventPublisher publisher,
      DeadLetters deadLetters) {
    this.shop = shop;
    this.run = run;
    this.normaliser = normaliser;
    this.knownProducts = knownProducts;
    this.productEvents = productEvents;
    this.publisher = publisher;
    this.deadLetters = deadLetters;
  }

  /**
   * Publishes the pages; when this returns, the broker has everything that they say.
   *
   * @param execution the job execution that does it
   */
  Result publish(List<ReadPage> pages, long execution) throws InterruptedException {
    List<Understood> understood =
        pages.parallelStream().map(page -> understand(page, execution)).toList();
    Map<String, Known> known =
        knownProducts.of(
            shop.id(),
            understood.stream()
                .flatMap(page -> page.products().stream())
                .map(Product::externalId)
                .toList());
    List<ProductEvent> events = new ArrayList<>();
    List<Refusal> refusals = new ArrayList<>();
    List<PageIndex.Reading> readings = new ArrayList<>();
    Met met = new Met(new ArrayList<>(), new ArrayList<>());
    int notListing = 0;
    long products = 0;
    long variants = 0;
    long created = 0;
    long changed = 0;
    long unchanged = 0;
    List<Publication> publications =
        understood.parallelStream().map(one -> publication(one, known)).toList();
    for (int i = 0; i < understood.size(); i++) {
      Understood one = understood.get(i);
      Publication publication = publications.get(i);
      events.addAll(publication.events());
      refusals.addAll(one.refusals());
      met.known().addAll(publication.metIds());
      one.products().stream()
          .map(Product::externalId)
          .filter(id -> !known.containsKey(id))
          .forEach(met.unknown()::add);
      if (one.page().wasRead()) {
        readings.add(reading(one));
      }
      notListing += one.page().leftOut() + (one.page().isAsExpected() ? 0 : 1);
      products += one.products().size();
      variants += one.variants();
      created += publication.created();
      changed += publication.changed();
      unchanged += publication.unchanged();
    }
    publisher.publish(events);
    deadLetters.send(refusals);
    return new Result(
        new ScrapeRuns.Counts(
            pages.size(),
            notListing,
            products,
            variants,
            created,
            changed,
            unchanged,
            refusals.size(),
            events.size()),
        readings,
        met,
        Field.count(understood.stream().flatMap(page -> page.products().stream()).toList()),
        refusals);
  }

  /** Keeps what was refused, in the caller's transaction. */
  void keep(Result result) {
    deadLetters.store(result.refusals());
  }

  /** What a page turns out to be, without a word to anybody. */
  PageIndex.Reading reading(ReadPage page) {
    return reading(understand(page, 0));
  }

  private PageIndex.Reading reading(Understood one) {
    return new PageIndex.Reading(
        one.page().recordId(),
        one.page().extracted().state().name().toLowerCase(Locale.ROOT),
        one.products().size(),
        one.refusals().size(),
        one.page().ends(),
        run.parserVersion());
  }

  private Publication publication(Understood one, Map<String, Known> known) {
    ReadPage page = one.page();
    return productEvents.of(run, page.capturedAt(), page.recordId(), one.products(), known);
  }

  private Understood understand(ReadPage page, long execution) {
    List<Product> products = new ArrayList<>(page.extracted().products().size());
    List<Refusal> refusals = new ArrayList<>();
    int variants = 0;
    for (RawProduct raw : page.extracted().products()) {
      switch (normaliser.normalise(shop, raw)) {
        case Normalised.Accepted(Product product) -> {
          products.add(product);
          variants += product.variants().size();
        }
        case Normalised.Rejected rejected ->
            refusals.add(
                refusal(
                    page,
                    execution,
                    Stage.NORMALISE,
                    rejected.reason().name(),
                    rejected.externalId(),
                    rejected.field(),
                    rejected.raw()));
      }
    }
    for (ExtractedPage.Refused refused : page.extracted().refused()) {
      refusals.add(
          refusal(
              page,
              execution,
              Stage.EXTRACT,
              refused.reason().name(),
              Objects.requireNonNullElse(refused.externalId(), "#" + refused.position()),
              refused.field(),
              refused.raw()));
    }
    return new Understood(page, products, refusals, variants);
  }

  private Refusal refusal(
      ReadPage page,
      long execution,
      Stage stage,
      String reason,
      String externalId,
      String field,
      String raw) {
    String cut = raw.length() > LONGEST_RAW ? raw.substring(0, LONGEST_RAW) : raw;
    return new Refusal(
        new ErrorEvent(
            ErrorIds.of(stage, reason, shop.id(), externalId, field, cut),
            stage,
            reason,
            shop.id(),
            externalId,
            field,
            cut,
            "%s not understood: shop=%s page=%s product=%s raw=\"%s\" reason=%s"
                .formatted(field, shop.id(), page.uri(), externalId, cut, reason),
            page.uri().toString(),
            page.recordId(),
            run.slot(),
            page.capturedAt(),
            run.correlationId()),
        execution);
  }
}
