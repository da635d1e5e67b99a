/**
 * What crosses the Kafka wall: the Avro schemas' classes, the wire format, the topics, and the few
 * words that both sides share.
 *
 * <p>Enters: nothing. Leaves: {@code ProductEvent}, {@code ErrorEvent}, {@code Availability}. Next
 * room: publish writes these, load reads them. Does not belong here: anything that imports more
 * than the JDK, Avro and JSpecify.
 */
@NullMarked
package com.skatestock.contracts;

import org.jspecify.annotations.NullMarked;
