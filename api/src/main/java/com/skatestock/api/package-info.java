/**
 * The REST API: reads PostgreSQL, writes only requests for work.
 *
 * <p>Enters: HTTP. Leaves: JSON. One package per resource, {@code web} for what they share. Does
 * not belong here: anything of the batch jobs, or of Kafka; the schema's migrations are the jobs'
 * too.
 */
@NullMarked
package com.skatestock.api;

import org.jspecify.annotations.NullMarked;
