/**
 * Squarespace: the JSON behind a store page.
 *
 * <p>Enters: {@code Page}. Leaves: {@link com.skatestock.batch.extract.ExtractedPage}, which names
 * the next page itself. Next room: normalise. Does not belong here: the HTML of the shop's pages.
 */
@NullMarked
package com.skatestock.batch.extract.squarespace;

import org.jspecify.annotations.NullMarked;
