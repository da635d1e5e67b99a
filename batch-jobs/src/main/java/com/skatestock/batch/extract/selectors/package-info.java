/**
 * HTML listing pages, read with the CSS selectors of a shop's configuration.
 *
 * <p>Enters: {@code Page}, {@code ListingSelectors}. Leaves: {@link
 * com.skatestock.batch.extract.ExtractedPage}. Next room: normalise. Does not belong here: anything
 * that is true of one shop only; that is configuration.
 */
@NullMarked
package com.skatestock.batch.extract.selectors;

import org.jspecify.annotations.NullMarked;
