package com.skatestock.batch.cli;

import com.skatestock.batch.job.JobIdentity;
import com.skatestock.batch.job.JobOutcome;
import com.skatestock.batch.job.JobStarter;
import com.skatestock.batch.job.PipelineSettings;
import com.skatestock.batch.job.scrape.BackfillJob;
import com.skatestock.batch.job.scrape.ReadingRules;
import com.skatestock.batch.job.scrape.ScrapeRuns;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine;

/** {@code backfill --warc}: the pages of WARC files, one run a file. */
final class WarcBackfill {
  private final ConfigurableApplicationContext context;
  private final CommandLine commandLine;
  private final boolean again;
  private final boolean load;

  /**
   * @param again also files that were read to the end before
   * @param load bring what was published into PostgreSQL at the end
   */
  WarcBackfill(
      ConfigurableApplicationContext context,
      CommandLine commandLine,
      boolean again,
      boolean load) {
    this.context = context;
    this.commandLine = commandLine;
    this.again = again;
    this.load = load;
  }

  /** Answers with an exit code: that of the file that went worst. */
  int run(String shop, List<Path> files) throws InterruptedException, IOException {
    try (ProgressBar bar =
        new ProgressBarBuilder()
            .setTaskName("backfill " + shop)
            .setInitialMax(files.size())
            .setUnit(" files", 1)
            .setConsumer(ProgressBars.consumer())
            .build()) {
      JobStarter starter = context.getBean(JobStarter.class);
      PipelineSettings settings = context.getBean(PipelineSettings.class);
      Instant now = context.getBean(Clock.class).instant();
      int worst = ExitCodes.OK;
      for (Path file : files) {
        JobIdentity identity = identity(shop, file, now);
        worst = Math.max(worst, say(identity, starter.run(identity, settings.leasePatience())));
        bar.step();
      }
      return load
          ? Math.max(worst, BackfillLoad.run(context, "backfill", commandLine.getErr()))
          : worst;
    }
  }

  private JobIdentity identity(String shop, Path file, Instant now) throws IOException {
    String scope =
        "backfill/v%d/%s%s"
            .formatted(
                context.getBean(ReadingRules.class).version(),
                digest(file).substring(0, 16),
                again ? "/" + now : "");
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
      new DigestInputStream(stream, sha256).transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(sha256.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  private int say(JobIdentity identity, JobOutcome outcome) {
    String file = identity.file().orElse("");
    var out = commandLine.getOut();
    return switch (outcome) {
      case JobOutcome.Completed(long execution) -> {
        ScrapeRuns runs = context.getBean(ScrapeRuns.class);
        runs.find(identity.shop().orElse(""), identity.slot(), identity.scope())
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
        commandLine.getErr().printf("%s: failed (run %d): %s%n", file, execution, cause);
        yield retriable ? ExitCodes.RETRY : ExitCodes.DATA;
      }
    };
  }
}
