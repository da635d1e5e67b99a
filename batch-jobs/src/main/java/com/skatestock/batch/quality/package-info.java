/**
 * What a shop's listing usually shows, and what is unusual about a run.
 *
 * <p>Enters: how many products a run read and which fields they had; the same of the shop's earlier
 * runs. Leaves: a {@link com.skatestock.batch.quality.Verdict}, and rows of {@code
 * data_quality_alerts}. Does not belong here: what a single price is worth (that is judged in
 * PostgreSQL by the load), and what follows from a verdict (job.scrape). {@code Band} calculates,
 * {@code RunQuality} reads and writes.
 */
@NullMarked
package com.skatestock.batch.quality;

import org.jspecify.annotations.NullMarked;
