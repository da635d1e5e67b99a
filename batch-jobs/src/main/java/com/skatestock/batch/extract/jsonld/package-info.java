/**
 * Product pages, and listings, read by JSON-LD, microdata and RDFa only: for every shop whose pages
 * state their products for machines.
 *
 * <p>Enters: {@code Page}. Leaves: {@link com.skatestock.batch.extract.ExtractedPage}. Next room:
 * normalise. Does not belong here: reading what only people see; that is productpage.
 */
@NullMarked
package com.skatestock.batch.extract.jsonld;

import org.jspecify.annotations.NullMarked;
