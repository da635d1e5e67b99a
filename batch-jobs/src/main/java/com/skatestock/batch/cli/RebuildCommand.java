package com.skatestock.batch.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rebuild}: makes history anew. */
@Command(
    name = "rebuild",
    description = {
      "Makes history anew into the same rows: facts and state are put away, and come back from the"
          + " topic or from the archive.",
      "Ids of products and variants, brands, categories, shops and the archive's index stay. One"
          + " that broke off is gone on with by the same command."
    },
    mixinStandardHelpOptions = true)
final class RebuildCommand implements Callable<Integer> {
  static final class From {
    @Option(
        names = "--from-topic",
        description = "from all that Kafka still has: what was observed since its oldest record")
    private boolean topic;

    @Option(
        names = "--from-archive",
        description = "from archived pages, each scrape of a shop again, in the order of time")
    private boolean archive;
  }

  @ArgGroup(exclusive = true, multiplicity = "1")
  private From from = new From();

  @Option(names = "--shop", paramLabel = "S", description = "one shop; all if not given")
  private Optional<String> shop = Optional.empty();

  @Option(names = "--dry-run", description = "say what would be put away and done again")
  private boolean dryRun;

  @Mixin private Reply reply = new Reply();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    try (ConfigurableApplicationContext context = Application.forCommand()) {
      List<String> shops =
          KnownShops.of(context, spec.commandLine()).namedOrAll(shop.stream().toList());
      HistoryRebuild rebuild = new HistoryRebuild(context, reply, dryRun);
      if (from.topic && !from.archive) {
        return rebuild.fromTopic(shop);
      }
      int worst = ExitCodes.OK;
      for (String one : shops) {
        worst = Math.max(worst, rebuild.fromArchive(one));
      }
      return worst;
    }
  }
}
