package com.skatestock.batch.job;

import com.skatestock.batch.database.Leases;
import com.skatestock.batch.database.Leases.Lease;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.MDC;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.context.SmartLifecycle;

/**
 * Starts a run under its lease, or goes on with it. Safe to call twice, from anywhere: the lease
 * lets one in, a complete run is not done again, and an execution whose process died is closed
 * first, which only the lease's holder can know.
 */
public final class JobStarter {
  private final JobOperator operator;
  private final JobRepository repository;
  private final Leases leases;
  private final Map<String, JobDefinition> jobs;
  private final DeadExecutions dead;
  private final ExecutionErrors errors;
  private final RunsUnderWay underWay;

  public JobStarter(
      JobOperator operator,
      JobRepository repository,
      Leases leases,
      List<JobDefinition> jobs,
      ExecutionErrors errors,
      Clock clock) {
    this.operator = operator;
    this.repository = repository;
    this.leases = leases;
    this.jobs = jobs.stream().collect(Collectors.toMap(JobDefinition::name, job -> job));
    this.errors = errors;
    dead = new DeadExecutions(repository, clock);
    underWay = new RunsUnderWay(this::askToStop);
  }

  /** What must happen when the process is told to end. */
  SmartLifecycle lifecycle() {
    return underWay;
  }

  /**
   * Runs to the end, on the caller's thread.
   *
   * @param patience how long to wait for a lease that somebody else, maybe dead, holds
   */
  public JobOutcome run(JobIdentity identity, Duration patience) throws InterruptedException {
    JobDefinition definition = definition(identity.job());
    try (var entry = underWay.enter(identity).orElse(null)) {
      return entry == null
          ? new JobOutcome.Failed(0, "this process is about to end; start it again", true)
          : runOnce(definition, identity, patience);
    }
  }

  private JobDefinition definition(String job) {
    return Optional.ofNullable(jobs.get(job))
        .orElseThrow(
            () -> new IllegalArgumentException("No job " + job + "; there are " + jobs.keySet()));
  }

  private JobOutcome runOnce(JobDefinition definition, JobIdentity identity, Duration patience)
      throws InterruptedException {
    leases.sweep();
    Optional<JobOutcome> before = endedBefore(identity);
    if (before.isPresent()) {
      return before.get();
    }
    Optional<Lease> taken = leases.take(identity.leaseName(), patience);
    if (taken.isEmpty()) {
      return new JobOutcome.RunningElsewhere(identity.leaseName());
    }
    try (Lease lease = taken.get();
        var _ = MDC.putCloseable("job", identity.job());
        var _ = MDC.putCloseable("shop", identity.shop().orElse(""));
        var _ = MDC.putCloseable("slot", identity.slot().toString())) {
      Optional<JobOutcome> meanwhile = endedBefore(identity);
      if (meanwhile.isPresent()) {
        return meanwhile.get();
      }
      dead.close(definition, identity, lease.epoch());
      Job job = definition.job(identity, lease.epoch());
      JobExecution execution = operator.start(job, identity.parameters(lease.epoch()));
      if (execution.getStatus() == BatchStatus.COMPLETED) {
        return !lease.isHeld() && dead.replaced(execution)
            ? new JobOutcome.RunningElsewhere(identity.leaseName())
            : outcome(execution);
      }
      dead.close(execution.getId());
      errors.keep(execution.getId(), execution.getAllFailureExceptions());
      return lease.isHeld()
          ? outcome(execution)
          : new JobOutcome.RunningElsewhere(identity.leaseName());
    } catch (JobExecutionException e) {
      throw new IllegalStateException(
          "Spring Batch refused to start " + identity + ": " + e.getMessage(), e);
    }
  }

  /**
   * Asks a run to stop after its present chunk, wherever it runs: its process sees it at the next
   * chunk.
   *
   * @return false if it does not run
   */
  public boolean stop(long execution) {
    JobExecution running = repository.getJobExecution(execution);
    if (running == null || running.getStatus() != BatchStatus.STARTED) {
      return false;
    }
    // Not JobOperator.stop: it writes STOPPED and an end time while the steps still write
    // (docs/adr/0003).
    running.setStatus(BatchStatus.STOPPING);
    repository.update(running);
    return true;
  }

  private void askToStop(JobIdentity identity) {
    last(identity).ifPresent(execution -> stop(execution.getId()));
  }

  /**
   * Gives a broken run up: it will not be started again.
   *
   * @return false if it runs or is complete
   */
  public boolean abandon(long execution) {
    JobExecution broken = repository.getJobExecution(execution);
    if (broken == null || broken.getStatus() == BatchStatus.COMPLETED) {
      return false;
    }
    JobIdentity identity =
        JobIdentity.of(broken.getJobInstance().getJobName(), broken.getJobParameters());
    // Whether it runs only the lease can say: its process may have died.
    Optional<Lease> taken = leases.take(identity.leaseName());
    if (taken.isEmpty()) {
      return false;
    }
    try (Lease lease = taken.get()) {
      dead.close(definition(identity.job()), identity, lease.epoch());
      JobExecution closed = Objects.requireNonNull(repository.getJobExecution(execution));
      closed.setStatus(BatchStatus.ABANDONED);
      repository.update(closed);
      return true;
    }
  }

  private Optional<JobOutcome> endedBefore(JobIdentity identity) {
    return last(identity)
        .flatMap(
            execution ->
                switch (execution.getStatus()) {
                  case COMPLETED -> Optional.of(new JobOutcome.AlreadyComplete(execution.getId()));
                  case ABANDONED ->
                      Optional.of(
                          new JobOutcome.Failed(execution.getId(), "it was given up", false));
                  default -> Optional.empty();
                });
  }

  private Optional<JobExecution> last(JobIdentity identity) {
    JobInstance instance = repository.getJobInstance(identity.job(), identity.parameters(0));
    return Optional.ofNullable(instance).map(repository::getLastJobExecution);
  }

  private static JobOutcome outcome(JobExecution execution) {
    if (execution.getStatus() == BatchStatus.COMPLETED) {
      return new JobOutcome.Completed(execution.getId());
    }
    if (execution.getStatus() == BatchStatus.STOPPED) {
      return new JobOutcome.Failed(
          execution.getId(), "stopped; starting it again goes on there", true);
    }
    String cause =
        execution.getAllFailureExceptions().stream()
            .map(JobStarter::rootMessage)
            .distinct()
            .collect(Collectors.joining("; "));
    return new JobOutcome.Failed(
        execution.getId(),
        cause.isEmpty() ? execution.getExitStatus().getExitDescription() : cause,
        execution.getAllFailureExceptions().stream().noneMatch(JobStarter::isBadData));
  }

  private static boolean isBadData(Throwable thrown) {
    return thrown instanceof BadData || (thrown.getCause() != null && isBadData(thrown.getCause()));
  }

  private static String rootMessage(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null && root.getMessage() == null) {
      root = root.getCause();
    }
    return Objects.requireNonNullElse(root.getMessage(), root.getClass().getSimpleName());
  }
}
