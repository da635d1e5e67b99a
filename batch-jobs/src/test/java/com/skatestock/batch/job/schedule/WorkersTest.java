package com.skatestock.batch.job.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import com.skatestock.batch.Pipeline;
import com.skatestock.batch.job.JobIdentity;
import com.skatestock.batch.job.JobStarter;
import com.skatestock.batch.job.PipelineSettings;
import com.skatestock.batch.job.Recovery;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class WorkersTest {
  @TempDir private Path archive = Path.of("");

  /** It was dropped, so that what it was asked for waited for the next minute. */
  @Test
  void aLoadThatIsAskedForWhileOneIsUnderWayRunsAfterwards() throws Exception {
    try (Pipeline pipeline = Pipeline.start(archive, List.of(), "skatestock.lease-patience=20s");
        Workers workers =
            new Workers(
                pipeline.part(JobStarter.class),
                pipeline.part(Recovery.class),
                new StartRule(pipeline.database()),
                pipeline.part(PipelineSettings.class),
                2)) {
      pipeline
          .database()
          .sql(
              """
              insert into leases (name, owner, epoch, expires_at)
              values ('load/product-events/0', 'another', nextval('lease_epochs'), now() + interval '1 hour')
              """)
          .update();
      workers.submit(load("manual/one"));
      await(pipeline, "manual/one STARTED");
      workers.submit(load("manual/two"));
      workers.submit(load("manual/three"));
      pipeline.database().sql("delete from leases where owner = 'another'").update();

      await(pipeline, "manual/one COMPLETED", "manual/three COMPLETED");
    }
  }

  private static JobIdentity load(String scope) {
    return new JobIdentity("load", Optional.empty(), Instant.parse("2026-11-20T12:00:00Z"), scope);
  }

  private static void await(Pipeline pipeline, String... executions) throws InterruptedException {
    long deadline = System.nanoTime() + 20_000_000_000L;
    while (!executions(pipeline).equals(List.of(executions)) && System.nanoTime() < deadline) {
      Thread.sleep(20);
    }
    assertThat(executions(pipeline)).containsExactly(executions);
  }

  private static List<String> executions(Pipeline pipeline) {
    return pipeline
        .database()
        .sql(
            """
            select parameter_value || ' ' || status as execution
            from batch_job_execution
            join batch_job_execution_params using (job_execution_id)
            where parameter_name = 'scope'
            order by job_execution_id
            """)
        .query((row, index) -> row.getString("execution"))
        .list();
  }
}
