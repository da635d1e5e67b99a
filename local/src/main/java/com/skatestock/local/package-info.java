/**
 * "Compose without Docker": starts real PostgreSQL, Kafka and Redis from Maven artifacts, and the
 * shop simulator.
 *
 * <p>Enters: a data folder and ports. Leaves: addresses of running servers. Does not belong here:
 * anything that knows SkateStock's tables, topics or jobs.
 */
@NullMarked
package com.skatestock.local;

import org.jspecify.annotations.NullMarked;
