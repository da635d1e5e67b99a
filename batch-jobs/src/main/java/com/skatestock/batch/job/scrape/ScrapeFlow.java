package com.skatestock.batch.job.scrape;

import com.skatestock.batch.job.BrokenAttempt;
import com.skatestock.batch.job.ChunkTransactions;
import com.skatestock.batch.job.JobDefinition;
import com.skatestock.batch.job.JobIdentity;
import com.skatestock.batch.publish.ProductEvents;
import com.skatestock.batch.publish.PublicationRun;
import com.skatestock.batch.shop.Shop;
import java.util.Optional;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.builder.StepBuilder;

/**
 * The steps of a scrape, wherever its pages come from: reads and publishes them, then finds what is
 * missing. An attempt that breaks off is noted in the run's row.
 */
public final class ScrapeFlow {
  private final Stages stages;
  private final JobRepository repository;
  private final ChunkTransactions chunks;

  public ScrapeFlow(Stages stages, JobRepository repository, ChunkTransactions chunks) {
    this.stages = stages;
    this.repository = repository;
    this.chunks = chunks;
  }

  Stages stages() {
    return stages;
  }

  /**
   * The job of an attempt.
   *
   * @param definition whose attempt it is, and who is told if it breaks off
   * @param identity the attempt's own
   * @param scraped the scrape that it does, or does again
   */
  Job job(
      JobDefinition definition,
      JobIdentity identity,
      JobIdentity scraped,
      Shop shop,
      long epoch,
      PageFeed.Opening feeds) {
    PublicationRun run =
        new PublicationRun(
            shop.id(), scraped.slot(), scraped.toString(), epoch, stages.rules().version(), false);
    ProductEvents events = new ProductEvents(stages.version(), stages.partitions());
    PageMeaning meaning = new PageMeaning(shop, run, stages.normaliser());
    ScrapePages pages =
        new ScrapePages(
            shop,
            run,
            scraped.scope(),
            stages.runs(),
            stages.missedSlots(),
            stages.index(),
            stages.quality(),
            publication(stages, shop, run, meaning, events),
            meaning,
            feeds,
            true,
            Optional.empty(),
            chunks);
    FindMissing missing =
        new FindMissing(
            shop,
            run,
            pages,
            stages.runs(),
            stages.quality(),
            stages.missingProducts(),
            events,
            stages.publisher(),
            chunks);
    return new JobBuilder(definition.name(), repository)
        .listener(new BrokenAttempt(definition, identity, epoch))
        .start(
            new StepBuilder("pages", repository).tasklet(pages).allowStartIfComplete(true).build())
        .next(new StepBuilder("missing", repository).tasklet(missing).build())
        .build();
  }

  /** Notes in the row of a scrape that an attempt at it broke off. */
  void broke(JobIdentity scraped, long epoch, boolean stopped) {
    stages.runs().broke(scraped.shop().orElse(""), scraped.slot(), scraped.scope(), epoch, stopped);
  }

  static PagePublication publication(
      Stages stages, Shop shop, PublicationRun run, PageMeaning meaning, ProductEvents events) {
    return new PagePublication(
        shop,
        run,
        meaning,
        stages.knownProducts(),
        events,
        stages.publisher(),
        stages.deadLetters());
  }
}
