package com.skatestock.batch.job.scrape;

import com.skatestock.batch.job.BrokenAttempt;
import com.skatestock.batch.job.ChunkTransactions;
import com.skatestock.batch.job.JobDefinition;
import com.skatestock.batch.job.JobIdentity;
import com.skatestock.batch.job.ScheduledJob;
import com.skatestock.batch.publish.ProductEvents;
import com.skatestock.batch.publish.PublicationRun;
import com.skatestock.batch.shop.Shop;
import java.util.Optional;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.transaction.PlatformTransactionManager;

/** {@code scrape}: one shop's pages to Kafka, then what is missing. */
public final class ScrapeJob implements JobDefinition {
  private final Stages stages;
  private final JobRepository repository;
  private final PlatformTransactionManager transactions;
  private final ChunkTransactions chunks;

  public ScrapeJob(
      Stages stages,
      JobRepository repository,
      PlatformTransactionManager transactions,
      ChunkTransactions chunks) {
    this.stages = stages;
    this.repository = repository;
    this.transactions = transactions;
    this.chunks = chunks;
  }

  @Override
  public String name() {
    return ScheduledJob.SCRAPE.jobName();
  }

  @Override
  public void broke(JobIdentity identity, long epoch, boolean stopped) {
    stages
        .runs()
        .broke(identity.shop().orElse(""), identity.slot(), identity.scope(), epoch, stopped);
  }

  @Override
  public Job job(JobIdentity identity, long epoch) {
    String id =
        identity.shop().orElseThrow(() -> new IllegalArgumentException("scrape needs a shop"));
    Shop shop =
        stages
            .shops()
            .find(id)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "No shop " + id + "; known: " + stages.shops().ids()));
    PublicationRun run =
        new PublicationRun(
            id, identity.slot(), identity.toString(), epoch, stages.rules().version(), false);
    ProductEvents events = new ProductEvents(stages.version(), stages.partitions());
    LivePageFeed.Tools tools =
        new LivePageFeed.Tools(
            stages.fetcher(), stages.archive(), stages.index(), stages.rules(), stages.runs());
    ScrapePages pages =
        new ScrapePages(
            shop,
            run,
            identity.scope(),
            stages.runs(),
            stages.missedSlots(),
            stages.index(),
            stages.quality(),
            publication(stages, shop, run, events),
            (opened, of) ->
                new LivePageFeed(tools, of, identity.slot(), identity.scope(), opened, epoch),
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
            stages.publisher());
    return new JobBuilder(name(), repository)
        .listener(new BrokenAttempt(this, identity, epoch))
        .start(
            new StepBuilder("pages", repository)
                .tasklet(pages, transactions)
                .allowStartIfComplete(true)
                .build())
        .next(new StepBuilder("missing", repository).tasklet(missing, transactions).build())
        .build();
  }

  static PagePublication publication(
      Stages stages, Shop shop, PublicationRun run, ProductEvents events) {
    return new PagePublication(
        shop,
        run,
        stages.normaliser(),
        stages.knownProducts(),
        events,
        stages.publisher(),
        stages.deadLetters());
  }
}
