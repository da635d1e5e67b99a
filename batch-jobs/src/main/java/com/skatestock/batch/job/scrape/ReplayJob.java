package com.skatestock.batch.job.scrape;

import com.skatestock.batch.job.JobDefinition;
import com.skatestock.batch.job.JobIdentity;
import com.skatestock.batch.job.ScheduledJob;
import com.skatestock.batch.shop.Shop;
import java.time.Instant;
import java.util.Optional;
import org.springframework.batch.core.job.Job;

/**
 * {@code rebuild}: a scrape that was, once more: its archived pages through the same steps, into
 * its own row of {@code scrape_runs}, with the same times and so the same events. What it compares
 * with, and what it finds missing, is what PostgreSQL knows at that moment of the history that is
 * made anew; so one run after the other, each loaded before the next.
 */
public final class ReplayJob implements JobDefinition {
  public static final String NAME = "rebuild";

  private static final int PAGES_AHEAD = 4;

  private final ScrapeFlow flow;

  public ReplayJob(ScrapeFlow flow) {
    this.flow = flow;
  }

  /** The replay of a run, as a part of a rebuild. */
  public static JobIdentity identity(long rebuild, String shop, Instant slot, String scope) {
    return new JobIdentity(NAME, Optional.of(shop), slot, NAME + "/" + rebuild + "/" + scope);
  }

  /** The run that is done again. */
  private static JobIdentity scraped(JobIdentity replay) {
    return new JobIdentity(
        ScheduledJob.SCRAPE.jobName(),
        replay.shop(),
        replay.slot(),
        replay.scope().split("/", 3)[2]);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void broke(JobIdentity identity, long epoch, boolean stopped) {
    flow.broke(scraped(identity), epoch, stopped);
  }

  @Override
  public Job job(JobIdentity identity, long epoch) {
    Shop shop = flow.stages().shops().find(identity.shop().orElse("")).orElseThrow();
    return flow.job(
        this,
        identity,
        scraped(identity),
        shop,
        epoch,
        (opened, of, meaning) ->
            new PageFeed<>(
                "replay-" + of.id(),
                PAGES_AHEAD,
                new ReplayedPages(flow.stages(), of, opened),
                meaning));
  }
}
