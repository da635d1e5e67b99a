/**
 * PostgreSQL as every writing stage uses it: named query files, and leases.
 *
 * <p>Enters: a {@code DataSource}. Leaves: small objects that the stages are built with. Does not
 * belong here: what any one stage's rows mean.
 */
@NullMarked
package com.skatestock.batch.database;

import org.jspecify.annotations.NullMarked;
