package com.skatestock.batch.job.scrape;

import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What a run did.
 *
 * @param seconds from its first start to its end, or to now
 */
public record RunSummary(
    String shop,
    Instant slot,
    String scope,
    int pages,
    int pagesNotListing,
    long products,
    long variants,
    long created,
    long changed,
    long unchanged,
    long rejected,
    long deleted,
    long events,
    boolean complete,
    double seconds) {

  /** The counts of a run of {@code scrape_runs} so far. */
  static RunSummary of(JdbcClient database, long run) {
    return database
        .sql(
            """
            select shops.code as shop, runs.slot, runs.scope, runs.pages, runs.pages_not_listing, runs.products, runs.variants,
              runs.created, runs.changed, runs.unchanged, runs.rejected, runs.deleted, runs.events, runs.complete,
              extract(epoch from coalesce(runs.ended_at, clock_timestamp()) - runs.started_at) as seconds
            from scrape_runs as runs
            join shops on shops.id = runs.shop_id
            where runs.id = :run
            """)
        .param("run", run)
        .query(
            (row, index) ->
                new RunSummary(
                    row.getString("shop"),
                    row.getTimestamp("slot").toInstant(),
                    row.getString("scope"),
                    row.getInt("pages"),
                    row.getInt("pages_not_listing"),
                    row.getLong("products"),
                    row.getLong("variants"),
                    row.getLong("created"),
                    row.getLong("changed"),
                    row.getLong("unchanged"),
                    row.getLong("rejected"),
                    row.getLong("deleted"),
                    row.getLong("events"),
                    row.getBoolean("complete"),
                    row.getDouble("seconds")))
        .single();
  }
}
