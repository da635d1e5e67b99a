package com.skatestock.batch.cli;

import com.skatestock.batch.job.scrape.ReadAgain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
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

/** {@code backfill}: reads archived pages again. */
@Command(
    name = "backfill",
    description = {
      "Reads pages of the archive (--from, --to) or of WARC files (--warc) by today's rules:"
          + " through the same stages into PostgreSQL.",
      "In any order, and again without harm: each observation has its time, and counts once; of two"
          + " readings of a page that by the newer rules counts.",
      "One that broke off goes on where it stopped. Gives way to scheduled scrapes and loads."
    },
    mixinStandardHelpOptions = true)
final class BackfillCommand implements Callable<Integer> {
  @Option(
      names = "--shop",
      paramLabel = "S",
      split = ",",
      description =
          "the shop that the WARC files are of; the shops of the archive, all if not given")
  private List<String> shops = List.of();

  @Option(
      names = "--warc",
      paramLabel = "FILE",
      arity = "1..*",
      description = "WARC files of SkateStock, a web archive or a crawler, compressed or not")
  private List<Path> files = List.of();

  @Option(
      names = "--from",
      paramLabel = "DAY",
      description = "first day of capture, UTC, such as 2026-11-20")
  private Optional<LocalDate> from = Optional.empty();

  @Option(names = "--to", paramLabel = "DAY", description = "last day of capture, UTC, included")
  private Optional<LocalDate> to = Optional.empty();

  @Option(
      names = "--only",
      defaultValue = "MISSING",
      description = {
        "missing (default): pages whose products were never published by today's reading rules;",
        "failed: pages that were not understood, or left behind by runs that broke off;",
        "all: every page"
      })
  private ReadAgain only = ReadAgain.MISSING;

  @Option(
      names = "--dry-run",
      description = "list every page that would be read again, and do nothing")
  private boolean dryRun;

  @Option(
      names = "--parallel",
      paramLabel = "N",
      defaultValue = "1",
      description = "days of shops read at once, 1 to 6 (default: ${DEFAULT-VALUE})")
  private int parallel;

  @Option(
      names = "--no-load",
      description = "publish to Kafka only; a later load brings it into PostgreSQL")
  private boolean noLoad;

  @Option(names = "--again", description = "also what was read to the end before")
  private boolean again;

  @Mixin private Reply reply = new Reply();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException, IOException {
    check();
    try (ConfigurableApplicationContext context = Application.forCommand()) {
      List<String> asked = KnownShops.of(context, spec.commandLine()).namedOrAll(shops);
      if (!files.isEmpty()) {
        return new WarcBackfill(context, reply, again, !noLoad).run(asked.getFirst(), files);
      }
      ArchiveBackfill backfill =
          new ArchiveBackfill(context, reply, asked, from.orElseThrow(), to.orElseThrow(), only);
      return dryRun ? backfill.list() : backfill.run(parallel, again, !noLoad);
    }
  }

  private void check() {
    if (files.isEmpty() == (from.isEmpty() && to.isEmpty())) {
      throw wrong("Give either --from and --to, or --warc");
    }
    if (files.isEmpty()) {
      if (from.isEmpty() || to.isEmpty() || to.get().isBefore(from.get())) {
        throw wrong("--from and --to name the first and the last day, both included");
      }
      if (parallel < 1 || parallel > RunsAtOnce.MOST) {
        throw wrong("--parallel is 1 to " + RunsAtOnce.MOST);
      }
      return;
    }
    if (shops.size() != 1) {
      throw wrong("--warc needs the one --shop that the files are of");
    }
    if (dryRun) {
      throw wrong("--dry-run goes with --from and --to; extract shows what a WARC file reads");
    }
    for (Path file : files) {
      if (!Files.isReadable(file)) {
        throw wrong("No such file: " + file);
      }
    }
  }

  private ParameterException wrong(String problem) {
    return new ParameterException(spec.commandLine(), problem);
  }
}
