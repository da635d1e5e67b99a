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
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine;

/**
 * {@code backfill --from --to}: pages of the archive, one run for each shop and day, a few at once;
 * a load after each. The days are planned one after the other, when their turn comes.
 */
final class ArchiveBackfill {
  private final ConfigurableApplicationContext context;
  private final CommandLine commandLine;
  private final List<String> shops;
  private final LocalDate from;
  private final LocalDate to;
  private final ReadAgain only;

  private record Ended(JobIdentity identity, JobOutcome outcome) {}

  ArchiveBackfill(
      ConfigurableApplicationContext context,
      CommandLine commandLine,
      List<String> shops,
      LocalDate from,
      LocalDate to,
      ReadAgain only) {
    this.context = context;
    this.commandLine = commandLine;
    this.shops = shops;
    this.from = from;
    this.to = to;
    this.only = only;
  }

  /** Prints each run that {@link #run} would do, and below it each page; does nothing. */
  int list() {
    var out = commandLine.getOut();
    long pages = 0;
    for (Iterator<BackfillPlan> plans = plans(); plans.hasNext(); ) {
      BackfillPlan plan = plans.next();
      out.printf("%s: %d pages%n", plan.identity(Optional.empty()), plan.pages().size());
      for (PlannedPage page : plan.pages()) {
        out.printf("  %s %s %s%n", page.capturedAt(), page.recordId(), page.uri());
      }
      pages += plan.pages().size();
    }
    out.printf("%d pages would be read again; nothing was done%n", pages);
    return ExitCodes.OK;
  }

  /**
   * Does it, and says of each run how it went.
   *
   * @return an exit code: that of the run that went worst
   */
  int run(int parallel, boolean again, boolean load) throws InterruptedException {
    JobStarter starter = context.getBean(JobStarter.class);
    PipelineSettings settings = context.getBean(PipelineSettings.class);
    Optional<String> anew =
        again ? Optional.of(context.getBean(Clock.class).instant().toString()) : Optional.empty();
    BackfillAnswers answers = new BackfillAnswers(context.getBean(ScrapeRuns.class), commandLine);
    Iterator<BackfillPlan> plans = plans();
    int worst = ExitCodes.OK;
    int underWay = 0;
    boolean any = false;
    try (ExecutorService threads = Executors.newFixedThreadPool(parallel)) {
      CompletionService<Ended> ended = new ExecutorCompletionService<>(threads);
      while (true) {
        while (underWay < parallel && plans.hasNext()) {
          JobIdentity identity = plans.next().identity(anew);
          ended.submit(() -> new Ended(identity, starter.run(identity, settings.leasePatience())));
          underWay++;
          any = true;
        }
        if (underWay == 0) {
          break;
        }
        Ended one = ended.take().get();
        underWay--;
        worst =
            Math.max(worst, answers.say(one.identity().toString(), one.identity(), one.outcome()));
        if (load) {
          worst = Math.max(worst, FollowingLoad.run(context, "backfill", commandLine.getErr()));
        }
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("A run broke: " + e.getCause(), e.getCause());
    }
    if (!any) {
      commandLine
          .getOut()
          .printf("nothing to do: no %s pages from %s to %s%n", only.word(), from, to);
      if (load) { // of a command that was killed between its last publication and its load
        worst = FollowingLoad.run(context, "backfill", commandLine.getErr());
      }
    }
    return worst;
  }

  private Iterator<BackfillPlan> plans() {
    BackfillPlanner planner = context.getBean(BackfillPlanner.class);
    record ShopDay(String shop, LocalDate day) {}
    List<ShopDay> days = new ArrayList<>();
    for (String shop : shops) {
      planner.days(shop, from, to).forEach(day -> days.add(new ShopDay(shop, day)));
    }
    return days.stream()
        .flatMap(one -> planner.plan(one.shop(), one.day(), only).stream())
        .iterator();
  }
}
