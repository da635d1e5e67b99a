/**
 * The jobs {@code scrape} (one shop and slot), {@code backfill} (a shop's day of the archive, or a
 * WARC file) and {@code rebuild} (a scrape once more): the stages before Kafka, put one behind the
 * other.
 *
 * <p>Enters: an identity and the epoch of its lease. Leaves: events in Kafka, and the run's
 * position and counts in {@code scrape_runs}. A {@code PageSource} says where pages come from,
 * {@code PagePublication} what happens to them. Next room: Kafka, then load. Does not belong here:
 * what a stage does.
 */
@NullMarked
package com.skatestock.batch.job.scrape;

import org.jspecify.annotations.NullMarked;
