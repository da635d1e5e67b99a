/**
 * What is known of a shop, deleted for good.
 *
 * <p>Enters: a shop's id, under the lease of its scrapes. Leaves: how much was deleted. Does not
 * belong here: stopping to watch a shop (that is a mark in {@code shops}), and what expires by
 * itself (Kafka's records, Redis' keys).
 */
@NullMarked
package com.skatestock.batch.takedown;

import org.jspecify.annotations.NullMarked;
