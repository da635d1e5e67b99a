package com.skatestock.batch.job.schedule;

import com.skatestock.batch.job.JobIdentity;
import com.skatestock.batch.job.JobOutcome;
import com.skatestock.batch.job.JobStarter;
import com.skatestock.batch.job.ScheduledJob;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs what Quartz submits, one thread a run; a run that is already under way here is not begun
 * again.
 */
public final class Workers implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Workers.class);

  private final JobStarter starter;
  private final StartRule rule;
  private final Duration patience;
  private final Duration scrapeEvery;
  private final ExecutorService threads;
  private final Set<String> underWay = ConcurrentHashMap.newKeySet();

  /**
   * @param rule asked before each run
   * @param patience how long a run waits for its lease
   * @param scrapeEvery the length of a scrape's slot
   * @param size runs at a time
   */
  Workers(JobStarter starter, StartRule rule, Duration patience, Duration scrapeEvery, int size) {
    this.starter = starter;
    this.rule = rule;
    this.patience = patience;
    this.scrapeEvery = scrapeEvery;
    threads = Executors.newFixedThreadPool(size, Thread.ofPlatform().name("run-", 0).factory());
  }

  /** The slot of {@code job} that {@code moment} lies in. */
  Instant slot(ScheduledJob job, Instant moment) {
    return job == ScheduledJob.SCRAPE ? ScheduledJob.slot(moment, scrapeEvery) : job.slot(moment);
  }

  /** Begins the run as soon as a thread is free; returns at once. */
  void submit(JobIdentity identity) {
    String subject = identity.job() + "/" + identity.shop().orElse("");
    if (!underWay.add(subject)) {
      LOG.info(
          "{} is under way here; the slot {} waits for the next trigger", subject, identity.slot());
      return;
    }
    threads.execute(
        () -> {
          try {
            run(identity);
          } finally {
            underWay.remove(subject);
          }
        });
  }

  private void run(JobIdentity identity) {
    try {
      if (!rule.allows(identity)) {
        LOG.info("{} is not for this scheduler to start now", identity);
        return;
      }
      if (identity.job().equals(ScheduledJob.LOAD.jobName())) {
        starter.closeDead();
      }
      JobOutcome outcome = starter.run(identity, patience);
      switch (outcome) {
        case JobOutcome.Completed(long execution) -> {
          if (identity.job().equals(ScheduledJob.SCRAPE.jobName())) {
            submit(
                new JobIdentity(
                    ScheduledJob.LOAD.jobName(),
                    Optional.empty(),
                    identity.slot(),
                    "scrape/" + execution));
          }
        }
        case JobOutcome.AlreadyComplete done -> LOG.debug("{} was complete", identity);
        case JobOutcome.RunningElsewhere elsewhere ->
            LOG.info("{} runs elsewhere ({})", identity, elsewhere.lease());
        case JobOutcome.Failed(long execution, String cause, boolean retriable) ->
            LOG.error(
                "{} failed (run {}{}): {}",
                identity,
                execution,
                retriable ? "" : ", bad data",
                cause);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("{} could not be run", identity, e);
    }
  }

  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(20, TimeUnit.SECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
