package com.skatestock.batch.job.schedule;

import com.skatestock.batch.job.PipelineSettings;
import com.skatestock.batch.job.ScheduledJob;
import com.skatestock.batch.job.ShopStates;
import com.skatestock.batch.job.TriggerOwner;
import com.skatestock.batch.shop.Shop;
import com.skatestock.batch.shop.Shops;
import com.skatestock.batch.shop.WatchedShops;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
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

/**
 * Makes Quartz's triggers be what the shops and {@link ScheduledJob} say, when the scheduler starts
 * and from then on; safe to do on every node.
 */
public final class Timetable implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Timetable.class);
  private static final String GROUP = "skatestock";

  private final Scheduler scheduler;
  private final WatchedShops shops;
  private final ShopStates states;
  private final TriggerOwner owner;
  private final PipelineSettings settings;
  private final Clock clock;
  private final ScheduledExecutorService following =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("timetable").daemon().factory());
  private String latestTrouble = "";

  Timetable(
      Scheduler scheduler,
      WatchedShops shops,
      ShopStates states,
      TriggerOwner owner,
      PipelineSettings settings,
      Clock clock) {
    this.scheduler = scheduler;
    this.shops = shops;
    this.states = states;
    this.owner = owner;
    this.settings = settings;
    this.clock = clock;
  }

  /** Adds, changes and removes triggers; none at all where CronJobs own the schedule. */
  void apply() throws SchedulerException {
    Map<JobKey, Entry> wanted = wanted();
    if (wanted.isEmpty()) {
      LOG.warn("settings.trigger_owner is {}: this scheduler starts nothing", owner.name());
    }
    for (Entry entry : wanted.values()) {
      schedule(entry);
    }
    for (JobKey key : scheduler.getJobKeys(GroupMatcher.groupEquals(GROUP))) {
      if (!wanted.containsKey(key)) {
        scheduler.deleteJob(key);
      }
    }
    LOG.info("{} triggers, scrapes every {}", wanted.size(), settings.scrapeEvery());
  }

  /** Looks from now on again and again for shops that were added, paused, resumed or removed. */
  Timetable every(Duration period) {
    var _ =
        following.scheduleWithFixedDelay(
            this::look, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    return this;
  }

  private void look() {
    try {
      follow();
      latestTrouble = "";
    } catch (SchedulerException | RuntimeException e) {
      String trouble = String.valueOf(e.getMessage());
      if (!trouble.equals(latestTrouble)) {
        LOG.warn("The timetable stays as it is, the next look is soon: {}", trouble);
      }
      latestTrouble = trouble;
    }
  }

  /**
   * Makes the triggers that are missing, and takes away those of shops that rest; those of other
   * nodes' shops stay. What has its trigger keeps it as it is.
   */
  void follow() throws SchedulerException {
    Shops configured = shops.readAgain();
    Map<JobKey, Entry> wanted = wanted();
    Set<JobKey> there = scheduler.getJobKeys(GroupMatcher.groupEquals(GROUP));
    for (Map.Entry<JobKey, Entry> entry : wanted.entrySet()) {
      if (!there.contains(entry.getKey())) {
        LOG.info("{} begins", schedule(entry.getValue()).getName());
      }
    }
    Set<String> resting = states.resting();
    for (JobKey key : there) {
      boolean rests = resting.contains(shopOf(key));
      boolean isOurs = shopOf(key).isEmpty() || configured.find(shopOf(key)).isPresent();
      if (!wanted.containsKey(key) && (rests || isOurs)) {
        scheduler.deleteJob(key);
        LOG.info("{} ends", key.getName());
      }
    }
  }

  /** What is to be started by the clock: nothing where CronJobs own the schedule. */
  private Map<JobKey, Entry> wanted() {
    Map<JobKey, Entry> wanted = new LinkedHashMap<>();
    if (!owner.isQuartz()) {
      return wanted;
    }
    Set<String> resting = states.resting();
    for (Shop shop : shops.now().all()) {
      if (!resting.contains(shop.id())) {
        Entry entry = new Entry(ScheduledJob.SCRAPE, shop.id());
        wanted.put(entry.key(), entry);
      }
    }
    for (ScheduledJob job : ScheduledJob.values()) {
      if (!job.perShop()) {
        Entry entry = new Entry(job, "");
        wanted.put(entry.key(), entry);
      }
    }
    return wanted;
  }

  /**
   * A line of the timetable.
   *
   * @param shop empty for a job that is not of one shop
   */
  private record Entry(ScheduledJob job, String shop) {
    JobKey key() {
      return new JobKey(shop.isEmpty() ? job.jobName() : job.jobName() + "/" + shop, GROUP);
    }
  }

  private static String shopOf(JobKey key) {
    int slash = key.getName().indexOf('/');
    return slash < 0 ? "" : key.getName().substring(slash + 1);
  }

  /**
   * A trigger on the job's grid. One that could not fire in time fires once, when it can, and then
   * goes on along the grid: a trigger that counts from its late firing would be late for ever.
   */
  private JobKey schedule(Entry entry) throws SchedulerException {
    ScheduledJob job = entry.job();
    JobBuilder detail =
        JobBuilder.newJob(Submission.class)
            .withIdentity(entry.key())
            .usingJobData(Submission.JOB, job.name())
            .storeDurably();
    if (!entry.shop().isEmpty()) {
      detail.usingJobData(Submission.SHOP, entry.shop());
    }
    Trigger trigger =
        TriggerBuilder.newTrigger()
            .withIdentity(entry.key().getName(), GROUP)
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

  @Override
  public void close() {
    following.shutdownNow();
  }
}
