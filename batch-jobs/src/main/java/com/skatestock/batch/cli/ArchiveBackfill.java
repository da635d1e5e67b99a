package com.skatestock.batch.cli;

import com.skatestock.batch.job.JobIdentity;
import com.skatestock.batch.job.JobOutcome;
import com.skatestock.batch.job.JobStarter;
import com.skatestock.batch.job.PipelineSettings;
import com.skatestock.batch.job.scrape.BackfillPlan;
import com.skatestock.batch.job.scrape.BackfillPlan.PlannedPage;
import com.skatestock.batch.job.scrape.BackfillPlanner;
import com.skatestock.batch.job.scrape.ReadAgain;
import com.skatestock.batch.job.scrape.ScrapeRuns;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * {@code backfill --from --to}: pages of the archive, one run for each shop and day, a few at once;
 * a load after each. The days are planned one after the other, when their turn comes.
 */
final class ArchiveBackfill {
  private final ConfigurableApplicationContext context;
  private final Reply reply;
  private final List<String> shops;
  private final LocalDate from;
  private final LocalDate to;
  private final ReadAgain only;

  /** Days that were planned so far, runs of them that were begun, and that ended. */
  private final LongAdder planned = new LongAdder();

  private final Queue<JobIdentity> begun = new ConcurrentLinkedQueue<>();
  private final LongAdder ended = new LongAdder();

  private record Ended(JobIdentity identity, JobOutcome outcome) {}

  private record ShopDay(String shop, LocalDate day) {}

  /** What a dry run says to programs of a run that would be done. */
  private record PlannedRun(
      String job, String shop, Instant slot, String scope, List<ListedPage> pages) {

    record ListedPage(Instant capturedAt, String recordId, String uri) {}

    static PlannedRun of(BackfillPlan plan) {
      JobIdentity run = plan.identity(Optional.empty());
      return new PlannedRun(
          run.job(),
          plan.shop(),
          run.slot(),
          run.scope(),
          plan.pages().stream()
              .map(page -> new ListedPage(page.capturedAt(), page.recordId(), page.uri()))
              .toList());
    }
  }

  ArchiveBackfill(
      ConfigurableApplicationContext context,
      Reply reply,
      List<String> shops,
      LocalDate from,
      LocalDate to,
      ReadAgain only) {
    this.context = context;
    this.reply = reply;
    this.shops = shops;
    this.from = from;
    this.to = to;
    this.only = only;
  }

  /** Prints each run that {@link #run} would do, and below it each page; does nothing. */
  int list() {
    var out = reply.out();
    long pages = 0;
    for (Iterator<BackfillPlan> plans = plans(days()); plans.hasNext(); ) {
      BackfillPlan plan = plans.next();
      if (reply.isJson()) {
        out.println(Json.line(PlannedRun.of(plan)));
        continue;
      }
      out.printf("%s: %d pages%n", plan.identity(Optional.empty()), plan.pages().size());
      for (PlannedPage page : plan.pages()) {
        out.printf("  %s %s %s%n", page.capturedAt(), page.recordId(), page.uri());
      }
      pages += plan.pages().size();
    }
    if (!reply.isJson()) {
      out.printf("%d pages would be read again; nothing was done%n", pages);
    }
    out.flush();
    return ExitCodes.OK;
  }

  /**
   * Does it, and says of each run how it went.
   *
   * @return an exit code: that of the run that went worst
   */
  int run(int parallel, boolean again, boolean load) throws InterruptedException {
    List<ShopDay> days = days();
    try (Progress _ =
        reply.progress(
            "backfill",
            "days",
            RunProgress.parts(
                context, () -> planned.sum() - begun.size() + ended.sum(), days.size(), begun))) {
      return run(plans(days), parallel, again, load);
    }
  }

  private int run(Iterator<BackfillPlan> plans, int parallel, boolean again, boolean load)
      throws InterruptedException {
    JobStarter starter = context.getBean(JobStarter.class);
    PipelineSettings settings = context.getBean(PipelineSettings.class);
    Optional<String> anew =
        again ? Optional.of(context.getBean(Clock.class).instant().toString()) : Optional.empty();
    BackfillAnswers answers = new BackfillAnswers(context.getBean(ScrapeRuns.class), reply);
    int worst = ExitCodes.OK;
    int underWay = 0;
    boolean any = false;
    try (ExecutorService threads = Executors.newFixedThreadPool(parallel)) {
      CompletionService<Ended> working = new ExecutorCompletionService<>(threads);
      while (true) {
        while (underWay < parallel && plans.hasNext()) {
          JobIdentity identity = plans.next().identity(anew);
          begun.add(identity);
          working.submit(
              () -> new Ended(identity, starter.run(identity, settings.leasePatience())));
          underWay++;
          any = true;
        }
        if (underWay == 0) {
          break;
        }
        Ended one = working.take().get();
        underWay--;
        worst =
            Math.max(worst, answers.say(one.identity().toString(), one.identity(), one.outcome()));
        if (load) {
          worst = Math.max(worst, FollowingLoad.run(context, "backfill", reply));
        }
        ended.increment();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("A run broke: " + e.getCause(), e.getCause());
    }
    if (!any) {
      if (!reply.isJson()) {
        reply.out().printf("nothing to do: no %s pages from %s to %s%n", only.word(), from, to);
      }
      if (load) { // of a command that was killed between its last publication and its load
        worst = FollowingLoad.run(context, "backfill", reply);
      }
    }
    return worst;
  }

  private List<ShopDay> days() {
    BackfillPlanner planner = context.getBean(BackfillPlanner.class);
    return shops.stream()
        .flatMap(shop -> planner.days(shop, from, to).stream().map(day -> new ShopDay(shop, day)))
        .toList();
  }

  private Iterator<BackfillPlan> plans(List<ShopDay> days) {
    BackfillPlanner planner = context.getBean(BackfillPlanner.class);
    return days.stream().flatMap(one -> plan(planner, one).stream()).iterator();
  }

  private Optional<BackfillPlan> plan(BackfillPlanner planner, ShopDay one) {
    planned.increment();
    return planner.plan(one.shop(), one.day(), only);
  }
}
