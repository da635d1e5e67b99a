package com.skatestock.batch.job.scrape;

import com.skatestock.batch.publish.EventPublisher;
import com.skatestock.batch.publish.MissingProducts;
import com.skatestock.batch.publish.ProductEvents;
import com.skatestock.batch.publish.PublicationRun;
import com.skatestock.batch.shop.Shop;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * The step that ends a scrape: if it was complete, tells which products were missing. Complete
 * means that every page of the shop's listing of everything was read and the count is plausible; a
 * filtered listing (a sale page) never is. Done again before its end it tells the same; after its
 * end it does nothing.
 *
 * @see ScrapePages which is done again before it in each attempt, and so knows what it saw
 */
final class FindMissing implements Tasklet {
  private static final Logger LOG = LoggerFactory.getLogger(FindMissing.class);
  private static final int BATCH = 1_000;

  private final Shop shop;
  private final PublicationRun publicationRun;
  private final ScrapePages pages;
  private final ScrapeRuns runs;
  private final MissingProducts missingProducts;
  private final ProductEvents productEvents;
  private final EventPublisher publisher;

  FindMissing(
      Shop shop,
      PublicationRun publicationRun,
      ScrapePages pages,
      ScrapeRuns runs,
      MissingProducts missingProducts,
      ProductEvents productEvents,
      EventPublisher publisher) {
    this.shop = shop;
    this.publicationRun = publicationRun;
    this.pages = pages;
    this.runs = runs;
    this.missingProducts = missingProducts;
    this.productEvents = productEvents;
    this.publisher = publisher;
  }

  @Override
  public RepeatStatus execute(StepContribution contribution, ChunkContext context)
      throws InterruptedException {
    long run = pages.run().id();
    if (pages.run().completed()) {
      // An earlier attempt got so far and died; what it met is forgotten, all would seem missing.
      return RepeatStatus.FINISHED;
    }
    ScrapeRuns.Summary summary = runs.summary(run);
    boolean complete =
        pages.sawEverything()
            && shop.listings().isEmpty()
            && summary.pagesNotListing() == 0
            && missingProducts.isPlausible(run, shop.id(), summary.products());
    long deleted = complete ? tellMissing(run) : 0;
    runs.finish(run, publicationRun.leaseEpoch(), complete, deleted);
    LOG.info("scrape of {} complete={} deleted={}", shop.id(), complete, deleted);
    return RepeatStatus.FINISHED;
  }

  private long tellMissing(long run) throws InterruptedException {
    Optional<Instant> first = runs.firstCapture(run);
    if (first.isEmpty()) {
      return 0;
    }
    // Not the time of the run's end: a product that this run saw, and that was not in PostgreSQL
    // yet
    // when it did, would be taken for missing, later than it was seen.
    Instant at = first.get();
    long told = 0;
    String after = "";
    while (true) {
      List<String> batch =
          missingProducts.batch(run, publicationRun.leaseEpoch(), shop.id(), at, after, BATCH);
      if (batch.isEmpty()) {
        return told;
      }
      publisher.publish(
          batch.stream().map(id -> productEvents.deleted(publicationRun, at, id)).toList());
      told += batch.size();
      after = batch.getLast();
    }
  }
}
