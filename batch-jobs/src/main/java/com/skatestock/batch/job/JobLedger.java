package com.skatestock.batch.job;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What ran: Spring Batch's job repository as operators read it, one query for a whole list. */
public final class JobLedger {

  /**
   * An execution of a job.
   *
   * @param seconds how long it ran, or has been running
   * @param read records read by its steps
   * @param written records written by its steps
   * @param rejected records that its steps refused
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
      @Nullable Instant endedAt,
      double seconds,
      long read,
      long written,
      long rejected,
      @Nullable String message) {

    /** Its run. */
    public Optional<JobIdentity> identity() {
      return slot == null || scope == null
          ? Optional.empty()
          : Optional.of(
              new JobIdentity(
                  job,
                  Optional.ofNullable(shop),
                  Instant.parse(slot),
                  scope,
                  Optional.ofNullable(file)));
    }
  }

  /** Which executions; empty parts ask for all. */
  public record Filter(
      Optional<String> job,
      Optional<String> shop,
      Optional<String> status,
      Optional<String> scope,
      Optional<Instant> since) {}

  /**
   * The position of a scrape or backfill.
   *
   * @param nextPage pages below this number are published
   */
  public record Position(String status, int nextPage, long products, long rejected, long epoch) {}

  /**
   * A lease as it stands.
   *
   * @param expiresAt UTC, by the database's clock
   */
  public record LeaseLine(
      String name, String owner, long epoch, Instant expiresAt, boolean living) {}

  /** One execution with all that is known of it; the error in full. */
  public record Whole(
      Execution execution,
      List<StepLine> steps,
      @Nullable Position position,
      String leaseName,
      @Nullable LeaseLine lease,
      @Nullable String error) {}

  private final JdbcClient database;
  private final JobRepository repository;
  private final ExecutionErrors errors;

  public JobLedger(JdbcClient database, JobRepository repository, ExecutionErrors errors) {
    this.database = database;
    this.repository = repository;
    this.errors = errors;
  }

  /** The newest executions, newest first. */
  public List<Execution> newest(int count, Filter filter) {
    return executions(
        """
        where (cast(:job as text) is null or instances.job_name = :job)
          and (cast(:shop as text) is null or shop = :shop)
          and (cast(:status as text) is null or executions.status = :status)
          and (cast(:scope as text) is null or scope like :scope || '%')
          and (cast(:since as timestamp) is null or executions.create_time >= :since)
        order by executions.job_execution_id desc
        limit :count
        """,
        filter, count, null);
  }

  /** One execution. */
  public Optional<Execution> find(long id) {
    Filter any =
        new Filter(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return executions("where executions.job_execution_id = :id", any, 1, id).stream().findFirst();
  }

  /** One execution with its steps, its position, its lease and its error. */
  public Optional<Whole> whole(long id) {
    return find(id)
        .map(
            execution -> {
              Optional<JobIdentity> identity = execution.identity();
              String lease = identity.map(JobIdentity::leaseName).orElse("");
              return new Whole(
                  execution,
                  steps(id),
                  identity.flatMap(this::position).orElse(null),
                  lease,
                  lease(lease).orElse(null),
                  errors.of(id).orElse(execution.message()));
            });
  }

  private List<Execution> executions(String which, Filter filter, int count, @Nullable Long id) {
    return database
        .sql(
            """
            select executions.job_execution_id, instances.job_name, shop, slot, scope, file, executions.status,
              executions.start_time at time zone 'UTC' as start_time, executions.end_time at time zone 'UTC' as end_time,
              executions.exit_message,
              coalesce(extract(epoch from coalesce(executions.end_time, timezone('UTC', clock_timestamp())) - executions.start_time), 0)
                as seconds,
              steps.read, steps.written, steps.rejected
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
              select coalesce(sum(read_count), 0) as read, coalesce(sum(write_count), 0) as written,
                coalesce(sum(filter_count), 0) as rejected
              from batch_step_execution
              where job_execution_id = executions.job_execution_id
            ) as steps
            """
                + which)
        .param("job", filter.job().orElse(null))
        .param("shop", filter.shop().orElse(null))
        .param("status", filter.status().orElse(null))
        .param("scope", filter.scope().orElse(null))
        .param(
            "since",
            filter
                .since()
                .map(since -> LocalDateTime.ofInstant(since, ZoneOffset.UTC))
                .orElse(null))
        .param("count", count)
        .param("id", id)
        .query((row, index) -> execution(row))
        .list();
  }

  private static Execution execution(ResultSet row) throws SQLException {
    return new Execution(
        row.getLong("job_execution_id"),
        row.getString("job_name"),
        row.getString("shop"),
        row.getString("slot"),
        row.getString("scope"),
        row.getString("file"),
        row.getString("status"),
        instant(row.getTimestamp("start_time")),
        instant(row.getTimestamp("end_time")),
        row.getDouble("seconds"),
        row.getLong("read"),
        row.getLong("written"),
        row.getLong("rejected"),
        row.getString("exit_message"));
  }

  private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
    return timestamp == null ? null : timestamp.toInstant();
  }

  /** In the order in which they began. */
  private List<StepLine> steps(long id) {
    JobExecution execution = repository.getJobExecution(id);
    return execution == null
        ? List.of()
        : execution.getStepExecutions().stream().map(StepLine::of).toList();
  }

  private Optional<Position> position(JobIdentity identity) {
    return database
        .sql(
            """
            select status, next_page, products, rejected, lease_epoch
            from scrape_runs
            where shop_id = (select id from shops where code = :shop)
              and slot = :slot
              and scope = :scope
            """)
        .param("shop", identity.shop().orElse(""))
        .param("slot", Timestamp.from(identity.slot()))
        .param("scope", identity.scope())
        .query(
            (row, index) ->
                new Position(
                    row.getString("status"),
                    row.getInt("next_page"),
                    row.getLong("products"),
                    row.getLong("rejected"),
                    row.getLong("lease_epoch")))
        .optional();
  }

  /** The lease of this name; empty if nobody holds it. */
  public Optional<LeaseLine> lease(String name) {
    return database
        .sql(
            """
            select name, owner, epoch, expires_at, expires_at > clock_timestamp() as living
            from leases
            where name = :name
            """)
        .param("name", name)
        .query(
            (row, index) ->
                new LeaseLine(
                    row.getString("name"),
                    row.getString("owner"),
                    row.getLong("epoch"),
                    row.getTimestamp("expires_at").toInstant(),
                    row.getBoolean("living")))
        .optional();
  }
}
