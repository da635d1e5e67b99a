package com.skatestock.batch.job.purge;

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
import org.springframework.transaction.PlatformTransactionManager;

/**
 * {@code purge}: deletes the metadata of runs that are older than {@link #KEPT} when its slot
 * begins. Done again it deletes nothing more.
 */
public final class PurgeJob implements JobDefinition {
  /** As long as the archive's pages are worth a look at the run that fetched them. */
  static final Duration KEPT = Duration.ofDays(90);

  private static final Logger LOG = LoggerFactory.getLogger(PurgeJob.class);

  private final MetadataPurge purge;
  private final JobRepository repository;
  private final PlatformTransactionManager transactions;

  public PurgeJob(
      MetadataPurge purge, JobRepository repository, PlatformTransactionManager transactions) {
    this.purge = purge;
    this.repository = repository;
    this.transactions = transactions;
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
                    },
                    transactions)
                .build())
        .build();
  }
}
