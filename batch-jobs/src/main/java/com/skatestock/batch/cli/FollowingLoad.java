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
   * Loads what the topic has now, and says of it what it says of any run to programs.
   *
   * @param reason the first part of the run's scope
   * @return an exit code
   */
  static int run(ConfigurableApplicationContext context, String reason, Reply reply)
      throws InterruptedException {
    JobIdentity load = identity(context, reason);
    JobOutcome outcome = outcome(context, load, reply.errors());
    if (reply.isJson()) {
      reply.out().println(Json.line(OutcomeText.of(outcome).document(load)));
      reply.out().flush();
    }
    return ExitCodes.of(outcome);
  }

  /**
   * The same as a part of something larger, which says how it went.
   *
   * @param reason the first part of the run's scope
   * @return an exit code
   */
  static int run(ConfigurableApplicationContext context, String reason, PrintWriter errors)
      throws InterruptedException {
    return ExitCodes.of(outcome(context, identity(context, reason), errors));
  }

  private static JobIdentity identity(ConfigurableApplicationContext context, String reason) {
    Instant now = context.getBean(Clock.class).instant();
    return new JobIdentity(
        ScheduledJob.LOAD.jobName(),
        Optional.empty(),
        ScheduledJob.LOAD.slot(now),
        reason + "/" + now);
  }

  private static JobOutcome outcome(
      ConfigurableApplicationContext context, JobIdentity load, PrintWriter errors)
      throws InterruptedException {
    JobOutcome outcome =
        context
            .getBean(JobStarter.class)
            .run(load, context.getBean(PipelineSettings.class).leasePatience());
    if (outcome instanceof JobOutcome.Failed(long execution, String cause, boolean _)) {
      errors.println("load (run " + execution + ") failed: " + cause);
    }
    return outcome;
  }
}
