package com.skatestock.batch.job.load;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.listener.JobExecutionListener;

/**
 * A load that was told to stop is stopped, not failed. Spring Batch 6.0.4 knows an interrupted step
 * only as the direct cause of a flow's end; a split wraps it once more, and the job ends as FAILED.
 */
final class StoppedSplit implements JobExecutionListener {

  @Override
  public void afterJob(JobExecution execution) {
    if (execution.getStatus() == BatchStatus.FAILED
        && execution.getFailureExceptions().stream().allMatch(StoppedSplit::isStop)
        && execution.getStepExecutions().stream()
            .noneMatch(step -> step.getStatus().isGreaterThan(BatchStatus.STOPPED))) {
      execution.setStatus(BatchStatus.STOPPED);
      execution.setExitStatus(ExitStatus.STOPPED);
    }
  }

  private static boolean isStop(Throwable thrown) {
    return thrown instanceof JobInterruptedException
        || (thrown.getCause() != null && isStop(thrown.getCause()));
  }
}
