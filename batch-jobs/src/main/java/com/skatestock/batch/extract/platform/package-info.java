/**
 * The one place that knows all platforms.
 *
 * <p>Enters: {@code Shop}, {@code Page}. Leaves: what the shop's platform makes of it. Nothing in
 * {@code extract} imports it.
 */
@NullMarked
package com.skatestock.batch.extract.platform;

import org.jspecify.annotations.NullMarked;
