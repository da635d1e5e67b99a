package com.skatestock.batch.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.skatestock.batch.Pipeline;
import com.skatestock.batch.job.JobIdentity;
import com.skatestock.batch.job.JobOutcome;
import com.skatestock.batch.job.JobStarter;
import com.skatestock.local.LocalStack;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.TransactionSystemException;

class OvertakenLoadTest {
  private static final JobIdentity RUN =
      new JobIdentity("load", Optional.empty(), Instant.parse("2026-11-21T12:00:00Z"), "scheduled");

  /** The one whose transaction PostgreSQL has ended may be done before the other. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /**
   * A load that stood still where it was about to write its first step down, longer than its lease,
   * ended COMPLETED behind the one that had done its work: one run was completed twice. Spring
   * Batch takes note that it was closed meanwhile, and then its flow says COMPLETED all the same.
   */
  @Timeout(300)
  @Test
  void isNotCompletedBehindTheOneThatDidItsWork(@TempDir Path archive) throws Exception {
    int server = URI.create(LocalStack.shared().jdbcUrl().substring("jdbc:".length())).getPort();
    try (FaultyWire wire = new FaultyWire(server, _ -> {});
        Pipeline other = Pipeline.start(archive, List.of(), "skatestock.lease-length=30s");
        Pipeline first =
            other.behind(wire.port(), "skatestock.lease-length=30s", "skatestock.load-workers=1")) {
      var theirs = new CompletableFuture<JobOutcome>();
      wire.arm(
          new WireFault(
              WireFault.Way.TELL,
              statement -> statement.startsWith("INSERT INTO BATCH_STEP_EXECUTION("),
              0,
              0),
          () -> {
            other.database().sql("delete from leases").update();
            theirs.complete(run(other));
          });

      JobOutcome mine = run(first);

      assertThat(theirs).succeedsWithin(PATIENCE).isInstanceOf(JobOutcome.Completed.class);
      assertThat(mine).isInstanceOf(JobOutcome.RunningElsewhere.class);
      assertThat(
              other
                  .database()
                  .sql("select status from batch_job_execution order by job_execution_id")
                  .query(String.class)
                  .list())
          .containsExactly("FAILED", "COMPLETED");
    }
  }

  /**
   * A load that stood still while Spring Batch wrote its start down kept those rows locked, and the
   * one that took over waited for it, for as long as it stood.
   */
  @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  @Test
  void doesNotHoldUpTheOneThatTakesOver(@TempDir Path archive) throws Exception {
    int server = URI.create(LocalStack.shared().jdbcUrl().substring("jdbc:".length())).getPort();
    try (FaultyWire wire = new FaultyWire(server, _ -> {});
        Pipeline other = Pipeline.start(archive, List.of(), "skatestock.lease-length=2s");
        Pipeline first =
            other.behind(wire.port(), "skatestock.lease-length=2s", "skatestock.load-workers=1")) {
      var theirs = new CompletableFuture<JobOutcome>();
      wire.arm(
          new WireFault(
              WireFault.Way.TELL,
              statement -> statement.startsWith("INSERT INTO BATCH_JOB_EXECUTION_PARAMS("),
              0,
              0),
          () -> {
            other.database().sql("delete from leases").update();
            theirs.complete(run(other));
          });

      // Which of the two depends on whether PostgreSQL's last word is read before the rollback.
      assertThatThrownBy(() -> run(first))
          .isInstanceOfAny(
              DataAccessResourceFailureException.class, TransactionSystemException.class);

      assertThat(theirs).succeedsWithin(PATIENCE).isInstanceOf(JobOutcome.Completed.class);
      assertThat(run(first)).isInstanceOf(JobOutcome.AlreadyComplete.class);
    }
  }

  /**
   * A load that stood still where a chunk's metadata was written and its COMMIT not sent kept its
   * step's row locked: all of a chunk's work lay in a transaction of Spring Batch's, which had no
   * limit to its silence.
   */
  @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  @Test
  void doesNotHoldUpTheOneThatTakesOverBetweenAChunksLastUpdateAndItsCommit(@TempDir Path archive)
      throws Exception {
    int server = URI.create(LocalStack.shared().jdbcUrl().substring("jdbc:".length())).getPort();
    try (FaultyWire wire = new FaultyWire(server, _ -> {});
        Pipeline other = Pipeline.start(archive, List.of(), "skatestock.lease-length=2s");
        Pipeline first =
            other.behind(wire.port(), "skatestock.lease-length=2s", "skatestock.load-workers=1")) {
      var theirs = new CompletableFuture<JobOutcome>();
      wire.arm(
          WireFault.beforeAChunksLastCommit(),
          () -> {
            other.database().sql("delete from leases").update();
            theirs.complete(run(other));
          });

      JobOutcome mine = run(first);

      assertThat(theirs).succeedsWithin(PATIENCE).isInstanceOf(JobOutcome.Completed.class);
      assertThat(mine).isInstanceOf(JobOutcome.RunningElsewhere.class);
      assertThat(
              other
                  .database()
                  .sql("select status from batch_job_execution order by job_execution_id")
                  .query(String.class)
                  .list())
          .containsExactly("FAILED", "COMPLETED");
    }
  }

  private static JobOutcome run(Pipeline pipeline) {
    try {
      return pipeline.part(JobStarter.class).run(RUN, Duration.ofSeconds(20));
    } catch (InterruptedException e) {
      throw new CompletionException(e);
    }
  }
}
