package com.skatestock.batch.job.schedule;

import com.skatestock.batch.job.ScheduledJob;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;
import org.quartz.SchedulerException;

/**
 * What a trigger fires: hands the run of the slot to the workers and returns at once. A trigger
 * that fires late fires off the grid, so the slot is that of its scheduled time, floored.
 */
public final class Submission implements Job {
  static final String JOB = "job";
  static final String SHOP = "shop";

  /** Where the scheduler's context holds the {@link Workers}. */
  static final String WORKERS = "workers";

  @Override
  public void execute(JobExecutionContext context) throws JobExecutionException {
    try {
      Workers workers =
          Objects.requireNonNull((Workers) context.getScheduler().getContext().get(WORKERS));
      ScheduledJob job = ScheduledJob.valueOf(context.getMergedJobDataMap().getString(JOB));
      @Nullable String shop = context.getMergedJobDataMap().getString(SHOP);
      workers.submit(job, Optional.ofNullable(shop), context.getScheduledFireTime().toInstant());
    } catch (SchedulerException e) {
      throw new JobExecutionException("The scheduler has lost its context", e);
    }
  }
}
