/**
 * Lightspeed eCom C-Series: the JSON of its listings and of each product.
 *
 * <p>Enters: {@code Page}. Leaves: {@link com.skatestock.batch.extract.ExtractedPage}; a listing
 * leads to the products' own pages, which alone tell the variants. Next room: normalise. Does not
 * belong here: the HTML of the shop's themes.
 */
@NullMarked
package com.skatestock.batch.extract.lightspeed;

import org.jspecify.annotations.NullMarked;
