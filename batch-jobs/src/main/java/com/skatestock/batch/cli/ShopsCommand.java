package com.skatestock.batch.cli;

import com.skatestock.batch.database.Leases;
import com.skatestock.batch.extract.selectors.CssSyntax;
import com.skatestock.batch.job.JobIdentity;
import com.skatestock.batch.job.MissedSlots;
import com.skatestock.batch.job.PipelineSettings;
import com.skatestock.batch.job.ScheduledJob;
import com.skatestock.batch.job.ShopStates;
import com.skatestock.batch.job.ShopStates.State;
import com.skatestock.batch.job.scrape.ScrapeRuns;
import com.skatestock.batch.quality.RunQuality;
import com.skatestock.batch.shop.Shop;
import com.skatestock.batch.shop.Shops;
import com.skatestock.batch.takedown.ShopPurge;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
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
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Say what: shops list|check|add|accept|pause|resume|remove");
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private static Shops configured() {
    return Shops.load(System.getenv(), new CssSyntax());
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
      @Option(names = "--format", defaultValue = "text", description = "text or json")
          Format format) {
    Map<String, State> states = offline ? Map.of() : states();
    Table table = new Table("shop", "name", "where", "platform", "currency", "url", "state");
    for (Shop shop : configured().all()) {
      State known = states.get(shop.id());
      String state = known != null ? word(known) : offline ? "configured" : "new";
      if (format == Format.json) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("shop", shop.id());
        line.put("name", shop.name());
        line.put("address", shop.address());
        line.put("platform", shop.platform().name());
        line.put("currency", shop.currency().getCurrencyCode());
        line.put("url", shop.url().toString());
        line.put("state", state);
        out().println(Json.line(line));
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
    if (format == Format.text) {
      table.print(out());
    }
    return ExitCodes.OK;
  }

  private static Map<String, State> states() {
    try (ConfigurableApplicationContext context = Application.forCommand()) {
      return context.getBean(ShopStates.class).all();
    }
  }

  private Shop shop(String id) {
    return new KnownShops(configured(), spec.commandLine()).named(id);
  }

  @Command(
      name = "add",
      description = "Checks a YAML file of shops and puts it into the folder of shops.",
      mixinStandardHelpOptions = true)
  int add(
      @Parameters(paramLabel = "FILE.yml", description = "like the bundled shops.yml") Path file)
      throws IOException {
    Path folder = Shops.folder(System.getenv()).orElse(Path.of("shops.d"));
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
      out()
          .printf(
              "%s: good; %d shops are configured now: %s%n",
              target, found.ids().size(), found.ids());
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
  int accept(@Parameters(paramLabel = "S", description = "the shop's id") String id) {
    shop(id);
    try (ConfigurableApplicationContext context = Application.forCommand()) {
      int ended = context.getBean(RunQuality.class).accept(id);
      out().printf("%s: accepted, %d alerts ended%n", id, ended);
      return ExitCodes.OK;
    }
  }

  @Command(
      name = "pause",
      description = "Stops scraping a shop until resume; what is known stays.",
      mixinStandardHelpOptions = true)
  int pause(@Parameters(paramLabel = "S", description = "the shop's id") String id) {
    return set(id, State.PAUSED);
  }

  @Command(
      name = "resume",
      description = "Scrapes a paused or removed shop again.",
      mixinStandardHelpOptions = true)
  int resume(@Parameters(paramLabel = "S", description = "the shop's id") String id) {
    return set(id, State.WATCHED);
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
      @Option(names = "--dry-run", description = "only say how much there is") boolean dryRun)
      throws InterruptedException {
    if (!purge) {
      return set(id, State.REMOVED);
    }
    if (yes == dryRun) {
      throw new ParameterException(
          spec.commandLine(), "Say --dry-run to see how much there is, or --yes to delete it");
    }
    try (ConfigurableApplicationContext context = Application.forCommand()) {
      KnownShops.everOf(context, spec.commandLine()).check(Optional.of(id));
      ShopPurge purges = context.getBean(ShopPurge.class);
      Optional<Map<String, Long>> counts;
      if (dryRun) {
        counts = purges.count(id);
      } else {
        Optional<Leases.Lease> lease =
            context
                .getBean(Leases.class)
                .take(
                    JobIdentity.leaseOfScrapes(id),
                    context.getBean(PipelineSettings.class).leasePatience());
        if (lease.isEmpty()) {
          out().println(id + " is being scraped; stop that first");
          return ExitCodes.RETRY;
        }
        try (Leases.Lease _ = lease.get()) {
          // One that nothing is known of yet, too: it is not to be watched.
          configured().find(id).ifPresent(context.getBean(ScrapeRuns.class)::register);
          counts = purges.purge(id);
        }
      }
      if (counts.isEmpty()) {
        out().println("Nothing is known of " + id);
        return ExitCodes.OK;
      }
      out().println(id + (dryRun ? ": there is" : ": deleted"));
      counts.get().forEach((what, number) -> out().printf("  %-16s %d%n", what, number));
      out().flush();
      return ExitCodes.OK;
    }
  }

  private int set(String id, State state) {
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
      out().println(id + " is " + word(state));
      return ExitCodes.OK;
    }
  }

  private static String word(State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
