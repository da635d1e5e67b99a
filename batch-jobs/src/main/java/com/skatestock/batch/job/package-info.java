/**
 * Spring Batch jobs: identities, slots, starting and recovery; one package per job. Wiring only:
 * what a stage does stands in the stage.
 *
 * <p>Enters: a job's identity (from the scheduler or the command line). Leaves: a job execution.
 * The only place, with {@code cli}, for {@code org.springframework.batch.core}.
 */
@NullMarked
package com.skatestock.batch.job;

import org.jspecify.annotations.NullMarked;
