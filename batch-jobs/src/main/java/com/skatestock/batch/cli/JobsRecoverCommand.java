package com.skatestock.batch.cli;

import com.skatestock.batch.job.Recovery;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code jobs recover}: closes runs whose process is gone. */
@Command(
    name = "recover",
    description = {
      "Closes runs that are open though their process is gone, so that they can be restarted.",
      "A run whose lease is held is left alone. Safe at any time, and not needed: each start of a"
          + " run does it by itself."
    },
    mixinStandardHelpOptions = true)
final class JobsRecoverCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "ID",
      arity = "0..1",
      description = "the run's id, from jobs list; all open ones if not given")
  private Optional<Long> id = Optional.empty();

  @Option(names = "--all", description = "all open ones, as without ID")
  private boolean all;

  @Mixin private Reply reply = new Reply();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    if (all && id.isPresent()) {
      throw new ParameterException(spec.commandLine(), "Either --all or an ID");
    }
    try (ConfigurableApplicationContext context = Application.forCommand()) {
      Recovery recovery = context.getBean(Recovery.class);
      new RecoveryAnswers(reply)
          .say(id.isEmpty() ? recovery.recoverAll() : List.of(one(recovery, id.get())));
      return ExitCodes.OK;
    }
  }

  private Recovery.Answer one(Recovery recovery, long execution) {
    return recovery
        .recover(execution)
        .orElseThrow(() -> new UnknownRun(spec.commandLine(), execution));
  }
}
