package com.skatestock.batch.faults;

import com.skatestock.batch.Child;
import com.skatestock.batch.job.JobIdentity;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Executions as Spring Batch's tables tell them. */
final class OpenRuns {
  private OpenRuns() {}

  /** How many executions of a job there were, of any job if it is empty. */
  static long executions(Bench bench, String job) {
    return bench
        .database()
        .sql(
            """
            select count(*)
            from batch_job_execution
            join batch_job_instance using (job_instance_id)
            where :job in ('', job_name)
            """)
        .param("job", job)
        .query(Long.class)
        .single();
  }

  /** Until there are more executions than before, or the command has ended. */
  static void awaitAnother(Bench bench, Child command, String job, long before)
      throws InterruptedException {
    while (command.process().isAlive() && executions(bench, job) == before) {
      Thread.sleep(10);
    }
  }

  /** Goes on with every run that did not come to its end. */
  static void finish(Bench bench) throws IOException {
    List<JobIdentity> open = new ArrayList<>();
    bench
        .database()
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
            row -> {
              open.add(
                  new JobIdentity(
                      row.getString("job_name"),
                      Optional.ofNullable(row.getString("shop")),
                      Instant.parse(Objects.requireNonNull(row.getString("slot"))),
                      row.getString("scope")));
            });
    for (JobIdentity run : open) {
      bench.complete(
          "%s %s %s %s".formatted(run.job(), run.shop().orElse("-"), run.slot(), run.scope()));
    }
  }
}
