package com.skatestock.batch.cli;

import com.skatestock.batch.extract.ExtractedPage;
import com.skatestock.batch.extract.Extractor;
import com.skatestock.batch.extract.platform.PlatformExtractor;
import com.skatestock.batch.extract.selectors.CssSyntax;
import com.skatestock.batch.job.MissedSlots;
import com.skatestock.batch.job.PipelineSettings;
import com.skatestock.batch.job.ScheduledJob;
import com.skatestock.batch.job.scrape.ScrapeRuns;
import com.skatestock.batch.normalise.Normalised;
import com.skatestock.batch.normalise.Normaliser;
import com.skatestock.batch.quality.RunQuality;
import com.skatestock.batch.shop.Shop;
import com.skatestock.batch.shop.Shops;
import com.skatestock.batch.source.FetchOutcome;
import com.skatestock.batch.source.FetchSettings;
import com.skatestock.batch.source.InProcessHostBudget;
import com.skatestock.batch.source.PoliteFetcher;
import com.skatestock.batch.source.Validators;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
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
    Map<String, String> states = offline ? Map.of() : states();
    Table table = new Table("shop", "name", "where", "platform", "currency", "url", "state");
    for (Shop shop : configured().all()) {
      String state = states.getOrDefault(shop.id(), offline ? "configured" : "new");
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

  private static Map<String, String> states() {
    try (ConfigurableApplicationContext context = Application.forCommand()) {
      Map<String, String> states = new HashMap<>();
      context
          .getBean(JdbcClient.class)
          .sql(
              """
              select code, case when removed_at is not null then 'removed' when paused_at is not null then 'paused' else 'watched' end
              from shops
              """)
          .query(
              row -> {
                states.put(row.getString(1), row.getString(2));
              });
      return states;
    }
  }

  @Command(
      name = "check",
      description =
          "Fetches a shop's first page, as politely as a scrape, and says what it reads there.",
      mixinStandardHelpOptions = true)
  int check(@Parameters(paramLabel = "S", description = "the shop's id") String id)
      throws IOException {
    Shops shops = configured();
    Shop shop = shop(shops, id);
    Extractor extractor = new PlatformExtractor();
    String listing = shop.listings().isEmpty() ? "" : shop.listings().getFirst();
    URI uri = extractor.page(shop, listing, 1);
    Clock clock = Clock.systemUTC();
    try (PoliteFetcher fetcher =
        new PoliteFetcher(
            FetchSettings.of(
                "SkateStockBot", "0.1.0", URI.create("https://skatestock.example/bot")),
            new InProcessHostBudget(clock),
            clock)) {
      return switch (fetcher.fetch(shop, uri, Validators.NONE)) {
        case FetchOutcome.Fetched(var page, var validators) -> {
          ExtractedPage extracted = extractor.extract(shop, page);
          out()
              .printf(
                  "%s: HTTP %d, %d bytes, %s, %d products, %d refused%n",
                  uri,
                  page.status(),
                  page.body().length(),
                  extracted.state(),
                  extracted.products().size(),
                  extracted.refused().size());
          extracted.products().stream()
              .limit(3)
              .map(raw -> new Normaliser().normalise(shop, raw))
              .forEach(
                  normalised ->
                      out()
                          .println(
                              switch (normalised) {
                                case Normalised.Accepted(var product) -> product.toString();
                                case Normalised.Rejected rejected -> rejected.toString();
                              }));
          out().flush();
          yield extracted.products().isEmpty() ? ExitCodes.DATA : ExitCodes.OK;
        }
        case FetchOutcome.Refused refused -> {
          out().println(uri + ": refused, " + refused.reason() + ": " + refused.message());
          yield ExitCodes.DATA;
        }
        case FetchOutcome.Failed failed -> {
          out().println(uri + ": failed, " + failed.reason() + ": " + failed.message());
          yield ExitCodes.RETRY;
        }
        case FetchOutcome.NotModified same ->
            throw new IllegalStateException("304 to a request without validators: " + same.uri());
      };
    }
  }

  private Shop shop(Shops shops, String id) {
    return shops
        .find(id)
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(), "No shop '" + id + "'; known: " + shops.ids()));
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
    shop(configured(), id);
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
    return mark(id, "paused_at = coalesce(paused_at, clock_timestamp())", "paused");
  }

  @Command(
      name = "resume",
      description = "Scrapes a paused or removed shop again.",
      mixinStandardHelpOptions = true)
  int resume(@Parameters(paramLabel = "S", description = "the shop's id") String id) {
    return mark(id, "paused_at = null, removed_at = null", "watched");
  }

  @Command(
      name = "remove",
      description = "Stops watching a shop for good; its history stays.",
      mixinStandardHelpOptions = true)
  int remove(@Parameters(paramLabel = "S", description = "the shop's id") String id) {
    return mark(id, "removed_at = coalesce(removed_at, clock_timestamp())", "removed");
  }

  private int mark(String id, String what, String state) {
    Shop shop = shop(configured(), id);
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
      context
          .getBean(JdbcClient.class)
          .sql("update shops set " + what + " where code = :id")
          .param("id", id)
          .update();
      out().println(id + " is " + state);
      return ExitCodes.OK;
    }
  }
}
