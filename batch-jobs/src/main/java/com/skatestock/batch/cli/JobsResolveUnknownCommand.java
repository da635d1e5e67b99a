package com.skatestock.batch.cli;

import com.skatestock.batch.job.Recovery;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code jobs resolve-unknown}: closes runs whose last word was lost. */
@Command(
    name = "resolve-unknown",
    description = {
      "Closes runs whose last word to PostgreSQL was lost, so that they can be restarted.",
      "What they wrote counts by its own position, whatever their state says."
    },
    mixinStandardHelpOptions = true)
final class JobsResolveUnknownCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "ID",
      arity = "0..1",
      description = "the run's id, from jobs list; all UNKNOWN ones if not given")
  private Optional<Long> id = Optional.empty();

  @Mixin private Reply reply = new Reply();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    try (ConfigurableApplicationContext context = Application.forCommand()) {
      Recovery recovery = context.getBean(Recovery.class);
      new RecoveryAnswers(reply)
          .say(
              id.isEmpty()
                  ? recovery.resolveUnknown()
                  : List.of(
                      recovery
                          .resolveUnknown(id.get())
                          .orElseThrow(() -> new UnknownRun(spec.commandLine(), id.get()))));
      return ExitCodes.OK;
    }
  }
}
