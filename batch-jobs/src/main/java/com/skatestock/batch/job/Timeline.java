package com.skatestock.batch.job;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What ran when, and what did not: runs and missed slots of a span of time. */
public final class Timeline {

  /**
   * A run, or a missed slot.
   *
   * @param at where it stands on the line: a scheduled run's slot, any other's first start; UTC
   * @param state that of its last execution, or {@code MISSED}
   * @param executions attempts; 0 for a missed slot
   * @param seconds of all attempts together
   * @param reason why a slot was missed
   */
  public record Entry(
      String job,
      @Nullable String shop,
      Instant at,
      @Nullable Instant slot,
      @Nullable String scope,
      String state,
      int executions,
      double seconds,
      @Nullable String reason) {

    /** Its row in a chart. */
    public String subject() {
      return shop == null ? job : job + "/" + shop;
    }
  }

  private final JdbcClient database;

  public Timeline(JdbcClient database) {
    this.database = database;
  }

  /** What stands between two moments, the second one excluded, in the order of time. */
  public List<Entry> between(Instant from, Instant to) {
    return database
        .sql(
            """
            with runs as (
              select instances.job_name as job, shop, cast(slot as timestamptz) as slot, scope, executions, state, seconds,
                case when scope = 'scheduled' then cast(slot as timestamptz) else first_start end as at
              from batch_job_instance as instances
              cross join lateral (
                select count(*) as executions,
                  max(job_execution_id) as last,
                  min(create_time) at time zone 'UTC' as first_start,
                  (array_agg(status order by job_execution_id desc))[1] as state,
                  coalesce(sum(extract(epoch from coalesce(end_time, timezone('UTC', clock_timestamp())) - start_time)), 0)
                    as seconds
                from batch_job_execution
                where job_instance_id = instances.job_instance_id
              ) as executions
              cross join lateral (
                select
                  max(parameter_value) filter (where parameter_name = 'shop') as shop,
                  max(parameter_value) filter (where parameter_name = 'slot') as slot,
                  max(parameter_value) filter (where parameter_name = 'scope') as scope
                from batch_job_execution_params
                where job_execution_id = executions.last
              ) as parameters
              where executions > 0
            )
            select job, shop, at, slot, scope, state, executions, seconds, null as reason
            from runs
            where at >= :from
              and at < :to
            union all
            select job, shops.code, slot, slot, 'scheduled', 'MISSED', 0, 0, reason
            from missed_slots
            join shops on shops.id = shop_id
            where slot >= :from
              and slot < :to
            order by at, job, shop
            """)
        .param("from", Timestamp.from(from))
        .param("to", Timestamp.from(to))
        .query(
            (row, index) ->
                new Entry(
                    row.getString("job"),
                    row.getString("shop"),
                    row.getTimestamp("at").toInstant(),
                    instant(row.getTimestamp("slot")),
                    row.getString("scope"),
                    Objects.requireNonNull(row.getString("state")),
                    row.getInt("executions"),
                    row.getDouble("seconds"),
                    row.getString("reason")))
        .list();
  }

  private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
    return timestamp == null ? null : timestamp.toInstant();
  }
}
