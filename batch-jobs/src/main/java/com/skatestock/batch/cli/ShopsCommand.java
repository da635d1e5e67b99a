package com.skatestock.batch.cli;

import com.skatestock.batch.extract.selectors.CssSyntax;
import com.skatestock.batch.job.MissedSlots;
import com.skatestock.batch.job.PipelineSettings;
import com.skatestock.batch.job.ScheduledJob;
import com.skatestock.batch.job.ShopStates;
import com.skatestock.batch.job.ShopStates.State;
import com.skatestock.batch.job.scrape.ScrapeRuns;
import com.skatestock.batch.quality.RunQuality;
import com.skatestock.batch.shop.Shop;
import com.skatestock.batch.shop.Shops;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code shops}: which shops are watched. */
@Command(
    name = "shops",
    description = "Lists, checks, adds, pauses, resumes and removes shops.",
    mixinStandardHelpOptions = true,
    subcommands = {ShopCheckCommand.class},
    synopsisSubcommandLabel = "list|check|add|accept|pause|resume|remove")
final class ShopsCommand implements Runnable {
  private final Map<String, String> environment;

  @Spec private CommandSpec spec = CommandSpec.create();

  /** In this process's environment. */
  ShopsCommand() {
    this(System.getenv());
  }

  ShopsCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Say what: shops list|check|add|accept|pause|resume|remove");
  }

  private record Added(String file, List<String> shops) {}

  private record Accepted(String shop, int alertsEnded) {}

  private record Standing(String shop, String state) {}

  private Shops configured() {
    return Shops.load(environment, new CssSyntax());
  }

  @Command(
      name = "list",
      description = "The configured shops and how they stand.",
      mixinStandardHelpOptions = true)
  int list(
      @Option(
              names = "--offline",
              description = "only what the configuration says; needs no server")
          boolean offline,
      @Mixin Reply reply) {
    Map<String, State> states = offline ? Map.of() : states();
    Table table = new Table("shop", "name", "where", "platform", "currency", "url", "state");
    for (Shop shop : configured().all()) {
      State known = states.get(shop.id());
      String state = known != null ? word(known) : offline ? "configured" : "new";
      if (reply.isJson()) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("shop", shop.id());
        line.put("name", shop.name());
        line.put("address", shop.address());
        line.put("platform", shop.platform().name());
        line.put("currency", shop.currency().getCurrencyCode());
        line.put("url", shop.url().toString());
        line.put("state", state);
        reply.out().println(Json.line(line));
      } else {
        table.row(
            shop.id(),
            shop.name(),
            shop.address(),
            shop.platform(),
            shop.currency(),
            shop.url(),
            state);
      }
    }
    if (!reply.isJson()) {
      table.print(reply.out());
    }
    return ExitCodes.OK;
  }

  private static Map<String, State> states() {
    try (ConfigurableApplicationContext context = Application.forCommand()) {
      return context.getBean(ShopStates.class).all();
    }
  }

  private Shop shop(String id) {
    return new KnownShops(configured(), false, spec.commandLine()).named(id);
  }

  @Command(
      name = "add",
      description = "Checks a YAML file of shops and puts it into the folder of shops.",
      mixinStandardHelpOptions = true)
  int add(
      @Parameters(paramLabel = "FILE.yml", description = "like the bundled shops.yml") Path file,
      @Mixin Reply reply)
      throws IOException {
    Path folder = Shops.folder(environment).orElse(Path.of("shops.d"));
    Path target = folder.resolve(file.getFileName());
    if (Files.exists(target)) {
      throw new ParameterException(spec.commandLine(), target + " exists already: edit it there");
    }
    Path trial = Files.createTempDirectory("shops");
    try {
      Path copy = Files.copy(file, trial.resolve(file.getFileName()));
      Shops found = Shops.load(Optional.of(trial), new CssSyntax());
      Files.createDirectories(folder);
      Files.move(copy, target, StandardCopyOption.ATOMIC_MOVE);
      reply.say(
          new Added(target.toString(), List.copyOf(found.ids())),
          "%s: good; %d shops are configured now: %s"
              .formatted(target, found.ids().size(), found.ids()));
      return ExitCodes.OK;
    } finally {
      Files.deleteIfExists(trial.resolve(file.getFileName()));
      Files.delete(trial);
    }
  }

  @Command(
      name = "accept",
      description =
          "Takes what the shop's latest whole scrape showed for right: its count and shares are the"
              + " new level, and its open data-quality alerts end.",
      mixinStandardHelpOptions = true)
  int accept(
      @Parameters(paramLabel = "S", description = "the shop's id") String id, @Mixin Reply reply) {
    shop(id);
    try (ConfigurableApplicationContext context = Application.forCommand()) {
      int ended = context.getBean(RunQuality.class).accept(id);
      reply.say(new Accepted(id, ended), "%s: accepted, %d alerts ended".formatted(id, ended));
      return ExitCodes.OK;
    }
  }

  @Command(
      name = "pause",
      description = "Stops scraping a shop until resume; what is known stays.",
      mixinStandardHelpOptions = true)
  int pause(
      @Parameters(paramLabel = "S", description = "the shop's id") String id, @Mixin Reply reply) {
    return set(id, State.PAUSED, reply);
  }

  @Command(
      name = "resume",
      description = "Scrapes a paused or removed shop again.",
      mixinStandardHelpOptions = true)
  int resume(
      @Parameters(paramLabel = "S", description = "the shop's id") String id, @Mixin Reply reply) {
    return set(id, State.WATCHED, reply);
  }

  @Command(
      name = "remove",
      description = {
        "Stops watching a shop for good; its history stays.",
        "With --purge all that is known of it is deleted: facts, state, runs, pages, archive,"
            + " refusals.",
        "It holds: what Kafka still has of it is never loaded again, and goes with the topics'"
            + " retention. Watched again (resume), a shop begins anew."
      },
      mixinStandardHelpOptions = true)
  int remove(
      @Parameters(paramLabel = "S", description = "the shop's id") String id,
      @Option(names = "--purge", description = "delete all that is known of it, for good")
          boolean purge,
      @Option(names = "--yes", description = "yes, delete it") boolean yes,
      @Option(names = "--dry-run", description = "only say how much there is") boolean dryRun,
      @Mixin Reply reply)
      throws InterruptedException {
    if (!purge) {
      return set(id, State.REMOVED, reply);
    }
    if (yes == dryRun) {
      throw new ParameterException(
          spec.commandLine(), "Say --dry-run to see how much there is, or --yes to delete it");
    }
    return new ShopTakeDown(configured(), reply).of(id, dryRun);
  }

  private int set(String id, State state, Reply reply) {
    Shop shop = shop(id);
    try (ConfigurableApplicationContext context = Application.forCommand()) {
      context.getBean(ScrapeRuns.class).register(shop);
      // Before it is forgotten that the shop rested.
      context
          .getBean(MissedSlots.class)
          .close(
              id,
              context
                  .getBean(PipelineSettings.class)
                  .slot(ScheduledJob.SCRAPE, context.getBean(Clock.class).instant()));
      context.getBean(ShopStates.class).set(id, state);
      reply.say(new Standing(id, word(state)), id + " is " + word(state));
      return ExitCodes.OK;
    }
  }

  private static String word(State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
