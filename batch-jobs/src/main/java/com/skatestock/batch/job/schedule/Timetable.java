package com.skatestock.batch.job.schedule;

import com.skatestock.batch.job.PipelineSettings;
import com.skatestock.batch.job.ScheduledJob;
import com.skatestock.batch.shop.Shop;
import com.skatestock.batch.shop.Shops;
import java.time.Clock;
import java.util.Date;
import java.util.HashSet;
import java.util.Set;
import org.quartz.CalendarIntervalScheduleBuilder;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.impl.matchers.GroupMatcher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Makes Quartz's triggers be what the shops and {@link ScheduledJob} say; safe to do on every node
 * and at every start.
 */
public final class Timetable {
  private static final Logger LOG = LoggerFactory.getLogger(Timetable.class);
  private static final String GROUP = "skatestock";

  private final Scheduler scheduler;
  private final Shops shops;
  private final JdbcClient database;
  private final PipelineSettings settings;
  private final Clock clock;

  Timetable(
      Scheduler scheduler,
      Shops shops,
      JdbcClient database,
      PipelineSettings settings,
      Clock clock) {
    this.scheduler = scheduler;
    this.shops = shops;
    this.database = database;
    this.settings = settings;
    this.clock = clock;
  }

  /** Adds, changes and removes triggers; none at all where CronJobs own the schedule. */
  void apply() throws SchedulerException {
    Set<JobKey> wanted = new HashSet<>();
    if (owner().equals("quartz")) {
      Set<String> resting = resting();
      for (Shop shop : shops.all()) {
        if (!resting.contains(shop.id())) {
          wanted.add(schedule(ScheduledJob.SCRAPE, shop.id()));
        }
      }
      for (ScheduledJob job : ScheduledJob.values()) {
        if (!job.perShop()) {
          wanted.add(schedule(job, ""));
        }
      }
    } else {
      LOG.warn("settings.trigger_owner is {}: this scheduler starts nothing", owner());
    }
    for (JobKey key : scheduler.getJobKeys(GroupMatcher.groupEquals(GROUP))) {
      if (!wanted.contains(key)) {
        scheduler.deleteJob(key);
      }
    }
    LOG.info("{} triggers, scrapes every {}", wanted.size(), settings.scrapeEvery());
  }

  private String owner() {
    return database
        .sql("select value from settings where name = 'trigger_owner'")
        .query(String.class)
        .optional()
        .orElse("quartz");
  }

  private Set<String> resting() {
    Set<String> ids = new HashSet<>();
    database
        .sql("select code from shops where paused_at is not null or removed_at is not null")
        .query(
            row -> {
              ids.add(row.getString(1));
            });
    return ids;
  }

  /**
   * A trigger on the job's grid. One that could not fire in time fires once, when it can, and then
   * goes on along the grid: a trigger that counts from its late firing would be late for ever.
   */
  private JobKey schedule(ScheduledJob job, String shop) throws SchedulerException {
    String name = shop.isEmpty() ? job.jobName() : job.jobName() + "/" + shop;
    JobBuilder detail =
        JobBuilder.newJob(Submission.class)
            .withIdentity(name, GROUP)
            .usingJobData(Submission.JOB, job.name())
            .storeDurably();
    if (!shop.isEmpty()) {
      detail.usingJobData(Submission.SHOP, shop);
    }
    Trigger trigger =
        TriggerBuilder.newTrigger()
            .withIdentity(name, GROUP)
            .startAt(Date.from(settings.slot(job, clock.instant())))
            .withSchedule(
                CalendarIntervalScheduleBuilder.calendarIntervalSchedule()
                    .withIntervalInSeconds(Math.toIntExact(settings.period(job).toSeconds()))
                    .withMisfireHandlingInstructionFireAndProceed())
            .build();
    JobDetail built = detail.build();
    scheduler.scheduleJob(built, Set.of(trigger), true);
    return built.getKey();
  }
}
