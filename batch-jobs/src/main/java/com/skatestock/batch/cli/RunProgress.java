package com.skatestock.batch.cli;

import com.skatestock.batch.cli.Progress.Position;
import com.skatestock.batch.job.JobIdentity;
import com.skatestock.batch.job.ScheduledJob;
import com.skatestock.batch.job.scrape.BackfillJob;
import com.skatestock.batch.job.scrape.ScrapeRuns;
import java.util.Collection;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.springframework.context.ApplicationContext;

/** How far runs are, as PostgreSQL knows it: after each of their chunks. */
final class RunProgress {
  private RunProgress() {}

  /** Of runs of one job. */
  static Progress of(Reply reply, ApplicationContext context, List<JobIdentity> runs) {
    String job = runs.getFirst().job();
    if (job.equals(ScheduledJob.LOAD.jobName())) {
      return load(reply, context, job);
    }
    return job.equals(ScheduledJob.SCRAPE.jobName()) || job.equals(BackfillJob.NAME)
        ? reply.progress(job, "pages", pages(context, runs))
        : Progress.none();
  }

  /** Of a load, or several that follow each other. */
  static Progress load(Reply reply, ApplicationContext context, String work) {
    return reply.progress(work, "records", new LoadedRecords(context));
  }

  /** Of runs that read pages of whose number nobody knows: a listing ends where it ends. */
  static Supplier<Position> pages(ApplicationContext context, Collection<JobIdentity> runs) {
    ScrapeRuns all = context.getBean(ScrapeRuns.class);
    return () -> {
      ScrapeRuns.Sum sum = all.sum(runs);
      return Position.open(sum.pages(), "%,d products".formatted(sum.products()));
    };
  }

  /** Of runs that read so many pages. */
  static Supplier<Position> pages(
      ApplicationContext context, Collection<JobIdentity> runs, long end) {
    ScrapeRuns all = context.getBean(ScrapeRuns.class);
    return () -> new Position(Math.min(end, all.sum(runs).pages()), end);
  }

  /** Of so many days or files, each of them a run. */
  static Supplier<Position> parts(
      ApplicationContext context, LongSupplier done, long end, Collection<JobIdentity> runs) {
    ScrapeRuns all = context.getBean(ScrapeRuns.class);
    return () -> new Position(done.getAsLong(), end, "%,d pages".formatted(all.sum(runs).pages()));
  }
}
