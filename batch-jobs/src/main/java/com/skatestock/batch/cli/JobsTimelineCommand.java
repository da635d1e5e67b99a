package com.skatestock.batch.cli;

import com.skatestock.batch.job.PipelineSettings;
import com.skatestock.batch.job.Timeline;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code jobs timeline}: runs and gaps of a span of time, as a chart or as JSON lines. */
@Command(
    name = "timeline",
    description = "What ran when, one row per job and shop; gaps are visible.",
    mixinStandardHelpOptions = true)
final class JobsTimelineCommand implements Callable<Integer> {
  @Option(
      names = "--from",
      paramLabel = "T",
      description =
          "such as 2026-11-20T10:30:00Z or 2026-11-20, UTC; a day before --to if not given")
  private Optional<Instant> from = Optional.empty();

  @Option(names = "--to", paramLabel = "T", description = "excluded; now if not given")
  private Optional<Instant> to = Optional.empty();

  @Mixin private Reply reply = new Reply();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    try (ConfigurableApplicationContext context = Application.forCommand()) {
      Instant end = to.orElseGet(() -> context.getBean(Clock.class).instant());
      Instant begin = from.orElseGet(() -> end.minus(Duration.ofDays(1)));
      if (!begin.isBefore(end)) {
        throw new ParameterException(spec.commandLine(), "--from must lie before --to");
      }
      List<Timeline.Entry> entries = context.getBean(Timeline.class).between(begin, end);
      if (reply.isJson()) {
        entries.forEach(entry -> spec.commandLine().getOut().println(Json.line(entry)));
      } else {
        Duration slot = context.getBean(PipelineSettings.class).scrapeEvery();
        new TimelineChart(begin, end, slot).print(entries, spec.commandLine().getOut());
      }
      return ExitCodes.OK;
    }
  }
}
