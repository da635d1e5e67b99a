/**
 * Reads what a page says, word for word; one package per platform.
 *
 * <p>Enters: {@code Page}. Leaves: {@link com.skatestock.batch.extract.RawProduct}, texts as the
 * shop wrote them. Next room: normalise. The only place for jsoup. Does not belong here: the
 * meaning of a price or a size; Spring, JDBC, Kafka, HTTP, the clock.
 */
@NullMarked
package com.skatestock.batch.extract;

import org.jspecify.annotations.NullMarked;
