/**
 * The watched storefronts: what {@code shops.yml} says about each, validated all at once.
 *
 * <p>Enters: YAML. Leaves: {@code Shop}. Every stage reads it. Does not belong here: anything that
 * fetches or stores.
 */
@NullMarked
package com.skatestock.batch.shop;

import org.jspecify.annotations.NullMarked;
