package com.skatestock.batch.cli;

import com.skatestock.batch.database.Leases;
import com.skatestock.batch.database.Leases.Lease;
import com.skatestock.batch.job.JobIdentity;
import com.skatestock.batch.job.JobOutcome;
import com.skatestock.batch.job.JobStarter;
import com.skatestock.batch.job.PipelineSettings;
import com.skatestock.batch.job.ScheduledJob;
import com.skatestock.batch.job.load.LoadJob;
import com.skatestock.batch.job.scrape.Rebuilds;
import com.skatestock.batch.job.scrape.Rebuilds.Begun;
import com.skatestock.batch.job.scrape.Rebuilds.PastRun;
import com.skatestock.batch.job.scrape.ReplayJob;
import com.skatestock.batch.load.History;
import com.skatestock.batch.load.LoadBacklog;
import com.skatestock.batch.load.TopicReach;
import com.skatestock.contracts.Topics;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;

/** Makes history anew, from the topic or from the archive, under the leases that this needs. */
final class HistoryRebuild {
  /** A load may find a partition in another's hands, who leaves the newest records behind. */
  private static final int LOADS = 5;

  /**
   * What a dry run says to programs.
   *
   * @param shop null for all
   * @param since only what was observed since would be put away; null for all
   */
  private record FromTopic(
      @Nullable String shop, History.Extent putAway, @Nullable Instant since) {}

  /** Likewise, of one from the archive. */
  private record FromArchive(String shop, History.Extent putAway, List<PastRun> scrapes) {}

  /**
   * What is said to programs of history that was made anew.
   *
   * @param shop null for all
   * @param resumed true if an earlier rebuild had broken off
   * @param gone products that did not come back
   */
  private record Made(@Nullable String shop, History.Extent history, boolean resumed, long gone) {}

  private final ConfigurableApplicationContext context;
  private final Reply reply;
  private final PrintWriter errors;
  private final boolean dryRun;
  private final Rebuilds rebuilds;
  private final History history;
  private final Duration patience;

  HistoryRebuild(ConfigurableApplicationContext context, Reply reply, boolean dryRun) {
    this.context = context;
    this.reply = reply;
    errors = reply.errors();
    this.dryRun = dryRun;
    rebuilds = context.getBean(Rebuilds.class);
    history = context.getBean(History.class);
    patience = context.getBean(PipelineSettings.class).leasePatience();
  }

  /** All shops', or one shop's; of the others nothing changes. Answers with an exit code. */
  int fromTopic(Optional<String> shop) throws InterruptedException {
    String name = shop.orElse("all shops");
    if (dryRun) {
      Instant since = rebuilds.reach();
      boolean all = since.equals(History.BEGINNING);
      History.Extent extent = history.extent(history.shops(shop));
      reply.say(
          new FromTopic(shop.orElse(null), extent, all ? null : since),
          "%s: %s would be put away%s, and the topic loaded from its beginning; nothing was done"
              .formatted(name, text(extent), all ? "" : ", as far as observed since " + since));
      return ExitCodes.OK;
    }
    Begun begun;
    List<Lease> held = new ArrayList<>();
    try {
      for (int partition : context.getBean(TopicReach.class).partitions()) {
        Optional<Lease> lease =
            context
                .getBean(Leases.class)
                .take(LoadJob.leaseOf(Topics.PRODUCT_EVENTS, partition), patience);
        if (lease.isEmpty()) {
          errors.printf(
              "partition %d is being loaded; nothing was done, try again later%n", partition);
          return ExitCodes.RETRY;
        }
        held.add(lease.get());
      }
      begun = rebuilds.beginFromTopic(shop);
    } finally {
      held.forEach(Lease::close);
    }
    try (Progress _ = RunProgress.load(reply, context, "rebuild")) {
      int exit = loadAll("rebuild/" + begun.id());
      if (exit != ExitCodes.OK) {
        return exit;
      }
    }
    return end(begun, shop, name);
  }

  /** One shop's. Answers with an exit code. */
  int fromArchive(String shop) throws InterruptedException {
    List<PastRun> runs = rebuilds.runs(shop);
    if (dryRun) {
      History.Extent extent = history.extent(history.shops(Optional.of(shop)));
      reply.say(
          new FromArchive(shop, extent, runs),
          "%s: %s would be put away, and %d scrapes of %d pages done again; nothing was done%s"
              .formatted(
                  shop,
                  text(extent),
                  runs.size(),
                  pages(runs),
                  runs.stream().map(HistoryRebuild::text).collect(Collectors.joining())));
      return ExitCodes.OK;
    }
    long elsewhere = history.notArchived(history.shops(Optional.of(shop)));
    if (elsewhere > 0) {
      errors.printf(
          "%s: %d observations are of no page in the archive's index, and would be lost; nothing"
              + " was done. Make the index whole (archive index --rebuild), or rebuild"
              + " --from-topic%n",
          shop, elsewhere);
      return ExitCodes.DATA;
    }
    Optional<Lease> scrape =
        context.getBean(Leases.class).take(JobIdentity.leaseOfScrapes(shop), patience);
    if (scrape.isEmpty()) {
      errors.println(shop + ": is being scraped; nothing was done, try again later");
      return ExitCodes.RETRY;
    }
    try (Lease _ = scrape.get()) {
      Begun begun = rebuilds.beginFromArchive(shop);
      try (Progress _ =
          reply.progress(
              "rebuild " + shop,
              "pages",
              RunProgress.pages(context, scrapes(shop, runs), pages(runs)))) {
        for (PastRun run : runs) {
          int exit = again(begun, shop, run);
          if (exit != ExitCodes.OK) {
            return exit;
          }
        }
      }
      return end(begun, Optional.of(shop), shop);
    }
  }

  /** The scrapes that are done again: their counts begin anew, and grow as they did. */
  private static List<JobIdentity> scrapes(String shop, List<PastRun> runs) {
    return runs.stream()
        .map(
            run ->
                new JobIdentity(
                    ScheduledJob.SCRAPE.jobName(), Optional.of(shop), run.slot(), run.scope()))
        .toList();
  }

  private static int pages(List<PastRun> runs) {
    return runs.stream().mapToInt(PastRun::pages).sum();
  }

  /** One scrape again, in PostgreSQL before the next. */
  private int again(Begun begun, String shop, PastRun run) throws InterruptedException {
    JobOutcome outcome =
        context
            .getBean(JobStarter.class)
            .run(ReplayJob.identity(begun.id(), shop, run.slot(), run.scope()), patience);
    return switch (outcome) {
      case JobOutcome.Completed _ -> loadAll("rebuild/" + begun.id());
      // Loaded too, or a later load of this rebuild has come to it.
      case JobOutcome.AlreadyComplete _ -> loadAll("rebuild/" + begun.id());
      case JobOutcome.RunningElsewhere(String lease) -> {
        errors.printf("%s: the rebuild runs elsewhere (lease %s)%n", shop, lease);
        yield ExitCodes.RETRY;
      }
      case JobOutcome.Failed(long execution, String cause, boolean _) -> {
        errors.printf("%s %s: failed (run %d): %s%n", shop, run.slot(), execution, cause);
        yield ExitCodes.of(outcome);
      }
    };
  }

  private int loadAll(String reason) throws InterruptedException {
    LoadBacklog backlog = context.getBean(LoadBacklog.class);
    for (int load = 0; load < LOADS && backlog.records() > 0; load++) {
      int exit = FollowingLoad.run(context, reason, errors);
      if (exit != ExitCodes.OK) {
        return exit;
      }
    }
    return ExitCodes.OK;
  }

  private int end(Begun begun, Optional<String> shop, String name) {
    long gone = rebuilds.end(begun, shop);
    History.Extent extent = history.extent(history.shops(shop));
    reply.say(
        new Made(shop.orElse(null), extent, begun.resumed(), gone),
        "%s: %s%s; %d products did not come back"
            .formatted(
                name,
                text(extent),
                begun.resumed() ? " (a rebuild that had broken off)" : "",
                gone));
    return ExitCodes.OK;
  }

  private static String text(PastRun run) {
    return "%n  %s %s: %d pages".formatted(run.slot(), run.scope(), run.pages());
  }

  private static String text(History.Extent extent) {
    return "%d products, %d variants, %d observations, %d deletions"
        .formatted(extent.products(), extent.variants(), extent.observations(), extent.deletions());
  }
}
