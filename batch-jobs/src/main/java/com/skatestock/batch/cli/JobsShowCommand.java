package com.skatestock.batch.cli;

import com.skatestock.batch.job.JobLedger;
import com.skatestock.batch.job.JobLedger.Execution;
import com.skatestock.batch.job.JobLedger.LeaseLine;
import com.skatestock.batch.job.JobLedger.Position;
import com.skatestock.batch.job.JobLedger.Whole;
import com.skatestock.batch.job.StepLine;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code jobs show}: one run with all that is known of it. */
@Command(
    name = "show",
    description = "One run with its steps, its position, its lease and its error in full.",
    mixinStandardHelpOptions = true)
final class JobsShowCommand implements Callable<Integer> {
  @Parameters(paramLabel = "ID", description = "the run's id, from jobs list")
  private long id;

  @Mixin private Reply reply = new Reply();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    try (ConfigurableApplicationContext context = Application.forCommand()) {
      Whole run =
          context
              .getBean(JobLedger.class)
              .whole(id)
              .orElseThrow(() -> new UnknownRun(spec.commandLine(), id));
      PrintWriter out = spec.commandLine().getOut();
      if (reply.isJson()) {
        out.println(Json.line(run));
      } else {
        print(run, out);
        out.flush();
      }
      return ExitCodes.OK;
    }
  }

  private static void print(Whole run, PrintWriter out) {
    Execution execution = run.execution();
    out.printf(
        "%s %s %s %s %s: %s, %.1f s%n",
        execution.id(),
        execution.job(),
        Objects.requireNonNullElse(execution.shop(), "-"),
        execution.slot(),
        execution.scope(),
        execution.status(),
        execution.seconds());
    Table table =
        new Table(
            "step",
            "state",
            "exit",
            "read",
            "written",
            "rejected",
            "commits",
            "rollbacks",
            "checkpoint");
    for (StepLine step : run.steps()) {
      table.row(
          step.step(),
          step.status(),
          step.exitCode(),
          step.read(),
          step.written(),
          step.rejected(),
          step.commits(),
          step.rollbacks(),
          checkpoint(step.checkpoint()));
    }
    table.print(out);
    Position position = run.position();
    if (position != null) {
      out.printf(
          "position: %s, goes on at page %d; %d products, %d rejected so far%n",
          position.status(), position.nextPage(), position.products(), position.rejected());
    }
    LeaseLine lease = run.lease();
    out.println(
        "lease "
            + run.leaseName()
            + (lease == null
                ? ": free"
                : ": held by %s, epoch %d, %s %s"
                    .formatted(
                        lease.owner(),
                        lease.epoch(),
                        lease.living() ? "until" : "ran out at",
                        lease.expiresAt())));
    String error = run.error();
    if (error != null && !error.isBlank()) {
      out.printf("%n%s%n", error.strip());
    }
    switch (execution.status()) {
      case "FAILED", "STOPPED" ->
          out.printf("%nTo go on where it stopped: skatestock jobs restart %d%n", execution.id());
      case "UNKNOWN" ->
          out.printf(
              "%nIts last word was lost: skatestock jobs resolve-unknown %d%n", execution.id());
      case "STARTING", "STARTED", "STOPPING" -> {
        if (lease == null || !lease.living()) {
          out.printf("%nIts process is gone: skatestock jobs recover %d%n", execution.id());
        }
      }
      default -> {}
    }
  }

  /** Of the load the offsets, else each number by its name. */
  private static String checkpoint(Map<String, Long> checkpoint) {
    Long next = checkpoint.get("nextOffset");
    if (next != null) {
      return "offsets %d to %d of %d"
          .formatted(checkpoint.get("firstOffset"), next, checkpoint.get("endOffset"));
    }
    return checkpoint.isEmpty()
        ? "-"
        : checkpoint.entrySet().stream()
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .collect(Collectors.joining(", "));
  }
}
