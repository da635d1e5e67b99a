/**
 * WooCommerce's Store API: products, and the variations of those that have some.
 *
 * <p>Enters: {@code Page}. Leaves: {@link com.skatestock.batch.extract.ExtractedPage}; a page of
 * products leads to the pages of their variations. Next room: normalise. Does not belong here: the
 * HTML of the shop's own pages.
 */
@NullMarked
package com.skatestock.batch.extract.woocommerce;

import org.jspecify.annotations.NullMarked;
