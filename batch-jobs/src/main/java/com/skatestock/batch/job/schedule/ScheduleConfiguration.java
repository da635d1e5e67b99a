package com.skatestock.batch.job.schedule;

import com.skatestock.batch.job.JobStarter;
import com.skatestock.batch.job.PipelineSettings;
import com.skatestock.batch.job.Recovery;
import com.skatestock.batch.job.ShopStates;
import com.skatestock.batch.job.TriggerOwner;
import com.skatestock.batch.shop.WatchedShops;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** The scheduler mode: Quartz in PostgreSQL, clustered, UTC. */
@Configuration(proxyBeanMethods = false)
@Profile("scheduler")
class ScheduleConfiguration {
  /**
   * Each holds up to two of the pool's 16 connections, and each fetch of a page one for a moment.
   */
  private static final int RUNS_AT_ONCE = 6;

  /** A submission takes milliseconds; what is overdue for so long will not come. */
  private static final Duration STUCK_AFTER = Duration.ofMinutes(2);

  private static final Duration LOOK_EVERY = Duration.ofSeconds(5);
  private static final Duration SAMPLE_EVERY = Duration.ofSeconds(30);

  @Bean
  Workers workers(
      JobStarter starter, Recovery recovery, PipelineSettings settings, JdbcClient database) {
    return new Workers(starter, recovery, new StartRule(database), settings, RUNS_AT_ONCE);
  }

  @Bean
  PipelineGauges pipelineGauges(JdbcClient database) {
    return new PipelineGauges(database, SAMPLE_EVERY);
  }

  @Bean
  StuckTriggers stuckTriggers(
      JdbcClient database,
      PlatformTransactionManager transactions,
      MeterRegistry meters,
      Scheduler scheduler)
      throws SchedulerException {
    return new StuckTriggers(
            database, transactions, meters, scheduler.getSchedulerName(), STUCK_AFTER)
        .every(LOOK_EVERY);
  }

  @Bean
  Timetable timetable(
      Scheduler scheduler,
      WatchedShops shops,
      ShopStates states,
      TriggerOwner owner,
      PipelineSettings settings,
      Clock clock) {
    return new Timetable(scheduler, shops, states, owner, settings, clock);
  }

  @Bean
  ApplicationRunner startTriggers(Scheduler scheduler, Workers workers, Timetable timetable) {
    return arguments -> {
      scheduler.getContext().put(Submission.WORKERS, workers);
      timetable.apply();
      scheduler.start();
      timetable.every(LOOK_EVERY);
    };
  }
}
