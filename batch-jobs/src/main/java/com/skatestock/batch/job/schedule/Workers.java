package com.skatestock.batch.job.schedule;

import com.skatestock.batch.job.JobIdentity;
import com.skatestock.batch.job.JobOutcome;
import com.skatestock.batch.job.JobStarter;
import com.skatestock.batch.job.PipelineSettings;
import com.skatestock.batch.job.Recovery;
import com.skatestock.batch.job.ScheduledJob;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs what Quartz submits, one thread a run. What is asked for while the same job (of the same
 * shop) is under way here: a load is run again afterwards, since what it was asked for may lie
 * behind the ends that the one under way has seen; a scrape is not, it has just seen the shop.
 */
public final class Workers implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Workers.class);

  private final JobStarter starter;
  private final Recovery recovery;
  private final StartRule rule;
  private final PipelineSettings settings;
  private final ExecutorService threads;
  private final Set<String> underWay = new HashSet<>();
  private final Map<String, JobIdentity> waiting = new HashMap<>();

  /**
   * @param rule asked before each run
   * @param settings the length of slots, and how long a run waits for its lease
   * @param size runs at a time
   */
  Workers(
      JobStarter starter, Recovery recovery, StartRule rule, PipelineSettings settings, int size) {
    this.starter = starter;
    this.recovery = recovery;
    this.rule = rule;
    this.settings = settings;
    threads = Executors.newFixedThreadPool(size, Thread.ofPlatform().name("run-", 0).factory());
  }

  /** Begins the run of the slot that {@code due} lies in; returns at once. */
  void submit(ScheduledJob job, Optional<String> shop, Instant due) {
    submit(new JobIdentity(job.jobName(), shop, settings.slot(job, due), JobIdentity.SCHEDULED));
  }

  /** Begins the run as soon as a thread is free; returns at once. */
  void submit(JobIdentity identity) {
    String subject = identity.job() + "/" + identity.shop().orElse("");
    if (!begins(subject, identity)) {
      LOG.info("{} is under way here; {}", subject, identity);
      return;
    }
    threads.execute(
        () -> {
          Optional<JobIdentity> next = Optional.of(identity);
          while (next.isPresent()) {
            run(next.get());
            next = waiting(subject);
          }
        });
  }

  private synchronized boolean begins(String subject, JobIdentity identity) {
    if (underWay.add(subject)) {
      return true;
    }
    if (identity.shop().isEmpty()) {
      waiting.put(subject, identity);
    }
    return false;
  }

  private synchronized Optional<JobIdentity> waiting(String subject) {
    Optional<JobIdentity> next = Optional.ofNullable(waiting.remove(subject));
    if (next.isEmpty()) {
      underWay.remove(subject);
    }
    return next;
  }

  private void run(JobIdentity identity) {
    try {
      if (!rule.allows(identity)) {
        LOG.info("{} is not for this scheduler to start now", identity);
        return;
      }
      if (identity.job().equals(ScheduledJob.LOAD.jobName())) {
        recovery.recoverAll();
      }
      JobOutcome outcome = starter.run(identity, settings.leasePatience());
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
    } catch (RuntimeException | Error e) {
      // An error too: nobody would run what waits behind it.
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
