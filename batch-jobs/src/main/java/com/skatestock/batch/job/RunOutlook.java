package com.skatestock.batch.job;

import com.skatestock.batch.load.LoadBacklog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How far runs lie behind, and when the next ones are due. */
public final class RunOutlook {
  private static final Logger LOG = LoggerFactory.getLogger(RunOutlook.class);
  private static final Duration BROKERS_PATIENCE = Duration.ofSeconds(3);

  private final JdbcClient database;
  private final LoadBacklog backlog;
  private final ShopStates states;
  private final TriggerOwner owner;
  private final PipelineSettings settings;
  private final Clock clock;

  public RunOutlook(
      JdbcClient database,
      LoadBacklog backlog,
      ShopStates states,
      TriggerOwner owner,
      PipelineSettings settings,
      Clock clock) {
    this.database = database;
    this.backlog = backlog;
    this.states = states;
    this.owner = owner;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * How long after the end of its slot a scrape was done, or how long it has been overdue; empty
   * for one in time, and for what is no scrape or was given up.
   */
  public Optional<Duration> overdue(JobLedger.Execution execution) {
    if (!execution.job().equals(ScheduledJob.SCRAPE.jobName())
        || execution.status().equals("ABANDONED")) {
      return Optional.empty();
    }
    Instant ended = execution.endedAt();
    Instant until =
        execution.status().equals("COMPLETED") && ended != null ? ended : clock.instant();
    return execution
        .identity()
        .map(JobIdentity::slot)
        .map(slot -> Duration.between(slot.plus(settings.scrapeEvery()), until))
        .filter(Duration::isPositive);
  }

  /** Records of the topic that are not loaded yet; empty if the broker does not say. */
  public OptionalLong recordsBehind() {
    try {
      return OptionalLong.of(backlog.records(BROKERS_PATIENCE));
    } catch (KafkaException e) {
      LOG.warn("The broker does not say how many records are left to load: {}", e.getMessage());
      return OptionalLong.empty();
    }
  }

  /**
   * When each job, or each shop's, is due next, by {@code job} or {@code job/shop}: what Quartz has
   * planned, or the next slot where CronJobs own the schedule. Nothing for shops that rest, nor
   * where no scheduler ever ran.
   */
  public Map<String, Instant> nextRuns() {
    Map<String, Instant> due = new HashMap<>();
    if (owner.isQuartz()) {
      database
          .sql(
              """
              select trigger_name, next_fire_time
              from qrtz_triggers
              where trigger_group = 'skatestock'
                and next_fire_time > 0
              """)
          .query(
              row -> {
                due.put(
                    row.getString("trigger_name"),
                    Instant.ofEpochMilli(row.getLong("next_fire_time")));
              });
      return due;
    }
    for (ScheduledJob job : ScheduledJob.values()) {
      if (!job.perShop()) {
        due.put(job.jobName(), next(job));
      }
    }
    for (String shop : states.watched()) {
      due.put(ScheduledJob.SCRAPE.jobName() + "/" + shop, next(ScheduledJob.SCRAPE));
    }
    return due;
  }

  private Instant next(ScheduledJob job) {
    return settings.slot(job, clock.instant()).plus(settings.period(job));
  }
}
