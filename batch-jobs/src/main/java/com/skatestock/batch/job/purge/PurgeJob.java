package com.skatestock.batch.job.purge;

import com.skatestock.batch.archive.PageArchive;
import com.skatestock.batch.job.JobDefinition;
import com.skatestock.batch.job.JobIdentity;
import com.skatestock.batch.job.MetadataPurge;
import com.skatestock.batch.job.ScheduledJob;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * {@code purge}: deletes the metadata of runs that are older than {@link #KEPT} when its slot
 * begins, and what killed writes left in the archive. Done again it deletes nothing more.
 */
public final class PurgeJob implements JobDefinition {
  /** As long as the archive's pages are worth a look at the run that fetched them. */
  static final Duration KEPT = Duration.ofDays(90);

  /** No chunk is written for so long: a draft that old is a dead attempt's. */
  private static final Duration DEAD_DRAFT = Duration.ofDays(1);

  private static final Logger LOG = LoggerFactory.getLogger(PurgeJob.class);

  private final MetadataPurge purge;
  private final PageArchive archive;
  private final JobRepository repository;

  public PurgeJob(MetadataPurge purge, PageArchive archive, JobRepository repository) {
    this.purge = purge;
    this.archive = archive;
    this.repository = repository;
  }

  @Override
  public String name() {
    return ScheduledJob.PURGE.jobName();
  }

  @Override
  public Job job(JobIdentity identity, long epoch) {
    Instant before = identity.slot().minus(KEPT);
    return new JobBuilder(name(), repository)
        .start(
            new StepBuilder("metadata", repository)
                .tasklet(
                    (contribution, context) -> {
                      long purged = purge.purge(before);
                      contribution.incrementWriteCount(purged);
                      LOG.info("purged executions={} before={}", purged, before);
                      return RepeatStatus.FINISHED;
                    })
                .build())
        .next(
            new StepBuilder("drafts", repository)
                .tasklet(
                    (contribution, context) -> {
                      int swept = archive.sweep(DEAD_DRAFT);
                      contribution.incrementWriteCount(swept);
                      LOG.info("swept drafts={}", swept);
                      return RepeatStatus.FINISHED;
                    })
                .build())
        .build();
  }
}
