/**
 * Sending refused things again when their cause is gone.
 *
 * <p>Enters: open rows of {@code dead_letter_queue}. Leaves: the original records in their topic
 * again, or events made anew from archived pages. Next room: Kafka, then load. Does not belong
 * here: judging what is loadable ({@code load}) or understandable ({@code normalise}).
 */
@NullMarked
package com.skatestock.batch.job.deadletter;

import org.jspecify.annotations.NullMarked;
