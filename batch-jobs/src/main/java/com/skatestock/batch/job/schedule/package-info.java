/**
 * Quartz: submits runs by the clock, nothing more. What a run is, and that it runs once, is decided
 * by its identity and its lease.
 *
 * <p>Enters: the shops and {@link com.skatestock.batch.job.ScheduledJob}'s periods. Leaves: calls
 * of {@code JobStarter}. Does not belong here: work.
 */
@NullMarked
package com.skatestock.batch.job.schedule;

import org.jspecify.annotations.NullMarked;
