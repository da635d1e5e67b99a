/**
 * Gives texts their meaning: money, currency, size, colour, brand, category.
 *
 * <p>Enters: {@code RawProduct}. Leaves: {@link com.skatestock.batch.normalise.Normalised}, a
 * product or a counted refusal. Next room: publish. Does not belong here: Spring, JDBC, Kafka,
 * HTTP, the clock, HTML.
 */
@NullMarked
package com.skatestock.batch.normalise;

import org.jspecify.annotations.NullMarked;
