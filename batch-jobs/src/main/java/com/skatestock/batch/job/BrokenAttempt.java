package com.skatestock.batch.job;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.listener.JobExecutionListener;

/**
 * Tells a job that its attempt ends incomplete, before Spring Batch writes so: a kill between the
 * two leaves an open execution, whose recovery tells it again.
 */
public record BrokenAttempt(JobDefinition job, JobIdentity identity, long epoch)
    implements JobExecutionListener {

  @Override
  public void afterJob(JobExecution execution) {
    if (execution.getStatus() != BatchStatus.COMPLETED) {
      job.broke(identity, epoch, execution.getStatus() == BatchStatus.STOPPED);
    }
  }
}
