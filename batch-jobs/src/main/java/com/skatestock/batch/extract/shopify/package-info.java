/**
 * Shopify's public JSON: {@code products.json} of the shop and of its collections, single products,
 * and the forms that exports of the admin interface have.
 *
 * <p>Enters: {@code Page}. Leaves: {@link com.skatestock.batch.extract.ExtractedPage}. Next room:
 * normalise. Does not belong here: HTML beyond telling what kind of page came instead of JSON.
 */
@NullMarked
package com.skatestock.batch.extract.shopify;

import org.jspecify.annotations.NullMarked;
