package com.skatestock.batch.cli;

import com.skatestock.batch.archive.PageArchive;
import com.skatestock.batch.cli.Progress.Position;
import com.skatestock.batch.database.Leases;
import com.skatestock.batch.database.Leases.Lease;
import com.skatestock.batch.job.JobIdentity;
import com.skatestock.batch.job.PipelineSettings;
import com.skatestock.batch.job.scrape.IndexRebuild;
import com.skatestock.batch.job.scrape.IndexRebuild.Found;
import com.skatestock.batch.shop.Shop;
import com.skatestock.batch.shop.Shops;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.LongAdder;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code archive index}: compares the archive with its index, and makes the index whole. */
@Command(
    name = "index",
    description = {
      "Compares the archive's objects with the table pages, day by day, and says what is in one and"
          + " not in the other.",
      "With --rebuild rows that the table lacks are made again from the objects; what it says"
          + " stands. Again without harm.",
      "Exit code 65 if an object is damaged, or gone."
    },
    mixinStandardHelpOptions = true)
final class IndexCommand implements Callable<Integer> {
  @Option(names = "--rebuild", description = "add the rows that are missing")
  private boolean rebuild;

  @Option(names = "--dry-run", description = "only say what --rebuild would add, also with it")
  private boolean dryRun;

  @Option(
      names = "--shop",
      paramLabel = "S",
      split = ",",
      description = "the shops' ids; all that the archive has if not given")
  private List<String> shops = List.of();

  @Option(names = "--from", paramLabel = "DAY", description = "first day of slots, UTC")
  private Optional<LocalDate> from = Optional.empty();

  @Option(names = "--to", paramLabel = "DAY", description = "last day of slots, UTC, included")
  private Optional<LocalDate> to = Optional.empty();

  @Mixin private Reply reply = new Reply();

  @Spec private CommandSpec spec = CommandSpec.create();

  /** What is said to programs of a day. */
  private record Day(
      String shop,
      LocalDate day,
      boolean dryRun,
      int objects,
      int captures,
      int present,
      int added,
      int runsMade,
      List<String> orphaned,
      List<String> damaged,
      List<String> gone) {

    static Day of(Shop shop, LocalDate day, boolean dryRun, Found found) {
      return new Day(
          shop.id(),
          day,
          dryRun,
          found.objects(),
          found.captures(),
          found.present(),
          found.added(),
          found.runsMade(),
          found.orphans(),
          found.damaged(),
          found.gone());
    }
  }

  @Override
  public Integer call() throws InterruptedException {
    if (!rebuild && !dryRun) {
      throw new ParameterException(spec.commandLine(), "Give --rebuild, or --dry-run, or both");
    }
    if (from.isPresent() && to.isPresent() && to.get().isBefore(from.get())) {
      throw new ParameterException(
          spec.commandLine(), "--from and --to name the first and the last day, both included");
    }
    try (ConfigurableApplicationContext context = Application.forCommand()) {
      return run(context);
    }
  }

  private int run(ConfigurableApplicationContext context) throws InterruptedException {
    PageArchive archive = context.getBean(PageArchive.class);
    int worst = ExitCodes.OK;
    KnownShops known = KnownShops.of(context, spec.commandLine());
    for (String id : shops.isEmpty() ? archive.shops() : known.namedOrAll(shops)) {
      Optional<Shop> shop = context.getBean(Shops.class).find(id);
      if (shop.isEmpty()) {
        reply.errors().println(id + ": not a configured shop; left as it is");
        worst = Math.max(worst, ExitCodes.DATA);
        continue;
      }
      List<LocalDate> days =
          archive.days(id).stream()
              .filter(day -> from.map(first -> !day.isBefore(first)).orElse(true))
              .filter(day -> to.map(last -> !day.isAfter(last)).orElse(true))
              .toList();
      worst =
          Math.max(
              worst,
              dryRun ? compare(context, shop.get(), days) : under(context, shop.get(), days));
    }
    return worst;
  }

  /** A scrape of the shop has captures that are not in the index yet: none may run meanwhile. */
  private int under(ConfigurableApplicationContext context, Shop shop, List<LocalDate> days)
      throws InterruptedException {
    Optional<Lease> lease =
        context
            .getBean(Leases.class)
            .take(
                JobIdentity.leaseOfScrapes(shop.id()),
                context.getBean(PipelineSettings.class).leasePatience());
    if (lease.isEmpty()) {
      reply.errors().println(shop.id() + ": is being scraped; try again later");
      return ExitCodes.RETRY;
    }
    try (Lease _ = lease.get()) {
      return compare(context, shop, days);
    }
  }

  private int compare(ConfigurableApplicationContext context, Shop shop, List<LocalDate> days) {
    IndexRebuild index = context.getBean(IndexRebuild.class);
    LongAdder done = new LongAdder();
    boolean whole = true;
    try (Progress _ =
        reply.progress("index " + shop.id(), "days", () -> new Position(done.sum(), days.size()))) {
      for (LocalDate day : days) {
        Found found = index.rebuild(shop, day, dryRun);
        say(shop, day, found);
        whole &= found.damaged().isEmpty() && found.gone().isEmpty();
        done.increment();
      }
    }
    return whole ? ExitCodes.OK : ExitCodes.DATA;
  }

  private void say(Shop shop, LocalDate day, Found found) {
    var out = reply.out();
    if (reply.isJson()) {
      out.println(Json.line(Day.of(shop, day, dryRun, found)));
      return;
    }
    out.printf(
        "%s %s: %d objects with %d captures; %d pages in the index, %d %s (%d unknown runs), %d"
            + " orphaned objects, %d damaged, %d gone%n",
        shop.id(),
        day,
        found.objects(),
        found.captures(),
        found.present(),
        found.added(),
        dryRun ? "would be added" : "added",
        found.runsMade(),
        found.orphans().size(),
        found.damaged().size(),
        found.gone().size());
    found.orphans().forEach(object -> out.println("  orphaned: " + object));
    found.damaged().forEach(problem -> out.println("  damaged: " + problem));
    found.gone().forEach(object -> out.println("  gone: " + object));
  }
}
