package com.skatestock.batch.faults;

import com.skatestock.batch.Child;
import com.skatestock.batch.job.JobIdentity;
import com.skatestock.batch.job.UnfinishedRuns;
import java.io.IOException;

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
    for (JobIdentity run : UnfinishedRuns.in(bench.database())) {
      bench.complete(
          "%s %s %s %s".formatted(run.job(), run.shop().orElse("-"), run.slot(), run.scope()));
    }
  }
}
