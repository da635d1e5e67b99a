/**
 * How events stand on the Kafka wall: which wire format, which topics there must be, and where
 * refused records go.
 *
 * <p>Enters: {@code ProductEvent}, {@code ErrorEvent}. Leaves: bytes, and the other way round;
 * {@code DeadLetters} also writes its table. Next room: Kafka. Neither publish nor load knows this
 * room: job hands them what they need of it. Does not belong here: what an event means.
 */
@NullMarked
package com.skatestock.batch.wire;

import org.jspecify.annotations.NullMarked;
