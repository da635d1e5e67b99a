/**
 * The batch application: scrapes shops, publishes to Kafka, loads PostgreSQL; scheduler and command
 * line.
 *
 * <p>The data's way is the order of the packages: source, archive, extract, normalise, publish,
 * (Kafka), load. {@code job} wires them into Spring Batch jobs, {@code cli} starts those.
 */
@NullMarked
package com.skatestock.batch;

import org.jspecify.annotations.NullMarked;
