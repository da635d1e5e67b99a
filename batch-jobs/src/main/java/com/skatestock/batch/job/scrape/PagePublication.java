package com.skatestock.batch.job.scrape;

import com.skatestock.batch.archive.PageIndex;
import com.skatestock.batch.job.scrape.PageFeed.ReadPage;
import com.skatestock.batch.job.scrape.PageMeaning.UnderstoodPage;
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
import com.skatestock.contracts.ProductEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What happens to a chunk of understood pages: compare, publish, keep what was refused. */
final class PagePublication {
  private final Shop shop;
  private final PublicationRun run;
  private final PageMeaning meaning;
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

  PagePublication(
      Shop shop,
      PublicationRun run,
      PageMeaning meaning,
      KnownProducts knownProducts,
      ProductEvents productEvents,
      EventPublisher publisher,
      DeadLetters deadLetters) {
    this.shop = shop;
    this.run = run;
    this.meaning = meaning;
    this.knownProducts = knownProducts;
    this.productEvents = productEvents;
    this.publisher = publisher;
    this.deadLetters = deadLetters;
  }

  /** Publishes the pages; when this returns, the broker has everything that they say. */
  Result publish(List<UnderstoodPage> understood) throws InterruptedException {
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
      UnderstoodPage one = understood.get(i);
      Publication publication = publications.get(i);
      events.addAll(publication.events());
      refusals.addAll(one.refusals());
      met.known().addAll(publication.metIds());
      one.products().stream()
          .map(Product::externalId)
          .filter(id -> !known.containsKey(id))
          .forEach(met.unknown()::add);
      if (one.page().wasRead()) {
        readings.add(meaning.reading(one));
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
            understood.size(),
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

  private Publication publication(UnderstoodPage one, Map<String, Known> known) {
    ReadPage page = one.page();
    return productEvents.of(run, page.capturedAt(), page.recordId(), one.products(), known);
  }
}
