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
}
