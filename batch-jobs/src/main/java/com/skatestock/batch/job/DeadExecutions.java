package com.skatestock.batch.job;

import java.time.Clock;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;

/**
 * Closes what processes that died left open, so that Spring Batch lets it be continued. Only who
 * holds a run's lease may ask for it: nobody else knows that the former holder is gone.
 */
final class DeadExecutions {
  private static final Logger LOG = LoggerFactory.getLogger(DeadExecutions.class);

  private final JobRepository repository;
  private final Clock clock;

  DeadExecutions(JobRepository repository, Clock clock) {
    this.repository = repository;
    this.clock = clock;
  }

  /**
   * Closes every open execution of the run, after its job has noted that it broke off.
   *
   * @param epoch of the run's lease, which the caller holds
   */
  void close(JobDefinition job, JobIdentity identity, long epoch) {
    JobInstance instance = repository.getJobInstance(identity.job(), identity.parameters(0));
    if (instance == null) {
      return;
    }
    List<JobExecution> executions = repository.getJobExecutions(instance);
    if (executions.isEmpty()) {
      LOG.warn(
          "Run {} was begun and never executed (its process died in between): begun anew",
          identity);
      repository.deleteJobInstance(instance);
      return;
    }
    if (executions.stream().anyMatch(DeadExecutions::isOpen)) {
      job.broke(identity, epoch, false);
    }
    executions.forEach(this::close);
  }

  /**
   * Closes an execution of this process that is over: where its last word was not written, Spring
   * Batch leaves it UNKNOWN.
   */
  void close(long execution) {
    JobExecution ended = repository.getJobExecution(execution);
    if (ended != null) {
      close(ended);
    }
  }

  /**
   * Whether another process took the run over while this one stood still. Then what this one has
   * completed since, with nothing left to do, counts as FAILED: a run is completed once.
   */
  boolean replaced(JobExecution completed) {
    JobExecution last = repository.getLastJobExecution(completed.getJobInstance());
    if (last == null || last.getId() == completed.getId()) {
      return false;
    }
    JobExecution mine = Objects.requireNonNull(repository.getJobExecution(completed.getId()));
    mine.setStatus(BatchStatus.FAILED);
    mine.setExitStatus(ExitStatus.FAILED.addExitDescription("another process took it over"));
    repository.update(mine);
    return true;
  }

  private static boolean isOpen(BatchStatus status) {
    return status.isRunning() || status == BatchStatus.UNKNOWN;
  }

  static boolean isOpen(JobExecution execution) {
    return isOpen(execution.getStatus())
        || execution.getStepExecutions().stream().anyMatch(step -> isOpen(step.getStatus()));
  }

  private void close(JobExecution execution) {
    if (!isOpen(execution)) {
      return;
    }
    LOG.warn(
        "Execution {} was left {}: closed as FAILED, to be continued",
        execution.getId(),
        execution.getStatus());
    LocalDateTime now = LocalDateTime.now(clock);
    ExitStatus died =
        ExitStatus.FAILED.addExitDescription("its process died, or was taken for dead");
    for (StepExecution step : execution.getStepExecutions()) {
      if (isOpen(step.getStatus())) {
        step.setStatus(BatchStatus.FAILED);
        step.setExitStatus(died);
        step.setEndTime(now);
        repository.update(step);
      }
    }
    if (isOpen(execution.getStatus())) {
      execution.setStatus(BatchStatus.FAILED);
      execution.setExitStatus(died);
      execution.setEndTime(now);
      repository.update(execution);
    }
  }
}
