package com.skatestock.batch.job;

import org.springframework.batch.core.job.Job;

/** Builds a job for one run: its steps hold what belongs to this run and nothing else. */
public interface JobDefinition {

  /** The job's name, the first part of every identity. */
  String name();

  /**
   * The job for one attempt at a run.
   *
   * @param epoch of the lease under which the attempt works
   */
  Job job(JobIdentity identity, long epoch);

  /**
   * Notes in the job's own tables that an attempt broke off: its process died, or it failed, or was
   * stopped. Called under the run's lease, maybe more than once, before Spring Batch has the word.
   *
   * @param epoch of the lease under which this is called
   * @param stopped true if it was asked to stop
   */
  default void broke(JobIdentity identity, long epoch, boolean stopped) {}
}
