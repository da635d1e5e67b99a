package com.skatestock.batch.job;

import com.skatestock.batch.database.Leases;
import com.skatestock.batch.database.Leases.Lease;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.dao.EmptyResultDataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Closes executions whose process is gone, so that they can be restarted. Whether a process is gone
 * only the run's lease can say: an execution is closed while holding it, or left alone. Doing it
 * again, or in several processes at once, changes nothing more.
 */
public final class Recovery {

  /** What became of an execution. */
  public sealed interface Answer {

    long execution();

    /**
     * It was open, and its process is gone.
     *
     * @param was the state in which it was left
     */
    record Closed(long execution, JobIdentity identity, String was) implements Answer {}

    /** Somebody holds its lease: it runs, or has died within the lease's length. */
    record Alive(long execution, JobIdentity identity, String lease) implements Answer {}

    /** It is over; nothing was done. */
    record Over(long execution, String status) implements Answer {}
  }

  private final JobRepository repository;
  private final JdbcClient database;
  private final Leases leases;
  private final Map<String, JobDefinition> jobs;
  private final DeadExecutions dead;

  public Recovery(
      JobRepository repository,
      JdbcClient database,
      Leases leases,
      List<JobDefinition> jobs,
      Clock clock) {
    this.repository = repository;
    this.database = database;
    this.leases = leases;
    this.jobs = jobs.stream().collect(Collectors.toMap(JobDefinition::name, job -> job));
    dead = new DeadExecutions(repository, clock);
  }

  /**
   * All open executions, oldest first: STARTED and the like, UNKNOWN, and those with open steps.
   */
  public List<Answer> recoverAll() {
    return recover("'STARTING', 'STARTED', 'STOPPING', 'UNKNOWN'");
  }

  /**
   * Only those whose last word was lost (a COMMIT without an answer): Spring Batch neither restarts
   * nor recovers them.
   */
  public List<Answer> resolveUnknown() {
    return recover("'UNKNOWN'");
  }

  private List<Answer> recover(String statuses) {
    List<Answer> answers = new ArrayList<>();
    for (long execution :
        database
            .sql(
                """
                select job_execution_id
                from batch_job_execution
                where status in (%1$s)
                union
                select job_execution_id
                from batch_step_execution
                where status in (%1$s)
                order by job_execution_id
                """
                    .formatted(statuses))
            .query((row, index) -> row.getLong(1))
            .list()) {
      recover(execution).ifPresent(answers::add);
    }
    return answers;
  }

  /** One execution, if its last word was lost; empty if there is none of that id. */
  public Optional<Answer> resolveUnknown(long execution) {
    Optional<JobExecution> over =
        find(execution).filter(found -> found.getStatus() != BatchStatus.UNKNOWN);
    return over.isEmpty()
        ? recover(execution)
        : Optional.of(new Answer.Over(execution, over.get().getStatus().name()));
  }

  /**
   * One execution; empty if there is none, or if it is of a job that this program does not know.
   */
  public Optional<Answer> recover(long execution) {
    Optional<JobExecution> found = find(execution);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    JobExecution open = found.get();
    JobDefinition job = jobs.get(open.getJobInstance().getJobName());
    if (job == null) {
      return Optional.empty();
    }
    if (!DeadExecutions.isOpen(open)) {
      return Optional.of(new Answer.Over(execution, open.getStatus().name()));
    }
    JobIdentity identity = JobIdentity.of(job.name(), open.getJobParameters());
    Optional<Lease> taken = leases.take(identity.leaseName());
    if (taken.isEmpty()) {
      return Optional.of(new Answer.Alive(execution, identity, identity.leaseName()));
    }
    try (Lease lease = taken.get()) {
      // Its process may have ended it between the two looks.
      dead.close(job, identity, lease.epoch());
      return Optional.of(new Answer.Closed(execution, identity, open.getStatus().name()));
    }
  }

  /**
   * Spring Batch 6.0.4 throws for an id that it does not have, though it declares to return null.
   */
  private Optional<JobExecution> find(long execution) {
    try {
      return Optional.ofNullable(repository.getJobExecution(execution));
    } catch (EmptyResultDataAccessException unknown) {
      return Optional.empty();
    }
  }
}
