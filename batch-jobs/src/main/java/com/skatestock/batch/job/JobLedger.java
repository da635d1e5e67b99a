package com.skatestock.batch.job;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What ran: Spring Batch's job repository as operators read it, one query for a whole list. */
public final class JobLedger {

  /**
   * An execution of a job.
   *
   * @param seconds how long it ran, or has been running
   * @param read records read by its steps
   * @param written records written by its steps
   */
  public record Execution(
      long id,
      String job,
      @Nullable String shop,
      @Nullable String slot,
      @Nullable String scope,
      @Nullable String file,
      String status,
      @Nullable Instant startedAt,
      double seconds,
      long read,
      long written,
      @Nullable String message) {}

  /** A step of an execution; the message is the error in full. */
  public record StepLine(
      String step,
      String status,
      String exitCode,
      long read,
      long written,
      long commits,
      long rollbacks,
      @Nullable String message) {}

  private final JdbcClient database;

  public JobLedger(JdbcClient database) {
    this.database = database;
  }

  /** The newest executions, newest first. */
  public List<Execution> newest(int count, Optional<String> job, Optional<String> shop) {
    return executions(
        """
        where (cast(:job as text) is null or instances.job_name = :job)
          and (cast(:shop as text) is null or shop = :shop)
        order by executions.job_execution_id desc
        limit :count
        """,
        job.orElse(null),
        shop.orElse(null),
        count,
        null);
  }

  /** One execution. */
  public Optional<Execution> find(long id) {
    return executions("where executions.job_execution_id = :id", null, null, 1, id).stream()
        .findFirst();
  }

  private List<Execution> executions(
      String which, @Nullable String job, @Nullable String shop, int count, @Nullable Long id) {
    return database
        .sql(
            """
            select executions.job_execution_id, instances.job_name, shop, slot, scope, file, executions.status,
              executions.start_time, executions.exit_message,
              coalesce(extract(epoch from coalesce(executions.end_time, timezone('UTC', clock_timestamp())) - executions.start_time), 0)
                as seconds,
              steps.read, steps.written
            from batch_job_execution as executions
            join batch_job_instance as instances using (job_instance_id)
            cross join lateral (
              select
                max(parameter_value) filter (where parameter_name = 'shop') as shop,
                max(parameter_value) filter (where parameter_name = 'slot') as slot,
                max(parameter_value) filter (where parameter_name = 'scope') as scope,
                max(parameter_value) filter (where parameter_name = 'file') as file
              from batch_job_execution_params
              where job_execution_id = executions.job_execution_id
            ) as parameters
            cross join lateral (
              select coalesce(sum(read_count), 0) as read, coalesce(sum(write_count), 0) as written
              from batch_step_execution
              where job_execution_id = executions.job_execution_id
            ) as steps
            """
                + which)
        .param("job", job)
        .param("shop", shop)
        .param("count", count)
        .param("id", id)
        .query(
            (row, index) ->
                new Execution(
                    row.getLong("job_execution_id"),
                    row.getString("job_name"),
                    row.getString("shop"),
                    row.getString("slot"),
                    row.getString("scope"),
                    row.getString("file"),
                    row.getString("status"),
                    Optional.ofNullable(row.getTimestamp("start_time"))
                        .map(Timestamp::toInstant)
                        .orElse(null),
                    row.getDouble("seconds"),
                    row.getLong("read"),
                    row.getLong("written"),
                    row.getString("exit_message")))
        .list()
        .stream()
        .map(line -> Objects.requireNonNull(line))
        .toList();
  }

  /** The steps of an execution, in the order in which they began. */
  public List<StepLine> steps(long execution) {
    return database
        .sql(
            """
            select step_name, status, exit_code, read_count, write_count, commit_count, rollback_count, exit_message
            from batch_step_execution
            where job_execution_id = :execution
            order by step_execution_id
            """)
        .param("execution", execution)
        .query(
            (row, index) ->
                new StepLine(
                    row.getString("step_name"),
                    row.getString("status"),
                    row.getString("exit_code"),
                    row.getLong("read_count"),
                    row.getLong("write_count"),
                    row.getLong("commit_count"),
                    row.getLong("rollback_count"),
                    row.getString("exit_message")))
        .list()
        .stream()
        .map(line -> Objects.requireNonNull(line))
        .toList();
  }
}
