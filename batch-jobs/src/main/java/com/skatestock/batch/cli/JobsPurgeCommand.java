package com.skatestock.batch.cli;

import com.skatestock.batch.cli.Progress.Position;
import com.skatestock.batch.job.MetadataPurge;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.LongAdder;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code jobs purge}: deletes the record of old runs. */
@Command(
    name = "purge",
    description = {
      "Deletes what Spring Batch remembers of old runs; products, prices, scrape_runs and pages"
          + " stay.",
      "Never a run that is under way, nor the latest execution of one that is not finished."
    },
    mixinStandardHelpOptions = true)
final class JobsPurgeCommand implements Callable<Integer> {
  private static final Period SHORTEST = Period.ofDays(1);

  @Option(
      names = "--older-than",
      paramLabel = "PERIOD",
      required = true,
      description = "such as P90D; a day or more")
  private Period age = SHORTEST;

  @Option(names = "--dry-run", description = "only say how many")
  private boolean dryRun;

  @Mixin private Reply reply = new Reply();

  @Spec private CommandSpec spec = CommandSpec.create();

  /** What is said to programs. */
  private record Purged(Instant before, boolean dryRun, long executions) {}

  @Override
  public Integer call() {
    try (ConfigurableApplicationContext context = Application.forCommand()) {
      Instant now = context.getBean(Clock.class).instant();
      Instant before = now.atZone(ZoneOffset.UTC).minus(age).toInstant();
      if (Duration.between(before, now).compareTo(Duration.ofDays(1)) < 0) {
        throw new ParameterException(
            spec.commandLine(), "--older-than must be P1D or more, is " + age);
      }
      MetadataPurge purge = context.getBean(MetadataPurge.class);
      long executions = dryRun ? purge.count(before) : purge(purge, before);
      reply.say(
          new Purged(before, dryRun, executions),
          "%d executions begun before %s %s deleted"
              .formatted(executions, before, dryRun ? "would be" : "were"));
      return ExitCodes.OK;
    }
  }

  private long purge(MetadataPurge purge, Instant before) {
    LongAdder purged = new LongAdder();
    long all = purge.count(before);
    try (Progress _ =
        reply.progress("purge", "executions", () -> new Position(purged.sum(), all))) {
      return purge.purge(before, purged);
    }
  }
}
