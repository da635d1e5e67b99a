package com.skatestock.batch.cli;

import com.skatestock.batch.job.JobIdentity;
import com.skatestock.batch.job.JobOutcome;
import com.skatestock.batch.job.JobStarter;
import com.skatestock.batch.job.PipelineSettings;
import com.skatestock.batch.job.ScheduledJob;
import com.skatestock.batch.job.scrape.RunSummary;
import com.skatestock.batch.job.scrape.ScrapeRuns;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cycle}: scrape some shops, load, and say what happened. */
@Command(
    name = "cycle",
    description = "Scrapes shops, all at once, loads what they show, and prints what happened.",
    mixinStandardHelpOptions = true)
final class CycleCommand implements Callable<Integer> {
  @Option(
      names = "--shop",
      paramLabel = "S",
      split = ",",
      required = true,
      description = "the shops' ids")
  private List<String> shops = List.of();

  @Option(names = "--format", description = "text, json, or both", defaultValue = "text")
  private Answer format = Answer.text;

  @Spec private CommandSpec spec = CommandSpec.create();

  private enum Answer {
    text,
    json,
    both
  }

  private record Totals(
      long products, long variants, long historyRows, long refused, double seconds) {}

  private record Summary(List<RunSummary> shops, Totals totals, List<String> failures) {}

  @Override
  public Integer call() throws InterruptedException {
    try (ConfigurableApplicationContext context = Application.forCommand()) {
      KnownShops known = KnownShops.of(context, spec.commandLine());
      shops.forEach(known::named);
      Summary summary = cycle(context);
      if (format != Answer.json) {
        print(summary);
      }
      if (format != Answer.text) {
        spec.commandLine().getOut().println(Json.line(summary));
      }
      return summary.failures().isEmpty() ? ExitCodes.OK : ExitCodes.RETRY;
    }
  }

  private Summary cycle(ConfigurableApplicationContext context) throws InterruptedException {
    Clock clock = context.getBean(Clock.class);
    JobStarter starter = context.getBean(JobStarter.class);
    PipelineSettings settings = context.getBean(PipelineSettings.class);
    Duration patience = settings.leasePatience();
    Instant begun = clock.instant();
    String scope = "manual/" + begun;
    Instant slot = settings.slot(ScheduledJob.SCRAPE, begun);
    List<String> failures = new ArrayList<>();
    List<JobIdentity> scrapes =
        shops.stream()
            .map(
                shop ->
                    new JobIdentity(ScheduledJob.SCRAPE.jobName(), Optional.of(shop), slot, scope))
            .toList();
    Reply reply = new Reply(spec, format == Answer.text ? Format.text : Format.json);
    try (Progress _ = RunProgress.of(reply, context, scrapes)) {
      RunsAtOnce.run(
          context,
          scrapes,
          (scrape, outcome) ->
              failure(outcome)
                  .ifPresent(why -> failures.add(scrape.shop().orElseThrow() + ": " + why)));
    }
    JobIdentity load =
        new JobIdentity(
            ScheduledJob.LOAD.jobName(),
            Optional.empty(),
            settings.slot(ScheduledJob.LOAD, begun),
            scope);
    try (Progress _ = RunProgress.of(reply, context, List.of(load))) {
      if (starter.run(load, patience)
          instanceof JobOutcome.Failed(long execution, String cause, boolean _)) {
        failures.add("load (run " + execution + "): " + cause);
      }
    }
    ScrapeRuns runs = context.getBean(ScrapeRuns.class);
    List<RunSummary> rows =
        shops.stream()
            .flatMap(shop -> runs.find(shop, slot, scope).stream())
            .map(runs::summary)
            .toList();
    return new Summary(
        rows,
        totals(context.getBean(JdbcClient.class), Duration.between(begun, clock.instant())),
        failures);
  }

  private static Optional<String> failure(JobOutcome outcome) {
    return switch (outcome) {
      case JobOutcome.Failed(long execution, String cause, boolean _) ->
          Optional.of(cause + " (run " + execution + ")");
      case JobOutcome.RunningElsewhere(String lease) ->
          Optional.of("runs elsewhere, lease " + lease);
      case JobOutcome.Completed _, JobOutcome.AlreadyComplete _ -> Optional.empty();
    };
  }

  private static Totals totals(JdbcClient database, Duration took) {
    return database
        .sql(
            """
            select
              (select count(*) from products) as products,
              (select count(*) from product_variants) as variants,
              (select count(*) from price_history) as history_rows,
              (select count(*) from dead_letter_queue) as refused
            """)
        .query(
            (row, index) ->
                new Totals(
                    row.getLong("products"),
                    row.getLong("variants"),
                    row.getLong("history_rows"),
                    row.getLong("refused"),
                    took.toMillis() / 1_000.0))
        .single();
  }

  private void print(Summary summary) {
    Table table =
        new Table(
            "shop",
            "pages",
            "products",
            "variants",
            "new",
            "changed",
            "unchanged",
            "rejected",
            "seconds");
    for (RunSummary shop : summary.shops()) {
      table.row(
          shop.shop(),
          shop.pages(),
          shop.products(),
          shop.variants(),
          shop.created(),
          shop.changed(),
          shop.unchanged(),
          shop.rejected(),
          shop.seconds());
    }
    var out = spec.commandLine().getOut();
    table.print(out);
    Totals totals = summary.totals();
    out.printf(
        "%nIn PostgreSQL: %,d products, %,d variants, %,d rows of price history, %,d refused. Took"
            + " %.1f s.%n",
        totals.products(),
        totals.variants(),
        totals.historyRows(),
        totals.refused(),
        totals.seconds());
    summary.failures().forEach(failure -> out.println("FAILED " + failure));
    out.flush();
  }
}
