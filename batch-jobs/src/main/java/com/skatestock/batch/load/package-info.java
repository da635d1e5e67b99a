/**
 * Kafka to PostgreSQL, idempotent and independent of the order of arrival.
 *
 * <p>Enters: {@code ProductEvent}s of one partition, from the position in {@code
 * kafka_consumer_offsets} up to an end fixed at the start. Leaves: facts appended, state moved
 * forward, fingerprints and the position, all in one transaction per chunk. Next room: PostgreSQL.
 * Does not belong here: anything of the stages before Kafka; {@code contracts} is all they share.
 */
@NullMarked
package com.skatestock.batch.load;

import org.jspecify.annotations.NullMarked;
