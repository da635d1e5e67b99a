package com.skatestock.batch.job.scrape;

import com.skatestock.batch.job.ChunkTransactions;
import com.skatestock.batch.publish.EventPublisher;
import com.skatestock.batch.publish.MissingProducts;
import com.skatestock.batch.publish.ProductEvents;
import com.skatestock.batch.publish.PublicationRun;
import com.skatestock.batch.quality.RunQuality;
import com.skatestock.batch.quality.Verdict;
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
 * means that every page of the shop's listing of everything was read, and that count, prices and
 * stock are as usual; a filtered listing (a sale page) never is. Done again before its end it tells
 * the same; after its end it does nothing.
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
  private final RunQuality quality;
  private final MissingProducts missingProducts;
  private final ProductEvents productEvents;
  private final EventPublisher publisher;
  private final ChunkTransactions transactions;

  FindMissing(
      Shop shop,
      PublicationRun publicationRun,
      ScrapePages pages,
      ScrapeRuns runs,
      RunQuality quality,
      MissingProducts missingProducts,
      ProductEvents productEvents,
      EventPublisher publisher,
      ChunkTransactions transactions) {
    this.shop = shop;
    this.publicationRun = publicationRun;
    this.pages = pages;
    this.runs = runs;
    this.quality = quality;
    this.missingProducts = missingProducts;
    this.productEvents = productEvents;
    this.publisher = publisher;
    this.transactions = transactions;
  }

  @Override
  public RepeatStatus execute(StepContribution contribution, ChunkContext context)
      throws InterruptedException {
    long run = pages.run().id();
    if (pages.run().completed()) {
      // An earlier attempt got so far and died; what it met is forgotten, all would seem missing.
      return RepeatStatus.FINISHED;
    }
    RunSummary summary = runs.summary(run);
    boolean whole = pages.sawEverything() && summary.pagesNotListing() == 0;
    Verdict verdict = whole ? quality.judge(run) : Verdict.NONE;
    Optional<String> incomplete = incomplete(summary, run, whole, verdict);
    long deleted = incomplete.isEmpty() ? tellMissing(run) : 0;
    transactions.inOne(
        () -> {
          if (whole) {
            quality.keep(run, shop.id(), verdict);
          }
          runs.finish(
              run, publicationRun.leaseEpoch(), new ScrapeRuns.End(whole, incomplete, deleted));
        });
    LOG.info(
        "scrape of {} complete={} deleted={}{}",
        shop.id(),
        incomplete.isEmpty(),
        deleted,
        incomplete.map(why -> " because=\"" + why + "\"").orElse(""));
    return RepeatStatus.FINISHED;
  }

  /** Why what was not met must not be taken for missing; empty if it may. */
  private Optional<String> incomplete(
      RunSummary summary, long run, boolean whole, Verdict verdict) {
    if (pages.shortfall().isPresent()) {
      return pages.shortfall();
    }
    if (!whole) {
      return Optional.of("not every page was had and understood");
    }
    if (!shop.listings().isEmpty()) {
      return Optional.of("the listings are a part of what the shop has");
    }
    if (!verdict.inBand()) {
      return Optional.of("unusual: " + verdict.findings());
    }
    return missingProducts.isPlausible(run, shop.id(), summary.products(), verdict.learned())
        ? Optional.empty()
        : Optional.of(summary.products() + " products are too few to be all");
  }

  private long tellMissing(long run) throws InterruptedException {
    Optional<Instant> first = runs.firstCapture(run);
    if (first.isEmpty()) {
      return 0;
    }
    // Not the time of the run's end: a product that this run saw, and that was not in PostgreSQL
    // yet when it did, would be taken for missing, later than it was seen.
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
