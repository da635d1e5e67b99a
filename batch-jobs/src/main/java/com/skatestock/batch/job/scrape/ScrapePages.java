package com.skatestock.batch.job.scrape;

import com.skatestock.batch.archive.PageIndex;
import com.skatestock.batch.job.ChunkTransactions;
import com.skatestock.batch.job.JobIdentity;
import com.skatestock.batch.job.MissedSlots;
import com.skatestock.batch.job.scrape.PageMeaning.UnderstoodPage;
import com.skatestock.batch.publish.PublicationRun;
import com.skatestock.batch.quality.RunQuality;
import com.skatestock.batch.shop.Shop;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * The step that reads a shop's pages; each call is one chunk. The broker has a chunk's events
 * before the position moves, so a kill at any moment repeats at most one chunk, with the same event
 * ids.
 *
 * <p>A tasklet, not Spring Batch's chunk step: the position lives in {@code scrape_runs} and moves
 * in the chunk's own transaction, where a failed metadata update cannot lose it (docs/adr/0003).
 */
final class ScrapePages implements Tasklet, StepExecutionListener {
  private static final Logger LOG = LoggerFactory.getLogger(ScrapePages.class);

  private final Shop shop;
  private final PublicationRun publicationRun;
  private final String scope;
  private final ScrapeRuns runs;
  private final MissedSlots missedSlots;
  private final PageIndex index;
  private final RunQuality quality;
  private final PagePublication publication;
  private final PageMeaning meaning;
  private final PageFeed.Opening feeds;
  private final boolean indexed;
  private final Optional<LiveFirst> liveFirst;
  private final ChunkTransactions transactions;
  private ScrapeRuns.@Nullable Run run;
  private @Nullable PageFeed<UnderstoodPage> feed;
  private int nextPage;
  private boolean sawEverything;
  private Optional<String> shortfall = Optional.empty();

  /**
   * @param indexed true if the pages are in {@code pages}
   * @param liveFirst asked before each chunk of a run that must give way to live ones
   */
  ScrapePages(
      Shop shop,
      PublicationRun publicationRun,
      String scope,
      ScrapeRuns runs,
      MissedSlots missedSlots,
      PageIndex index,
      RunQuality quality,
      PagePublication publication,
      PageMeaning meaning,
      PageFeed.Opening feeds,
      boolean indexed,
      Optional<LiveFirst> liveFirst,
      ChunkTransactions transactions) {
    this.shop = shop;
    this.publicationRun = publicationRun;
    this.scope = scope;
    this.runs = runs;
    this.missedSlots = missedSlots;
    this.index = index;
    this.quality = quality;
    this.publication = publication;
    this.meaning = meaning;
    this.feeds = feeds;
    this.indexed = indexed;
    this.liveFirst = liveFirst;
    this.transactions = transactions;
  }

  @Override
  public void beforeStep(StepExecution step) {
    runs.register(shop);
    ScrapeRuns.Run opened =
        runs.open(shop.id(), publicationRun.slot(), scope, publicationRun.leaseEpoch());
    run = opened;
    nextPage = opened.nextPage();
    if (scope.equals(JobIdentity.SCHEDULED)) {
      missedSlots.close(shop.id(), publicationRun.slot());
    }
    if (!opened.completed()) {
      long execution = step.getJobExecutionId();
      feed = feeds.of(opened, shop, page -> meaning.understand(page, execution));
    }
  }

  /** The run that was opened. */
  ScrapeRuns.Run run() {
    return Objects.requireNonNull(run, "the step has not begun");
  }

  /** True if every page of every listing was had and read. */
  boolean sawEverything() {
    return sawEverything;
  }

  /** Why not, if that is known. */
  Optional<String> shortfall() {
    return shortfall;
  }

  @Override
  public RepeatStatus execute(StepContribution contribution, ChunkContext context)
      throws JobInterruptedException {
    try {
      return nextChunk(contribution);
    } catch (InterruptedException | InterruptException e) {
      // The process ends and a shop or broker was too slow to wait for: stopped, not failed.
      Thread.currentThread().interrupt();
      throw (JobInterruptedException)
          new JobInterruptedException("Interrupted while it waited").initCause(e);
    }
  }

  private RepeatStatus nextChunk(StepContribution contribution) throws InterruptedException {
    PageFeed<UnderstoodPage> pages = feed;
    if (pages == null) {
      return RepeatStatus.FINISHED;
    }
    if (liveFirst.isPresent() && !liveFirst.get().isOurTurn()) {
      // Between two calls Spring Batch looks whether the run was told to stop.
      return RepeatStatus.CONTINUABLE;
    }
    Optional<List<UnderstoodPage>> chunk = pages.take();
    if (chunk.isEmpty()) {
      sawEverything = pages.sawEverything();
      shortfall = pages.shortfall();
      return RepeatStatus.FINISHED;
    }
    PagePublication.Result result = publication.publish(chunk.get());
    int next = chunk.get().getLast().page().number() + 1;
    nextPage = transactions.inOne(() -> write(result, next));
    contribution.getStepExecution().getExecutionContext().putInt("nextPage", next);
    for (long i = 0; i < result.counts().products() + result.counts().rejected(); i++) {
      contribution.incrementReadCount();
    }
    contribution.incrementWriteCount(result.counts().products());
    contribution.incrementFilterCount(result.counts().rejected());
    return RepeatStatus.CONTINUABLE;
  }

  private int write(PagePublication.Result result, int next) {
    long id = run().id();
    if (indexed) {
      index.read(result.readings());
      runs.met(id, nextPage, result.met().known(), result.met().unknown());
      quality.add(id, result.fields());
    }
    publication.keep(result);
    runs.advance(id, nextPage, next, publicationRun.leaseEpoch(), result.counts());
    return next;
  }

  @Override
  public ExitStatus afterStep(StepExecution step) {
    if (feed != null) {
      feed.close();
    }
    LOG.info(
        "pages of {} read={} accepted={} rejected={}",
        shop.id(),
        step.getReadCount(),
        step.getWriteCount(),
        step.getReadCount() - step.getWriteCount());
    return step.getExitStatus();
  }
}
