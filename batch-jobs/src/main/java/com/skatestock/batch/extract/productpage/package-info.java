/**
 * Any product page, of a shop that nobody configured: what it states for machines, and what people
 * see of it.
 *
 * <p>Enters: {@code Page}. Leaves: {@link com.skatestock.batch.extract.ExtractedPage} with one
 * product, or a state. Next room: normalise. Does not belong here: a rule for one site; every rule
 * is one of web pages in general. What is stated is read by structured.
 */
@NullMarked
package com.skatestock.batch.extract.productpage;

import org.jspecify.annotations.NullMarked;
