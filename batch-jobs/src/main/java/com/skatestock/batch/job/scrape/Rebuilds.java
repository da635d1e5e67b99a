package com.skatestock.batch.job.scrape;

import com.skatestock.batch.load.History;
import com.skatestock.batch.load.TopicReach;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Rebuilds of history: puts away the old one, remembers that a rebuild is under way (so that one
 * that broke off is gone on with and not begun again), and ends it. The caller holds the leases:
 * those of all partitions for one from the topic, the shop's scrape for one from the archive.
 */
public final class Rebuilds {
  /** Where history is made anew from. */
  public enum Source {
    TOPIC,
    ARCHIVE;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A rebuild under way.
   *
   * @param resumed true if it was begun before and broke off
   * @param putAway observations that were put away just now
   */
  public record Begun(long id, boolean resumed, long putAway) {}

  /** A scrape to be done again. */
  public record PastRun(Instant slot, String scope, int pages) {}

  private final JdbcClient database;
  private final History history;
  private final TopicReach reach;
  private final TransactionOperations transactions;
  private final Clock clock;

  public Rebuilds(
      JdbcClient database,
      History history,
      TopicReach reach,
      TransactionOperations transactions,
      Clock clock) {
    this.database = database;
    this.history = history;
    this.reach = reach;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** From when on the topic can make history anew; {@link History#BEGINNING} for all of it. */
  public Instant reach() {
    return reach.since(clock.instant());
  }

  /** Puts away what the topic can give back, and sets the positions back to its beginning. */
  public Begun beginFromTopic(Optional<String> shop) {
    Instant since = reach();
    return begin(
        Source.TOPIC,
        shop,
        shops -> {
          long putAway = history.putAway(shops, since);
          reach.rewind();
          return putAway;
        });
  }

  /** Puts away all of a shop, and what its scrapes counted. */
  public Begun beginFromArchive(String shop) {
    return begin(
        Source.ARCHIVE,
        Optional.of(shop),
        shops -> {
          forgetCounts(shop);
          return history.putAway(shops, History.BEGINNING);
        });
  }

  private interface PutAway {
    long of(List<Integer> shops);
  }

  private Begun begin(Source source, Optional<String> shop, PutAway putAway) {
    return transactions.execute(
        status -> {
          Optional<Long> underWay = underWay(source, shop);
          if (underWay.isPresent()) {
            return new Begun(underWay.get(), true, 0);
          }
          long id =
              database
                  .sql(
                      """
                      insert into rebuilds (source, shop_id)
                      values (:source, (select id from shops where code = :shop))
                      returning id
                      """)
                  .param("source", source.word())
                  .param("shop", shop.orElse(null))
                  .query(Long.class)
                  .single();
          return new Begun(id, false, putAway.of(history.shops(shop)));
        });
  }

  private Optional<Long> underWay(Source source, Optional<String> shop) {
    return database
        .sql(
            """
            select id
            from rebuilds
            where source = :source
              and shop_id is not distinct from (select id from shops where code = :shop)
              and ended_at is null
            """)
        .param("source", source.word())
        .param("shop", shop.orElse(null))
        .query(Long.class)
        .optional();
  }

  private void forgetCounts(String shop) {
    database
        .sql(
            """
            update scrape_runs
            set status = 'RUNNING',
              next_page = 0,
              pages = 0,
              pages_not_listing = 0,
              products = 0,
              variants = 0,
              created = 0,
              changed = 0,
              unchanged = 0,
              rejected = 0,
              deleted = 0,
              events = 0,
              complete = false,
              ended_at = null
            where shop_id = (select id from shops where code = :shop)
              and scope not like 'backfill/%'
              and exists (select from pages where pages.run_id = scrape_runs.id)
            """)
        .param("shop", shop)
        .update();
  }

  /** The shop's scrapes of which there are archived pages, in the order of their first pages. */
  public List<PastRun> runs(String shop) {
    return database
        .sql(
            """
            select runs.slot, runs.scope, count(*) as pages
            from scrape_runs as runs
            join pages
              on pages.run_id = runs.id
            where runs.shop_id = (select id from shops where code = :shop)
              and runs.scope not like 'backfill/%'
            group by runs.id
            order by min(pages.captured_at), runs.id
            """)
        .param("shop", shop)
        .query(
            (row, index) ->
                new PastRun(row.getTimestamp(1).toInstant(), row.getString(2), row.getInt(3)))
        .list();
  }

  /**
   * Ends a rebuild: what did not come back goes.
   *
   * @return how many products went
   */
  public long end(Begun rebuild, Optional<String> shop) {
    return transactions.execute(
        status -> {
          long gone = history.settle(history.shops(shop));
          database
              .sql("update rebuilds set ended_at = clock_timestamp() where id = :id")
              .param("id", rebuild.id())
              .update();
          return gone;
        });
  }
}
