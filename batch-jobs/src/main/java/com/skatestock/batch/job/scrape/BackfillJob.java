package com.skatestock.batch.job.scrape;

import com.skatestock.batch.extract.Extractor;
import com.skatestock.batch.job.BrokenAttempt;
import com.skatestock.batch.job.ChunkTransactions;
import com.skatestock.batch.job.JobDefinition;
import com.skatestock.batch.job.JobIdentity;
import com.skatestock.batch.publish.ProductEvents;
import com.skatestock.batch.publish.PublicationRun;
import com.skatestock.batch.shop.Shop;
import java.nio.file.Path;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * {@code backfill}: the pages of one WARC file through the same extract, normalise and publish as a
 * scrape's. Every product is published in full, since the pages may lie between observations that
 * are known; nothing is ever found missing.
 */
public final class BackfillJob implements JobDefinition {
  public static final String NAME = "backfill";

  private final Stages stages;
  private final JobRepository repository;
  private final PlatformTransactionManager transactions;
  private final ChunkTransactions chunks;

  public BackfillJob(
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
    return NAME;
  }

  @Override
  public void broke(JobIdentity identity, long epoch, boolean stopped) {
    stages
        .runs()
        .broke(identity.shop().orElse(""), identity.slot(), identity.scope(), epoch, stopped);
  }

  @Override
  public Job job(JobIdentity identity, long epoch) {
    Shop shop =
        stages
            .shops()
            .find(identity.shop().orElse(""))
            .orElseThrow(() -> new IllegalArgumentException("backfill needs a configured shop"));
    Path file =
        Path.of(
            identity
                .file()
                .orElseThrow(() -> new IllegalArgumentException("backfill needs a file")));
    Extractor extractor = stages.extractor();
    PublicationRun run =
        new PublicationRun(
            shop.id(), identity.slot(), identity.toString(), epoch, Extractor.VERSION, true);
    ScrapePages pages =
        new ScrapePages(
            shop,
            run,
            identity.scope(),
            stages.runs(),
            stages.index(),
            ScrapeJob.publication(
                stages, shop, run, new ProductEvents(stages.version(), stages.partitions())),
            (opened, of) -> new WarcPageFeed(of, extractor, file, opened.nextPage()),
            false,
            chunks);
    return new JobBuilder(NAME, repository)
        .listener(new BrokenAttempt(this, identity, epoch))
        .start(
            new StepBuilder("pages", repository)
                .tasklet(pages, transactions)
                .allowStartIfComplete(true)
                .build())
        .next(
            new StepBuilder("end", repository)
                .tasklet(
                    (contribution, context) -> {
                      if (!pages.run().completed()) {
                        stages.runs().finish(pages.run().id(), epoch, false, 0);
                      }
                      return RepeatStatus.FINISHED;
                    },
                    transactions)
                .build())
        .build();
  }
}
