package com.skatestock.batch.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.skatestock.batch.Pipeline;
import com.skatestock.batch.database.Leases;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.listener.JobExecutionListener;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

class TakenOverRunTest {
  private static final JobIdentity RUN =
      new JobIdentity("nap", Optional.empty(), Instant.parse("2026-11-21T12:00:00Z"), "scheduled");

  @TempDir private Path archive = Path.of("");

  /** Stopped before its first step for longer than its lease, while another did its work. */
  @Test
  void oneThatWakesUpBehindTheOtherIsNotCompletedToo() throws Exception {
    try (Pipeline pipeline = Pipeline.start(archive, List.of())) {
      var another = new CompletableFuture<JobOutcome>();

      JobOutcome mine =
          run(
              pipeline,
              () -> {
                pipeline.database().sql("delete from leases where name like 'run/nap%'").update();
                another.complete(
                    CompletableFuture.supplyAsync(() -> run(pipeline, () -> {})).join());
              });

      assertThat(another.join()).isInstanceOf(JobOutcome.Completed.class);
      assertThat(mine).isEqualTo(new JobOutcome.RunningElsewhere(RUN.leaseName()));
      assertThat(
              pipeline
                  .database()
                  .sql("select status from batch_job_execution order by job_execution_id")
                  .query(String.class)
                  .list())
          .containsExactly("FAILED", "COMPLETED");
    }
  }

  /** As a process of its own would. */
  private static JobOutcome run(Pipeline pipeline, Runnable beforeTheFirstStep) {
    JobStarter starter =
        new JobStarter(
            pipeline.part(JobOperator.class),
            pipeline.part(JobRepository.class),
            pipeline.part(Leases.class),
            List.of(new Nap(pipeline.part(JobRepository.class), beforeTheFirstStep)),
            pipeline.part(ExecutionErrors.class),
            Clock.systemUTC());
    try {
      return starter.run(RUN, Duration.ofSeconds(20));
    } catch (InterruptedException e) {
      throw new CompletionException(e);
    }
  }

  private record Nap(JobRepository repository, Runnable beforeTheFirstStep)
      implements JobDefinition {
    @Override
    public String name() {
      return RUN.job();
    }

    @Override
    public Job job(JobIdentity identity, long epoch) {
      return new JobBuilder(name(), repository)
          .listener(
              new JobExecutionListener() {
                @Override
                public void beforeJob(JobExecution execution) {
                  beforeTheFirstStep.run();
                }
              })
          .start(
              new StepBuilder("only", repository).tasklet((_, _) -> RepeatStatus.FINISHED).build())
          .build();
    }
  }
}
