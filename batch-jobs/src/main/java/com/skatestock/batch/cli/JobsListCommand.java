package com.skatestock.batch.cli;

import com.skatestock.batch.job.JobDefinition;
import com.skatestock.batch.job.JobIdentity;
import com.skatestock.batch.job.JobLedger;
import com.skatestock.batch.job.JobLedger.Execution;
import com.skatestock.batch.job.RunOutlook;
import com.skatestock.batch.job.ScheduledJob;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code jobs list}: what ran, how it went, how far it lies behind, and what comes next. */
@Command(
    name = "list",
    description = {
      "The newest runs, newest first.",
      "lag: of a scrape how long after the end of its slot it was done, or that it has been"
          + " overdue; of the newest load how many records of the topic are not loaded.",
      "next: when the same scheduled job of the same shop is due."
    },
    mixinStandardHelpOptions = true)
final class JobsListCommand implements Callable<Integer> {
  private static final List<String> STATES =
      Stream.of(BatchStatus.values()).map(BatchStatus::name).toList();

  @Option(names = "--job", paramLabel = "J", description = "only this job")
  private Optional<String> job = Optional.empty();

  @Option(names = "--shop", paramLabel = "S", description = "only this shop")
  private Optional<String> shop = Optional.empty();

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description = "only this state: completed, failed, stopped, started, unknown, abandoned")
  private Optional<String> state = Optional.empty();

  @Option(
      names = "--scope",
      paramLabel = "SCOPE",
      description = "only scopes that begin so, such as scheduled or backfill")
  private Optional<String> scope = Optional.empty();

  @Option(
      names = "--since",
      paramLabel = "T",
      description = "only those begun since, such as 2026-11-20T10:30:00Z")
  private Optional<Instant> since = Optional.empty();

  @Option(
      names = "--last",
      paramLabel = "N",
      defaultValue = "20",
      description = "how many (${DEFAULT-VALUE})")
  private int count;

  @Mixin private Reply reply = new Reply();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    if (count < 1) {
      throw new ParameterException(spec.commandLine(), "--last " + count + ": at least one run");
    }
    new KnownWords("state", STATES, spec.commandLine()).check(state);
    try (ConfigurableApplicationContext context = Application.forCommand()) {
      List<Execution> executions =
          context
              .getBean(JobLedger.class)
              .newest(
                  count,
                  new JobLedger.Filter(
                      job, shop, state.map(word -> word.toUpperCase(Locale.ROOT)), scope, since));
      if (executions.isEmpty()) {
        checkFilters(context);
      }
      RunOutlook outlook = context.getBean(RunOutlook.class);
      Map<String, Instant> next = outlook.nextRuns();
      Optional<Execution> newestLoad =
          executions.stream()
              .filter(execution -> execution.job().equals(ScheduledJob.LOAD.jobName()))
              .findFirst();
      OptionalLong behind = newestLoad.isPresent() ? outlook.recordsBehind() : OptionalLong.empty();
      Table table =
          new Table(
              "id",
              "job",
              "shop",
              "slot",
              "scope",
              "state",
              "started",
              "seconds",
              "read",
              "written",
              "rejected",
              "lag",
              "next");
      for (Execution execution : executions) {
        Optional<Duration> overdue = outlook.overdue(execution);
        OptionalLong records =
            newestLoad.filter(execution::equals).isPresent() ? behind : OptionalLong.empty();
        Optional<Instant> due = due(execution, next);
        if (reply.isJson()) {
          spec.commandLine().getOut().println(Json.line(line(execution, overdue, records, due)));
        } else {
          table.row(
              execution.id(),
              execution.job(),
              text(execution.shop()),
              text(execution.slot()),
              text(execution.scope()),
              execution.status(),
              execution.startedAt() == null ? "-" : second(execution.startedAt()),
              execution.seconds(),
              execution.read(),
              execution.written(),
              execution.rejected(),
              lag(overdue, records),
              due.map(JobsListCommand::second).orElse("-"));
        }
      }
      if (!reply.isJson()) {
        table.print(spec.commandLine().getOut());
      }
      return ExitCodes.OK;
    }
  }

  /** What nothing was found by must be known: it may be mistyped. */
  private void checkFilters(ApplicationContext context) {
    CommandLine commandLine = spec.commandLine();
    List<String> jobs =
        context.getBeanProvider(JobDefinition.class).stream()
            .map(JobDefinition::name)
            .sorted()
            .toList();
    new KnownWords("job", jobs, commandLine).check(job);
    KnownShops.everOf(context, commandLine).check(shop);
    new KnownWords("scope", JobIdentity.SCOPES, commandLine).checkBeginning(scope);
  }

  private static Optional<Instant> due(Execution execution, Map<String, Instant> next) {
    if (!JobIdentity.SCHEDULED.equals(execution.scope())) {
      return Optional.empty();
    }
    String name =
        execution.shop() == null ? execution.job() : execution.job() + "/" + execution.shop();
    return Optional.ofNullable(next.get(name));
  }

  private static String lag(Optional<Duration> overdue, OptionalLong records) {
    if (records.isPresent()) {
      return records.getAsLong() + " records";
    }
    return overdue
        .map(
            lag ->
                lag.truncatedTo(ChronoUnit.SECONDS)
                    .toString()
                    .substring(2)
                    .toLowerCase(Locale.ROOT))
        .orElse("-");
  }

  private static Map<String, @Nullable Object> line(
      Execution execution,
      Optional<Duration> overdue,
      OptionalLong records,
      Optional<Instant> due) {
    Map<String, @Nullable Object> line = new LinkedHashMap<>();
    line.put("id", execution.id());
    line.put("job", execution.job());
    line.put("shop", execution.shop());
    line.put("slot", execution.slot());
    line.put("scope", execution.scope());
    line.put("file", execution.file());
    line.put("status", execution.status());
    line.put("started_at", execution.startedAt());
    line.put("ended_at", execution.endedAt());
    line.put("seconds", execution.seconds());
    line.put("read", execution.read());
    line.put("written", execution.written());
    line.put("rejected", execution.rejected());
    line.put("lag_seconds", overdue.map(Duration::toSeconds).orElse(null));
    line.put("lag_records", records.isPresent() ? records.getAsLong() : null);
    line.put("next_run_at", due.orElse(null));
    line.put("message", execution.message());
    return line;
  }

  private static String text(@Nullable String cell) {
    return Objects.requireNonNullElse(cell, "-");
  }

  private static String second(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
