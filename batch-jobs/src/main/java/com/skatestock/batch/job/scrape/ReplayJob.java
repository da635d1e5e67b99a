package com.skatestock.batch.job.scrape;

import com.skatestock.batch.job.ChunkTransactions;
import com.skatestock.batch.job.JobDefinition;
import com.skatestock.batch.job.JobIdentity;
import com.skatestock.batch.job.ScheduledJob;
import com.skatestock.batch.publish.ProductEvents;
import com.skatestock.batch.publish.PublicationRun;
import com.skatestock.batch.shop.Shop;
import java.time.Instant;
import java.util.Optional;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * {@code rebuild}: a scrape that was, once more: its archived pages through the same steps, into
 * its own row of {@code scrape_runs}, with the same times and so the same events. What it compares
 * with, and what it finds missing, is what PostgreSQL knows at that moment of the history that is
 * made anew; so one run after the other, each loaded before the next.
 */
public final class ReplayJob implements JobDefinition {
  public static final String NAME = "rebuild";

  private final Stages stages;
  private final JobRepository repository;
  private final PlatformTransactionManager transactions;
  private final ChunkTransactions chunks;

  public ReplayJob(
      Stages stages,
      JobRepository repository,
      PlatformTransactionManager transactions,
      ChunkTransactions chunks) {
    this.stages = stages;
    this.repository = repository;
    this.transactions = transactions;
    this.chunks = chunks;
  }

  /** The replay of a run, as a part of a rebuild. */
  public static JobIdentity identity(long rebuild, String shop, Instant slot, String scope) {
    return new JobIdentity(NAME, Optional.of(shop), slot, "rebuild/" + rebuild + "/" + scope);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Job job(JobIdentity identity, long epoch) {
    Shop shop = stages.shops().find(identity.shop().orElse("")).orElseThrow();
    String scope = identity.scope().split("/", 3)[2];
    PublicationRun run =
        new PublicationRun(
            shop.id(),
            identity.slot(),
            new JobIdentity(ScheduledJob.SCRAPE.jobName(), identity.shop(), identity.slot(), scope)
                .toString(),
            epoch,
            stages.rules().version(),
            false);
    ProductEvents events = new ProductEvents(stages.version(), stages.partitions());
    ScrapePages pages =
        new ScrapePages(
            shop,
            run,
            scope,
            stages.runs(),
            stages.missedSlots(),
            stages.index(),
            stages.quality(),
            ScrapeJob.publication(stages, shop, run, events),
            (opened, of) -> new ReplayFeed(stages, of, opened),
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
    return new JobBuilder(NAME, repository)
        .start(
            new StepBuilder("pages", repository)
                .tasklet(pages, transactions)
                .allowStartIfComplete(true)
                .build())
        .next(new StepBuilder("missing", repository).tasklet(missing, transactions).build())
        .build();
  }
}
