/**
 * Directories of a shop's pages: robots.txt as far as it names sitemaps, sitemaps, and indexes of
 * sitemaps, also packed.
 *
 * <p>Enters: {@code Page}. Leaves: {@link com.skatestock.batch.extract.ExtractedPage} without
 * products, that leads on ({@link com.skatestock.batch.extract.Onward.Directory}). Next room: job,
 * which walks there. Does not belong here: fetching a sitemap; what robots.txt forbids.
 */
@NullMarked
package com.skatestock.batch.extract.sitemap;

import org.jspecify.annotations.NullMarked;
