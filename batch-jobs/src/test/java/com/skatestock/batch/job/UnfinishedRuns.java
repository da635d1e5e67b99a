package com.skatestock.batch.job;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The runs that did not come to their end, as Spring Batch's tables tell them. */
public final class UnfinishedRuns {
  private UnfinishedRuns() {}

  /** Scrapes before loads. */
  public static List<JobIdentity> in(JdbcClient database) {
    return database
        .sql(
            """
            select job_name,
              max(parameter_value) filter (where parameter_name = 'shop') as shop,
              max(parameter_value) filter (where parameter_name = 'slot') as slot,
              max(parameter_value) filter (where parameter_name = 'scope') as scope
            from batch_job_instance
            join batch_job_execution using (job_instance_id)
            join batch_job_execution_params using (job_execution_id)
            group by job_instance_id, job_name
            having bool_and(status <> 'COMPLETED')
            order by job_name desc, job_instance_id
            """)
        .query(
            (row, index) ->
                new JobIdentity(
                    row.getString("job_name"),
                    Optional.ofNullable(row.getString("shop")),
                    Instant.parse(Objects.requireNonNull(row.getString("slot"))),
                    row.getString("scope")))
        .list();
  }
}
