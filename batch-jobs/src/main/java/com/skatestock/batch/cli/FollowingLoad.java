package com.skatestock.batch.cli;

import com.skatestock.batch.job.JobIdentity;
import com.skatestock.batch.job.JobOutcome;
import com.skatestock.batch.job.JobStarter;
import com.skatestock.batch.job.PipelineSettings;
import com.skatestock.batch.job.ScheduledJob;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.springframework.context.ConfigurableApplicationContext;

/** The load behind a command that published: brings it into PostgreSQL. */
final class FollowingLoad {

  private FollowingLoad() {}

  /**
   * Loads what the topic has now.
   *
   * @param reason the first part of the run's scope
   * @return an exit code
   */
  static int run(ConfigurableApplicationContext context, String reason, PrintWriter errors)
      throws InterruptedException {
    Instant now = context.getBean(Clock.class).instant();
    JobIdentity load =
        new JobIdentity(
            ScheduledJob.LOAD.jobName(),
            Optional.empty(),
            ScheduledJob.LOAD.slot(now),
            reason + "/" + now);
    JobOutcome outcome =
        context
            .getBean(JobStarter.class)
            .run(load, context.getBean(PipelineSettings.class).leasePatience());
    if (outcome instanceof JobOutcome.Failed(long execution, String cause, boolean _)) {
      errors.println("load (run " + execution + ") failed: " + cause);
    }
    return ExitCodes.of(outcome);
  }
}
