package com.skatestock.batch.job;

import com.skatestock.batch.archive.ArchiveAddress;
import com.skatestock.batch.archive.S3Access;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the pipeline, under {@code skatestock}. All problems are reported together.
 *
 * @param archive where the page archive lies: a folder, or {@code s3://bucket/prefix}
 * @param s3 how to reach the store of an archive in a bucket
 * @param contact a page that tells shops' owners who fetches and why; part of the User-Agent
 * @param leaseLength how long a lease lasts after its holder's last sign of life
 * @param leasePatience how long a run waits for a lease that somebody else, maybe dead, holds
 * @param scrapeEvery length of a scrape's slot, whole seconds
 * @param loadWorkers partitions loaded at a time
 * @param loadChunkVariants a chunk of the load is full when it holds so many variant observations
 * @param backfillBacklog a backfill waits while the load is catching up on more records than this
 * @param kafka how events travel
 * @param watch ids of the only shops to know of; empty for all that are configured
 * @param shopUrls other addresses for shops, such as simulated twins
 * @param shopDelay time between two requests to a shop at another address
 */
@ConfigurationProperties("skatestock")
public record PipelineSettings(
    ArchiveAddress archive,
    @DefaultValue S3Access s3,
    URI contact,
    @DefaultValue("30s") Duration leaseLength,
    @DefaultValue("60s") Duration leasePatience,
    @DefaultValue("30m") Duration scrapeEvery,
    @DefaultValue("2") int loadWorkers,
    @DefaultValue("25000") int loadChunkVariants,
    @DefaultValue("20000") long backfillBacklog,
    @DefaultValue Kafka kafka,
    @DefaultValue List<String> watch,
    @DefaultValue Map<String, URI> shopUrls,
    @DefaultValue("0s") Duration shopDelay) {

  /**
   * How events travel.
   *
   * @param schemaRegistry address of a Confluent-compatible registry; null for single-object
   *     encoding
   */
  public record Kafka(@Nullable URI schemaRegistry) {}

  public PipelineSettings {
    List<String> problems = new ArrayList<>();
    if (leaseLength.compareTo(Duration.ofMillis(500)) < 0) {
      problems.add("skatestock.lease-length must be 500ms or more, is " + leaseLength);
    }
    if (leasePatience.isNegative()) {
      problems.add("skatestock.lease-patience must not be negative, is " + leasePatience);
    }
    if (scrapeEvery.toSeconds() < 1) {
      problems.add("skatestock.scrape-every must be 1s or more, is " + scrapeEvery);
    }
    if (loadWorkers < 1) {
      problems.add("skatestock.load-workers must be 1 or more, is " + loadWorkers);
    }
    if (loadChunkVariants < 1) {
      problems.add("skatestock.load-chunk-variants must be 1 or more, is " + loadChunkVariants);
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
    watch = List.copyOf(watch);
    shopUrls = Map.copyOf(shopUrls);
  }

  /** The length of a job's slot: the one truth for scheduler, command line and history. */
  public Duration period(ScheduledJob job) {
    return job == ScheduledJob.SCRAPE ? scrapeEvery : job.period();
  }

  /** The slot of {@code job} that {@code moment} lies in. */
  public Instant slot(ScheduledJob job, Instant moment) {
    return ScheduledJob.slot(moment, period(job));
  }
}
