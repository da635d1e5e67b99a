package com.skatestock.batch.job.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.skatestock.batch.Pipeline;
import com.skatestock.batch.job.JobOutcome;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadPartitionTest {
  @TempDir private Path archive = Path.of("");

  /**
   * The step's own exit code had no way on in the flow of partitions, so that a load failed
   * whenever another one held a partition.
   */
  @Test
  void aLoadWhosePartitionsAreHeldElsewhereEndsWithoutFailure() throws Exception {
    try (Pipeline pipeline = Pipeline.start(archive, List.of(), "skatestock.lease-patience=0s")) {
      pipeline
          .database()
          .sql(
              """
              insert into leases (name, owner, epoch, expires_at)
              select 'load/product-events/' || number, 'another', nextval('lease_epochs'), now() + interval '1 hour'
              from generate_series(0, 5) as number
              """)
          .update();

      assertThat(pipeline.load()).isInstanceOf(JobOutcome.Completed.class);

      assertThat(
              pipeline
                  .database()
                  .sql(
                      """
                      select distinct exit_message
                      from batch_step_execution
                      where step_name like 'partition-%'
                      """)
                  .query(String.class)
                  .list())
          .containsExactly("fenced: another worker loads this partition");
    }
  }
}
