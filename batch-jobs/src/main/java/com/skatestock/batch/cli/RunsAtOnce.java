package com.skatestock.batch.cli;

import com.skatestock.batch.job.JobIdentity;
import com.skatestock.batch.job.JobOutcome;
import com.skatestock.batch.job.JobStarter;
import com.skatestock.batch.job.PipelineSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import org.springframework.context.ApplicationContext;

/** Runs to their ends, a few at a time. */
final class RunsAtOnce {
  /** Each run holds two of the database's connections. */
  static final int MOST = 6;

  private RunsAtOnce() {}

  /**
   * Blocks until all have ended.
   *
   * @param ended is told how each went, in the order of the list
   */
  static void run(
      ApplicationContext context,
      List<JobIdentity> identities,
      BiConsumer<JobIdentity, JobOutcome> ended)
      throws InterruptedException {
    JobStarter starter = context.getBean(JobStarter.class);
    PipelineSettings settings = context.getBean(PipelineSettings.class);
    Map<JobIdentity, Future<JobOutcome>> outcomes = new LinkedHashMap<>();
    try (ExecutorService threads =
        Executors.newFixedThreadPool(Math.clamp(identities.size(), 1, MOST))) {
      for (JobIdentity identity : identities) {
        outcomes.put(
            identity, threads.submit(() -> starter.run(identity, settings.leasePatience())));
      }
      for (Map.Entry<JobIdentity, Future<JobOutcome>> run : outcomes.entrySet()) {
        ended.accept(run.getKey(), outcome(run.getValue()));
      }
    }
  }

  private static JobOutcome outcome(Future<JobOutcome> run) throws InterruptedException {
    try {
      return run.get();
    } catch (ExecutionException e) {
      return new JobOutcome.Failed(0, String.valueOf(e.getCause()), true);
    }
  }
}
