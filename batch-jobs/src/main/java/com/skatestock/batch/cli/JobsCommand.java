package com.skatestock.batch.cli;

import com.skatestock.batch.job.JobIdentity;
import com.skatestock.batch.job.JobLedger;
import com.skatestock.batch.job.JobLedger.Execution;
import com.skatestock.batch.job.JobLedger.StepLine;
import com.skatestock.batch.job.JobOutcome;
import com.skatestock.batch.job.JobStarter;
import com.skatestock.batch.job.PipelineSettings;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code jobs}: what ran, and what to do about it. */
@Command(
    name = "jobs",
    description = "Shows, restarts, stops and abandons runs.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "list|show|restart|stop|abandon")
final class JobsCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Say what: jobs list|show|restart|stop|abandon");
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  @Command(
      name = "list",
      description = "The newest runs, newest first.",
      mixinStandardHelpOptions = true)
  int list(
      @Option(names = "--job", description = "only this job") @Nullable String job,
      @Option(names = "--shop", description = "only this shop") @Nullable String shop,
      @Option(names = "--last", defaultValue = "20", description = "how many (${DEFAULT-VALUE})")
          int count,
      @Option(names = "--format", defaultValue = "text", description = "text or json")
          Format format) {
    try (ConfigurableApplicationContext context = Application.forCommand()) {
      List<Execution> executions =
          context
              .getBean(JobLedger.class)
              .newest(count, Optional.ofNullable(job), Optional.ofNullable(shop));
      if (format == Format.json) {
        executions.forEach(execution -> out().println(Json.line(execution)));
        return ExitCodes.OK;
      }
      Table table =
          new Table(
              "id", "job", "shop", "slot", "scope", "status", "started", "seconds", "read",
              "written");
      for (Execution execution : executions) {
        table.row(
            execution.id(),
            execution.job(),
            Objects.requireNonNullElse(execution.shop(), "-"),
            Objects.requireNonNullElse(execution.slot(), "-"),
            Objects.requireNonNullElse(execution.scope(), "-"),
            execution.status(),
            execution.startedAt() == null ? "-" : seconds(execution.startedAt()),
            execution.seconds(),
            execution.read(),
            execution.written());
      }
      table.print(out());
      return ExitCodes.OK;
    }
  }

  private static String seconds(Instant instant) {
    return Instant.ofEpochSecond(instant.getEpochSecond()).toString();
  }

  @Command(
      name = "show",
      description = "One run with its steps, its position and its error in full.",
      mixinStandardHelpOptions = true)
  int show(
      @Parameters(paramLabel = "ID", description = "the run's id, from jobs list") long id,
      @Option(names = "--format", defaultValue = "text", description = "text or json")
          Format format) {
    try (ConfigurableApplicationContext context = Application.forCommand()) {
      JobLedger ledger = context.getBean(JobLedger.class);
      Execution execution = find(ledger, id);
      List<StepLine> steps = ledger.steps(id);
      if (format == Format.json) {
        record Whole(Execution execution, List<StepLine> steps) {}
        out().println(Json.line(new Whole(execution, steps)));
        return ExitCodes.OK;
      }
      out()
          .printf(
              "%s %s %s %s %s: %s, %.1f s%n",
              execution.id(),
              execution.job(),
              Objects.requireNonNullElse(execution.shop(), "-"),
              execution.slot(),
              execution.scope(),
              execution.status(),
              execution.seconds());
      Table table = new Table("step", "status", "exit", "read", "written", "commits", "rollbacks");
      for (StepLine step : steps) {
        table.row(
            step.step(),
            step.status(),
            step.exitCode(),
            step.read(),
            step.written(),
            step.commits(),
            step.rollbacks());
      }
      table.print(out());
      steps.stream()
          .filter(step -> step.message() != null && !step.message().isBlank())
          .forEach(step -> out().printf("%n%s:%n%s%n", step.step(), step.message()));
      if (execution.status().equals("FAILED")) {
        out().printf("%nTo go on where it stopped: skatestock jobs restart %d%n", id);
      }
      out().flush();
      return ExitCodes.OK;
    }
  }

  private Execution find(JobLedger ledger, long id) {
    return ledger
        .find(id)
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(), "No run " + id + "; see: skatestock jobs list"));
  }

  @Command(
      name = "restart",
      description = "Goes on with a run where it stopped. Safe to call twice.",
      mixinStandardHelpOptions = true)
  int restart(@Parameters(paramLabel = "ID", description = "the run's id, from jobs list") long id)
      throws InterruptedException {
    try (ConfigurableApplicationContext context = Application.forCommand()) {
      Execution execution = find(context.getBean(JobLedger.class), id);
      JobIdentity identity =
          new JobIdentity(
              execution.job(),
              Optional.ofNullable(execution.shop()),
              Instant.parse(Objects.requireNonNull(execution.slot())),
              Objects.requireNonNull(execution.scope()),
              Optional.ofNullable(execution.file()));
      JobOutcome outcome =
          context
              .getBean(JobStarter.class)
              .run(identity, context.getBean(PipelineSettings.class).leasePatience());
      out().println(identity + ": " + outcome);
      return outcome instanceof JobOutcome.Failed ? ExitCodes.RETRY : ExitCodes.OK;
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
