/**
 * The job {@code load}: one worker per Kafka partition, each under its lease.
 *
 * <p>Enters: an identity and the epoch of its lease. Leaves: calls of {@code PartitionLoader}, a
 * transaction for each chunk. Next room: load. Does not belong here: what a chunk does.
 */
@NullMarked
package com.skatestock.batch.job.load;

import org.jspecify.annotations.NullMarked;
