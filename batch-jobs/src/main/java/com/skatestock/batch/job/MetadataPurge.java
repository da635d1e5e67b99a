package com.skatestock.batch.job;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Deletes old metadata of Spring Batch, a batch at a time, each in a transaction of its own. Never
 * what still counts: an execution that runs, and the latest one of a run that is not finished,
 * which a restart goes on from. Broken off and called again it deletes the rest.
 */
public final class MetadataPurge {
  private static final int BATCH = 1_000;

  /**
   * Executions that may go. A run is finished if one of its executions completed or its latest was
   * given up.
   */
  private static final String OLD =
      """
      from batch_job_execution as old
      where create_time < :before
        and status not in ('STARTING', 'STARTED', 'STOPPING', 'UNKNOWN')
        and (
          exists (
            select
            from batch_job_execution
            where job_instance_id = old.job_instance_id
              and status in ('COMPLETED', 'ABANDONED')
              and create_time < :before
          )
          or exists (
            select
            from batch_job_execution
            where job_instance_id = old.job_instance_id
              and job_execution_id > old.job_execution_id
          )
        )
      """;

  private final JdbcClient database;
  private final TransactionTemplate transaction;

  public MetadataPurge(JdbcClient database, PlatformTransactionManager transactions) {
    this.database = database;
    transaction = new TransactionTemplate(transactions);
    transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  /** How many executions {@link #purge} would delete. */
  public long count(Instant before) {
    return database
        .sql("select count(*) " + OLD)
        .param("before", utc(before))
        .query(Long.class)
        .single();
  }

  /**
   * Deletes the executions that were made before a moment, runs of which none is left, and old runs
   * that never had one.
   *
   * @return how many executions were deleted
   */
  public long purge(Instant before) {
    return purge(before, new LongAdder());
  }

  /**
   * Likewise.
   *
   * @param purged how many executions were deleted so far
   */
  public long purge(Instant before, LongAdder purged) {
    int batch;
    do {
      Integer deleted = transaction.execute(status -> batch(before));
      batch = deleted == null ? 0 : deleted;
      purged.add(batch);
    } while (batch == BATCH);
    database
        .sql(
            """
            delete from batch_job_instance as empty
            where not exists (select from batch_job_execution where job_instance_id = empty.job_instance_id)
              and job_instance_id < (select min(job_instance_id) from batch_job_execution where create_time >= :before)
            """)
        .param("before", utc(before))
        .update();
    return purged.sum();
  }

  private int batch(Instant before) {
    List<Long> found =
        database
            .sql("select job_execution_id " + OLD + " order by job_execution_id limit " + BATCH)
            .param("before", utc(before))
            .query((row, index) -> row.getLong(1))
            .list();
    if (found.isEmpty()) {
      return 0;
    }
    Long[] ids = found.toArray(Long[]::new);
    Long[] instances =
        database
            .sql(
                """
                select distinct job_instance_id
                from batch_job_execution
                where job_execution_id = any (:ids)
                """)
            .param("ids", ids)
            .query((row, index) -> row.getLong(1))
            .list()
            .toArray(Long[]::new);
    for (String statement :
        List.of(
            """
            delete from batch_step_execution_context
            where step_execution_id in (
              select step_execution_id
              from batch_step_execution
              where job_execution_id = any (:ids)
            )
            """,
            "delete from batch_step_execution where job_execution_id = any (:ids)",
            "delete from batch_job_execution_context where job_execution_id = any (:ids)",
            "delete from batch_job_execution_params where job_execution_id = any (:ids)",
            "delete from batch_job_execution where job_execution_id = any (:ids)")) {
      database.sql(statement).param("ids", ids).update();
    }
    database
        .sql(
            """
            delete from batch_job_instance as empty
            where job_instance_id = any (:instances)
              and not exists (select from batch_job_execution where job_instance_id = empty.job_instance_id)
            """)
        .param("instances", instances)
        .update();
    return ids.length;
  }

  /** Spring Batch's columns know no time zone; the programs' is UTC. */
  private static LocalDateTime utc(Instant moment) {
    return LocalDateTime.ofInstant(moment, ZoneOffset.UTC);
  }
}
