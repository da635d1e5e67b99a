package com.skatestock.batch.job.schedule;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Frees triggers that nobody will fire any more: Quartz's store can leave one ACQUIRED, BLOCKED or
 * in ERROR for ever (quartz #145). Stuck means: overdue for longer than the limit, and no living
 * scheduler has it in hand. Freed it fires once, late, and goes on along its grid. Every node
 * looks; Quartz's own lock lets one at a time.
 */
final class StuckTriggers implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StuckTriggers.class);

  /** What Quartz adds to an instance's check-in interval before it counts as failed. */
  private static final Duration LATE_CHECK_IN = Duration.ofMillis(7_500);

  private final JdbcClient database;
  private final TransactionTemplate transaction;
  private final MeterRegistry meters;
  private final String scheduler;
  private final Duration limit;
  private final ScheduledExecutorService looking =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("stuck-triggers").daemon().factory());

  /** A trigger, and the state in which it was stuck. */
  record Freed(String trigger, String state) {}

  /**
   * @param scheduler the scheduler's name, by which Quartz tells clusters apart
   * @param limit how long a trigger may be overdue
   */
  StuckTriggers(
      JdbcClient database,
      PlatformTransactionManager transactions,
      MeterRegistry meters,
      String scheduler,
      Duration limit) {
    this.database = database;
    transaction = new TransactionTemplate(transactions);
    this.meters = meters;
    this.scheduler = scheduler;
    this.limit = limit;
  }

  /** Looks from now on again and again. */
  StuckTriggers every(Duration period) {
    var _ =
        looking.scheduleWithFixedDelay(
            this::look, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    return this;
  }

  private void look() {
    try {
      free();
    } catch (RuntimeException e) {
      LOG.warn("Not looked for stuck triggers, the next look is soon: {}", e.getMessage());
    }
  }

  /** Frees what is stuck. */
  List<Freed> free() {
    List<Freed> freed = transaction.execute(status -> freeLocked());
    List<Freed> all = freed == null ? List.of() : freed;
    for (Freed one : all) {
      LOG.warn(
          "Trigger {} was stuck in {} for more than {}: freed", one.trigger(), one.state(), limit);
      Counter.builder("skatestock.quartz.triggers.freed")
          .description("Triggers that were stuck and were set free by the watchdog")
          .tag("state", one.state())
          .register(meters)
          .increment();
    }
    return all;
  }

  private List<Freed> freeLocked() {
    database
        .sql(
            """
            select lock_name
            from qrtz_locks
            where sched_name = :scheduler
              and lock_name = 'TRIGGER_ACCESS'
            for update
            """)
        .param("scheduler", scheduler)
        .query(String.class)
        .optional();
    return database
        .sql(
            """
            with clock as (
              select extract(epoch from clock_timestamp()) * 1000 as now
            ), in_hand as (
              select fired.trigger_name, fired.trigger_group, fired.job_name, fired.job_group
              from clock
              join qrtz_fired_triggers as fired on fired.sched_name = :scheduler
              join qrtz_scheduler_state as instance
                on instance.sched_name = fired.sched_name
                and instance.instance_name = fired.instance_name
                and instance.last_checkin_time + instance.checkin_interval + :late > clock.now
            ), stuck as (
              select trigger_name, trigger_group, trigger_state
              from clock
              join qrtz_triggers as triggers on triggers.sched_name = :scheduler
              where trigger_state in ('ACQUIRED', 'BLOCKED', 'PAUSED_BLOCKED', 'ERROR')
                and next_fire_time > 0
                and next_fire_time < clock.now - :limit
                and not exists (
                  select
                  from in_hand
                  where (in_hand.trigger_name, in_hand.trigger_group) = (triggers.trigger_name, triggers.trigger_group)
                    or (in_hand.job_name, in_hand.job_group) = (triggers.job_name, triggers.job_group)
                )
            ), forgotten as (
              delete from qrtz_fired_triggers
              where sched_name = :scheduler
                and (trigger_name, trigger_group) in (select trigger_name, trigger_group from stuck)
            )
            update qrtz_triggers as triggers
            set trigger_state = case when stuck.trigger_state = 'PAUSED_BLOCKED' then 'PAUSED' else 'WAITING' end
            from stuck
            where triggers.sched_name = :scheduler
              and triggers.trigger_name = stuck.trigger_name
              and triggers.trigger_group = stuck.trigger_group
            returning triggers.trigger_name, stuck.trigger_state
            """)
        .param("scheduler", scheduler)
        .param("late", LATE_CHECK_IN.toMillis())
        .param("limit", limit.toMillis())
        .query(
            (row, index) ->
                new Freed(row.getString("trigger_name"), row.getString("trigger_state")))
        .list();
  }

  @Override
  public void close() {
    looking.shutdownNow();
  }
}
