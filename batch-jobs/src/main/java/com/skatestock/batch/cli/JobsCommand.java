package com.skatestock.batch.cli;

import com.skatestock.batch.job.JobIdentity;
import com.skatestock.batch.job.JobLedger;
import com.skatestock.batch.job.JobLedger.Execution;
import com.skatestock.batch.job.JobOutcome;
import com.skatestock.batch.job.JobStarter;
import com.skatestock.batch.job.PipelineSettings;
import java.io.PrintWriter;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
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

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what: jobs " + WORDS);
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private Execution find(JobLedger ledger, long id) {
    return ledger.find(id).orElseThrow(() -> new UnknownRun(spec.commandLine(), id));
  }

  @Command(
      name = "restart",
      description = "Goes on with a run where it stopped. Safe to call twice.",
      mixinStandardHelpOptions = true)
  int restart(@Parameters(paramLabel = "ID", description = "the run's id, from jobs list") long id)
      throws InterruptedException {
    try (ConfigurableApplicationContext context = Application.forCommand()) {
      Execution execution = find(context.getBean(JobLedger.class), id);
      JobIdentity identity = execution.identity().orElseThrow();
      JobOutcome outcome =
          context
              .getBean(JobStarter.class)
              .run(identity, context.getBean(PipelineSettings.class).leasePatience());
      out().println(identity + ": " + OutcomeText.of(outcome));
      return ExitCodes.of(outcome);
    }
  }

  @Command(
      name = "stop",
      description = "Asks a run to stop after its present chunk; restart goes on there.",
      mixinStandardHelpOptions = true)
  int stop(@Parameters(paramLabel = "ID", description = "the run's id, from jobs list") long id) {
    try (ConfigurableApplicationContext context = Application.forCommand()) {
      Execution execution = find(context.getBean(JobLedger.class), id);
      boolean asked = context.getBean(JobStarter.class).stop(id);
      out()
          .println(
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
      @Parameters(paramLabel = "ID", description = "the run's id, from jobs list") long id) {
    try (ConfigurableApplicationContext context = Application.forCommand()) {
      find(context.getBean(JobLedger.class), id);
      boolean abandoned = context.getBean(JobStarter.class).abandon(id);
      if (!abandoned) {
        out().println("Run " + id + " still runs, or is complete: stop it first; nothing was done");
        return ExitCodes.DATA;
      }
      out().println("Run " + id + " is given up");
      return ExitCodes.OK;
    }
  }
}
