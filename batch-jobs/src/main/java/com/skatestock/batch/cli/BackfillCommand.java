package com.skatestock.batch.cli;

import com.skatestock.batch.extract.Extractor;
import com.skatestock.batch.job.JobIdentity;
import com.skatestock.batch.job.JobOutcome;
import com.skatestock.batch.job.JobStarter;
import com.skatestock.batch.job.PipelineSettings;
import com.skatestock.batch.job.ScheduledJob;
import com.skatestock.batch.job.scrape.BackfillJob;
import com.skatestock.batch.job.scrape.ScrapeRuns;
import com.skatestock.batch.shop.Shops;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code backfill}: reads archived pages again. */
@Command(
    name = "backfill",
    description = {
      "Reads WARC files (of SkateStock, a web archive, a crawler) as pages of a shop: through the"
          + " same stages into PostgreSQL.",
      "In any order, and again without harm: each observation has its time, and counts once."
    },
    mixinStandardHelpOptions = true)
final class BackfillCommand implements Callable<Integer> {
  @Option(
      names = "--shop",
      paramLabel = "S",
      required = true,
      description = "the shop that the pages are of")
  private String shop = "";

  @Option(
      names = "--warc",
      paramLabel = "FILE",
      required = true,
      arity = "1..*",
      description = "WARC files, compressed or not")
  private List<Path> files = List.of();

  @Option(
      names = "--no-load",
      description = "publish to Kafka only; a later load brings it into PostgreSQL")
  private boolean noLoad;

  @Option(names = "--again", description = "also files that were read to the end before")
  private boolean again;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException, IOException {
    for (Path file : files) {
      if (!Files.isReadable(file)) {
        throw new ParameterException(spec.commandLine(), "No such file: " + file);
      }
    }
    try (ConfigurableApplicationContext context = Application.forCommand();
        ProgressBar bar =
            new ProgressBarBuilder()
                .setTaskName("backfill " + shop)
                .setInitialMax(files.size())
                .setUnit(" files", 1)
                .setConsumer(ProgressBars.consumer())
                .build()) {
      if (context.getBean(Shops.class).find(shop).isEmpty()) {
        throw new ParameterException(
            spec.commandLine(),
            "No shop '" + shop + "'; known: " + context.getBean(Shops.class).ids());
      }
      JobStarter starter = context.getBean(JobStarter.class);
      PipelineSettings settings = context.getBean(PipelineSettings.class);
      Instant now = context.getBean(Clock.class).instant();
      int worst = ExitCodes.OK;
      for (Path file : files) {
        JobIdentity identity = identity(file, now);
        worst =
            Math.max(
                worst, say(context, identity, starter.run(identity, settings.leasePatience())));
        bar.step();
      }
      if (!noLoad) {
        JobIdentity load =
            new JobIdentity(
                ScheduledJob.LOAD.jobName(),
                Optional.empty(),
                ScheduledJob.LOAD.slot(now),
                "backfill/" + now);
        if (starter.run(load, settings.leasePatience())
            instanceof JobOutcome.Failed(long execution, String cause, boolean retriable)) {
          spec.commandLine().getErr().println("load (run " + execution + ") failed: " + cause);
          worst = Math.max(worst, retriable ? ExitCodes.RETRY : ExitCodes.DATA);
        }
      }
      return worst;
    }
  }

  private JobIdentity identity(Path file, Instant now) throws IOException {
    String scope =
        "backfill/v%d/%s%s"
            .formatted(Extractor.VERSION, digest(file).substring(0, 16), again ? "/" + now : "");
    return new JobIdentity(
        BackfillJob.NAME,
        Optional.of(shop),
        now.truncatedTo(ChronoUnit.DAYS),
        scope,
        Optional.of(file.toAbsolutePath().toString()));
  }

  private static String digest(Path file) throws IOException {
    try (InputStream stream = Files.newInputStream(file)) {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      new DigestInputStream(stream, sha256).transferTo(java.io.OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(sha256.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  private int say(
      ConfigurableApplicationContext context, JobIdentity identity, JobOutcome outcome) {
    String file = identity.file().orElse("");
    var out = spec.commandLine().getOut();
    return switch (outcome) {
      case JobOutcome.Completed(long execution) -> {
        ScrapeRuns runs = context.getBean(ScrapeRuns.class);
        runs.find(shop, identity.slot(), identity.scope())
            .map(runs::summary)
            .ifPresent(
                run ->
                    out.printf(
                        "%s: %d pages, %d products, %d rejected (run %d)%n",
                        file, run.pages(), run.products(), run.rejected(), execution));
        yield ExitCodes.OK;
      }
      case JobOutcome.AlreadyComplete(long execution) -> {
        out.printf(
            "%s: was read to the end before (run %d); --again reads it again%n", file, execution);
        yield ExitCodes.OK;
      }
      case JobOutcome.RunningElsewhere(String lease) -> {
        out.printf("%s: is being read elsewhere (lease %s)%n", file, lease);
        yield ExitCodes.OK;
      }
      case JobOutcome.Failed(long execution, String cause, boolean retriable) -> {
        spec.commandLine().getErr().printf("%s: failed (run %d): %s%n", file, execution, cause);
        yield retriable ? ExitCodes.RETRY : ExitCodes.DATA;
      }
    };
  }
}
