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
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import org.springframework.context.ConfigurableApplicationContext;

/** {@code backfill --warc}: the pages of WARC files, one run a file. */
final class WarcBackfill {
  private final ConfigurableApplicationContext context;
  private final Reply reply;
  private final boolean again;
  private final boolean load;

  /**
   * @param again also files that were read to the end before
   * @param load bring what was published into PostgreSQL at the end
   */
  WarcBackfill(ConfigurableApplicationContext context, Reply reply, boolean again, boolean load) {
    this.context = context;
    this.reply = reply;
    this.again = again;
    this.load = load;
  }

  /** Answers with an exit code: that of the file that went worst. */
  int run(String shop, List<Path> files) throws InterruptedException, IOException {
    JobStarter starter = context.getBean(JobStarter.class);
    PipelineSettings settings = context.getBean(PipelineSettings.class);
    Instant now = context.getBean(Clock.class).instant();
    BackfillAnswers answers = new BackfillAnswers(context.getBean(ScrapeRuns.class), reply);
    Queue<JobIdentity> begun = new ConcurrentLinkedQueue<>();
    LongAdder ended = new LongAdder();
    int worst = ExitCodes.OK;
    try (Progress _ =
        reply.progress(
            "backfill " + shop,
            "files",
            RunProgress.parts(context, ended::sum, files.size(), begun))) {
      for (Path file : files) {
        JobIdentity identity = identity(shop, file, now);
        begun.add(identity);
        JobOutcome outcome = starter.run(identity, settings.leasePatience());
        worst = Math.max(worst, answers.say(identity.file().orElse(""), identity, outcome));
        ended.increment();
      }
    }
    if (!load) {
      return worst;
    }
    try (Progress _ = RunProgress.load(reply, context, "load")) {
      return Math.max(worst, FollowingLoad.run(context, "backfill", reply));
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
}
