package com.skatestock.batch.cli;

import com.skatestock.batch.job.MetadataPurge;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
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

  @Spec private CommandSpec spec = CommandSpec.create();

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
      spec.commandLine()
          .getOut()
          .println(
              dryRun
                  ? "%d executions begun before %s would be deleted"
                      .formatted(purge.count(before), before)
                  : "%d executions begun before %s were deleted"
                      .formatted(purge.purge(before), before));
      return ExitCodes.OK;
    }
  }
}
