/**
 * What changed, told to Kafka.
 *
 * <p>Enters: {@code Product}s of one page. Leaves: {@code ProductEvent}s with deterministic ids,
 * acknowledged by the broker. Next room: Kafka, then load. Does not belong here: fetching, parsing,
 * writing PostgreSQL (it only reads the fingerprints that load wrote).
 */
@NullMarked
package com.skatestock.batch.publish;

import org.jspecify.annotations.NullMarked;
