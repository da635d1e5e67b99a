package com.skatestock.batch.cli;

import com.skatestock.batch.job.JobIdentity;
import com.skatestock.batch.job.JobLedger;
import com.skatestock.batch.job.JobLedger.Execution;
import com.skatestock.batch.job.JobOutcome;
import com.skatestock.batch.job.JobStarter;
import com.skatestock.batch.job.PipelineSettings;
import java.util.List;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code jobs}: what ran, and what to do about it. */
@Command(
    name = "jobs",
    description = "Shows, restarts, stops, recovers and abandons runs.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = JobsCommand.WORDS,
    subcommands = {
      JobsListCommand.class,
      JobsShowCommand.class,
      JobsTimelineCommand.class,
      JobsRecoverCommand.class,
      JobsResolveUnknownCommand.class,
      JobsPurgeCommand.class
    })
final class JobsCommand implements Runnable {
  static final String WORDS =
      "list|show|timeline|restart|stop|abandon|recover|resolve-unknown|purge";

  @Spec private CommandSpec spec = CommandSpec.create();

  /**
   * What {@code stop} says to programs.
   *
   * @param status the run's before it was asked
   */
  private record StopAsked(long execution, String status, boolean askedToStop) {}

  /**
   * What {@code abandon} says to programs.
   *
   * @param status the run's before that
   */
  private record GivenUp(long execution, String status, boolean abandoned) {}

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what: jobs " + WORDS);
  }

  private Execution find(JobLedger ledger, long id) {
    return ledger.find(id).orElseThrow(() -> new UnknownRun(spec.commandLine(), id));
  }

  @Command(
      name = "restart",
      description = "Goes on with a run where it stopped. Safe to call twice.",
      mixinStandardHelpOptions = true)
  int restart(
      @Parameters(paramLabel = "ID", description = "the run's id, from jobs list") long id,
      @Mixin Reply reply)
      throws InterruptedException {
    try (ConfigurableApplicationContext context = Application.forCommand()) {
      Execution execution = find(context.getBean(JobLedger.class), id);
      JobIdentity identity = execution.identity().orElseThrow();
      JobOutcome outcome;
      try (Progress _ = RunProgress.of(reply, context, List.of(identity))) {
        outcome =
            context
                .getBean(JobStarter.class)
                .run(identity, context.getBean(PipelineSettings.class).leasePatience());
      }
      OutcomeText answer = OutcomeText.of(outcome);
      reply.say(answer.document(identity), identity + ": " + answer);
      return ExitCodes.of(outcome);
    }
  }

  @Command(
      name = "stop",
      description = "Asks a run to stop after its present chunk; restart goes on there.",
      mixinStandardHelpOptions = true)
  int stop(
      @Parameters(paramLabel = "ID", description = "the run's id, from jobs list") long id,
      @Mixin Reply reply) {
    try (ConfigurableApplicationContext context = Application.forCommand()) {
      Execution execution = find(context.getBean(JobLedger.class), id);
      boolean asked = context.getBean(JobStarter.class).stop(id);
      reply.say(
          new StopAsked(id, execution.status(), asked),
          asked
              ? "Run " + id + " was asked to stop"
              : "Run " + id + " is " + execution.status() + ": nothing to stop");
      return ExitCodes.OK;
    }
  }

  @Command(
      name = "abandon",
      description = "Gives a broken run up: it will not be restarted.",
      mixinStandardHelpOptions = true)
  int abandon(
      @Parameters(paramLabel = "ID", description = "the run's id, from jobs list") long id,
      @Mixin Reply reply) {
    try (ConfigurableApplicationContext context = Application.forCommand()) {
      Execution execution = find(context.getBean(JobLedger.class), id);
      boolean abandoned = context.getBean(JobStarter.class).abandon(id);
      reply.say(
          new GivenUp(id, execution.status(), abandoned),
          abandoned
              ? "Run " + id + " is given up"
              : "Run " + id + " still runs, or is complete: stop it first; nothing was done");
      return abandoned ? ExitCodes.OK : ExitCodes.DATA;
    }
  }
}
