package com.skatestock.batch.job.scrape;

import com.skatestock.batch.job.JobDefinition;
import com.skatestock.batch.job.JobIdentity;
import com.skatestock.batch.job.ScheduledJob;
import com.skatestock.batch.shop.Shop;
import org.springframework.batch.core.job.Job;

/** {@code scrape}: one shop's pages to Kafka, then what is missing. */
public final class ScrapeJob implements JobDefinition {
  private static final int CHUNKS_AHEAD = 1;

  private final ScrapeFlow flow;

  public ScrapeJob(ScrapeFlow flow) {
    this.flow = flow;
  }

  @Override
  public String name() {
    return ScheduledJob.SCRAPE.jobName();
  }

  @Override
  public void broke(JobIdentity identity, long epoch, boolean stopped) {
    flow.broke(identity, epoch, stopped);
  }

  @Override
  public Job job(JobIdentity identity, long epoch) {
    String id =
        identity.shop().orElseThrow(() -> new IllegalArgumentException("scrape needs a shop"));
    Stages stages = flow.stages();
    Shop shop =
        stages
            .shops()
            .find(id)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "No shop " + id + "; known: " + stages.shops().ids()));
    LivePages.Tools tools =
        new LivePages.Tools(stages.fetcher(), stages.archive(), stages.index(), stages.rules());
    return flow.job(
        this,
        identity,
        identity,
        shop,
        epoch,
        (opened, of, meaning) ->
            new PageFeed<>(
                "pages-" + of.id(),
                CHUNKS_AHEAD,
                new LivePages(tools, of, identity.slot(), identity.scope(), opened, epoch),
                meaning));
  }
}
