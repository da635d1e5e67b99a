package com.skatestock.batch.job.scrape;

import com.skatestock.batch.extract.Extractor;
import com.skatestock.batch.job.BrokenAttempt;
import com.skatestock.batch.job.ChunkTransactions;
import com.skatestock.batch.job.JobDefinition;
import com.skatestock.batch.job.JobIdentity;
import com.skatestock.batch.job.scrape.PageFeed.ReadPage;
import com.skatestock.batch.job.scrape.PageMeaning.UnderstoodPage;
import com.skatestock.batch.publish.ProductEvents;
import com.skatestock.batch.publish.PublicationRun;
import com.skatestock.batch.shop.Shop;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * {@code backfill}: archived pages of one shop and day, or the pages of one WARC file, through the
 * same extract, normalise and publish as a scrape's. Gives way to live work ({@link LiveFirst}).
 * Every product is published in full, since the pages may lie between observations that are known;
 * nothing is ever found missing.
 */
public final class BackfillJob implements JobDefinition {
  public static final String NAME = "backfill";

  /** Of a WARC file, whose chunks are pages. */
  private static final int PAGES_AHEAD = 4;

  private static final int CHUNKS_AHEAD = 1;

  private final Stages stages;
  private final JobRepository repository;
  private final ChunkTransactions chunks;
  private final BackfillPlanner planner;
  private final LiveFirst.Rules liveFirst;

  public BackfillJob(
      Stages stages,
      JobRepository repository,
      ChunkTransactions chunks,
      BackfillPlanner planner,
      LiveFirst.Rules liveFirst) {
    this.stages = stages;
    this.repository = repository;
    this.chunks = chunks;
    this.planner = planner;
    this.liveFirst = liveFirst;
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
    PublicationRun run =
        new PublicationRun(
            shop.id(), identity.slot(), identity.toString(), epoch, stages.rules().version(), true);
    PageMeaning meaning = new PageMeaning(shop, run, stages.normaliser());
    ScrapePages pages =
        new ScrapePages(
            shop,
            run,
            identity.scope(),
            stages.runs(),
            stages.missedSlots(),
            stages.index(),
            stages.quality(),
            ScrapeFlow.publication(
                stages,
                shop,
                run,
                meaning,
                new ProductEvents(stages.version(), stages.partitions())),
            meaning,
            (opened, of, understanding) -> feed(identity, opened, of, understanding),
            identity.file().isEmpty(),
            Optional.of(new LiveFirst(liveFirst, shop.id())),
            chunks);
    return new JobBuilder(NAME, repository)
        .listener(new BrokenAttempt(this, identity, epoch))
        .start(
            new StepBuilder("pages", repository).tasklet(pages).allowStartIfComplete(true).build())
        .next(
            new StepBuilder("end", repository)
                .tasklet(
                    (contribution, context) -> {
                      if (!pages.run().completed()) {
                        chunks.inOne(
                            () ->
                                stages
                                    .runs()
                                    .finish(pages.run().id(), epoch, ScrapeRuns.End.BACKFILL));
                      }
                      return RepeatStatus.FINISHED;
                    })
                .build())
        .build();
  }

  private PageFeed<UnderstoodPage> feed(
      JobIdentity identity,
      ScrapeRuns.Run opened,
      Shop shop,
      Function<ReadPage, UnderstoodPage> meaning) {
    Extractor extractor = stages.rules().extractor();
    if (identity.file().isPresent()) {
      return new PageFeed<>(
          "warc-" + shop.id(),
          PAGES_AHEAD,
          new WarcFilePages(shop, extractor, Path.of(identity.file().get()), opened.nextPage()),
          meaning);
    }
    LocalDate day = LocalDate.ofInstant(identity.slot(), ZoneOffset.UTC);
    List<BackfillPlan.PlannedPage> left =
        planner
            .plan(shop.id(), day, only(identity.scope()))
            .map(plan -> plan.left(identity.scope(), opened.nextPage()))
            .orElse(List.of());
    return new PageFeed<>(
        "archive-" + shop.id(),
        CHUNKS_AHEAD,
        new ArchivedPages(shop, extractor, stages.archive(), left, opened.nextPage()),
        meaning);
  }

  /** From {@code backfill/v<parser version>/<only>/…}. */
  private static ReadAgain only(String scope) {
    String[] parts = scope.split("/", -1);
    if (parts.length < 4) {
      throw new IllegalArgumentException(
          "backfill needs a file, or a scope that says what: " + scope);
    }
    return ReadAgain.valueOf(parts[2].toUpperCase(Locale.ROOT));
  }
}
