/**
 * The job {@code purge}: forgets old runs, once a day.
 *
 * <p>Enters: an identity. Leaves: a smaller job repository. Does not belong here: which rows may go
 * ({@code MetadataPurge}), and anything that a shop's history consists of.
 */
@NullMarked
package com.skatestock.batch.job.purge;

import org.jspecify.annotations.NullMarked;
