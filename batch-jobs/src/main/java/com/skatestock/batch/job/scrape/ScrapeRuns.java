package com.skatestock.batch.job.scrape;

import com.skatestock.batch.job.JobIdentity;
import com.skatestock.batch.shop.Shop;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The table {@code scrape_runs}: the position and the counts of each scrape, moved in the
 * transaction of each chunk.
 */
public final class ScrapeRuns {

  /**
   * A run as it stands.
   *
   * @param nextPage pages below this number are published
   * @param completed an earlier attempt ended it and died before Spring Batch knew
   */
  public record Run(long id, int nextPage, boolean completed) {}

  /**
   * What a chunk adds to a run's counts.
   *
   * @param pagesNotListing pages that showed no products where some were expected
   */
  public record Counts(
      int pages,
      int pagesNotListing,
      long products,
      long variants,
      long created,
      long changed,
      long unchanged,
      long rejected,
      long events) {}

  /**
   * How a run ended.
   *
   * @param readWhole every page of every listing was had and understood
   * @param incompleteBecause why nothing was looked for as missing; empty if it was
   * @param deleted products that were found missing
   */
  public record End(boolean readWhole, Optional<String> incompleteBecause, long deleted) {
    static final End BACKFILL = new End(false, Optional.of("a backfill"), 0);

    boolean complete() {
      return incompleteBecause.isEmpty();
    }
  }

  /** What several runs have counted so far. */
  public record Sum(long pages, long products) {}

  private final JdbcClient database;

  public ScrapeRuns(JdbcClient database) {
    this.database = database;
  }

  /** Makes the shop's row say what its configuration says. */
  public void register(Shop shop) {
    database
        .sql(
            """
            insert into shops as known (code, name, url, platform, currency, time_zone, expected_products)
            values (:code, :name, :url, :platform, :currency, :time_zone, :expected)
            on conflict (code) do update set
              name = excluded.name,
              url = excluded.url,
              platform = excluded.platform,
              currency = excluded.currency,
              time_zone = excluded.time_zone,
              expected_products = excluded.expected_products
            where (known.name, known.url, known.platform, known.currency, known.time_zone, known.expected_products)
              is distinct from (excluded.name, excluded.url, excluded.platform, excluded.currency, excluded.time_zone,
                excluded.expected_products)
            """)
        .param("code", shop.id())
        .param("name", shop.name())
        .param("url", shop.url().toString())
        .param("platform", shop.platform().name())
        .param("currency", shop.currency().getCurrencyCode())
        .param("time_zone", shop.timeZone().getId())
        .param("expected", shop.expectedProducts())
        .update();
  }

  /**
   * Begins the run, or takes it over from an earlier attempt. A run that was ended stays as it is.
   *
   * @throws RunTakenOver if a later attempt has taken it over already
   */
  public Run open(String shop, Instant slot, String scope, long epoch) {
    return database
        .sql(
            """
            insert into scrape_runs (shop_id, slot, scope, lease_epoch)
            select id, :slot, :scope, :epoch
            from shops
            where code = :shop
            on conflict (shop_id, slot, scope) do update set
              lease_epoch = excluded.lease_epoch,
              status = case when scrape_runs.status = 'COMPLETED' then 'COMPLETED' else 'RUNNING' end,
              ended_at = case when scrape_runs.status = 'COMPLETED' then scrape_runs.ended_at end
            where scrape_runs.lease_epoch <= excluded.lease_epoch
            returning id, next_page, status = 'COMPLETED' as completed
            """)
        .param("slot", Timestamp.from(slot))
        .param("scope", scope)
        .param("epoch", epoch)
        .param("shop", shop)
        .query(
            (row, index) ->
                new Run(row.getLong("id"), row.getInt("next_page"), row.getBoolean("completed")))
        .optional()
        .orElseThrow(() -> new RunTakenOver(shop + "/" + slot + "/" + scope, epoch));
  }

  /**
   * Moves the position and adds the counts, in the caller's transaction.
   *
   * @throws RunTakenOver if another worker has taken the run over
   */
  public void advance(long run, int expected, int next, long epoch, Counts counts) {
    int moved =
        database
            .sql(
                """
                update scrape_runs
                set next_page = :next,
                  pages = pages + :pages,
                  pages_not_listing = pages_not_listing + :pages_not_listing,
                  products = products + :products,
                  variants = variants + :variants,
                  created = created + :created,
                  changed = changed + :changed,
                  unchanged = unchanged + :unchanged,
                  rejected = rejected + :rejected,
                  events = events + :events
                where id = :run
                  and next_page = :expected
                  and lease_epoch = :epoch
                """)
            .param("next", next)
            .param("pages", counts.pages())
            .param("pages_not_listing", counts.pagesNotListing())
            .param("products", counts.products())
            .param("variants", counts.variants())
            .param("created", counts.created())
            .param("changed", counts.changed())
            .param("unchanged", counts.unchanged())
            .param("rejected", counts.rejected())
            .param("events", counts.events())
            .param("run", run)
            .param("expected", expected)
            .param("epoch", epoch)
            .update();
    if (moved == 0) {
      throw new RunTakenOver("Run " + run + " at page " + expected, epoch);
    }
  }

  /**
   * Remembers which products a chunk's pages showed, in the caller's transaction.
   *
   * @param firstPage of the chunk
   * @param externalIds of those that PostgreSQL did not know yet
   */
  public void met(long run, int firstPage, List<Long> productIds, List<String> externalIds) {
    if (productIds.isEmpty() && externalIds.isEmpty()) {
      return;
    }
    database
        .sql(
            """
            insert into run_products_met (run_id, page, product_ids, external_ids)
            values (:run, :page, :ids, :external_ids)
            on conflict do nothing
            """)
        .param("run", run)
        .param("page", firstPage)
        .param("ids", productIds.toArray(Long[]::new))
        .param("external_ids", externalIds.toArray(String[]::new))
        .update();
  }

  /**
   * Ends the run, in the caller's transaction: what it met is forgotten in the same moment, so that
   * an ended run can never be looked through for missing products again.
   *
   * @throws RunTakenOver if another worker has taken the run over
   */
  public void finish(long run, long epoch, End end) {
    int ended =
        database
            .sql(
                """
                update scrape_runs
                set status = 'COMPLETED', complete = :complete, read_whole = :read_whole, incomplete_because = :because,
                  deleted = :deleted, ended_at = clock_timestamp()
                where id = :run
                  and lease_epoch = :epoch
                """)
            .param("complete", end.complete())
            .param("read_whole", end.readWhole())
            .param("because", end.incompleteBecause().orElse(null))
            .param("deleted", end.deleted())
            .param("run", run)
            .param("epoch", epoch)
            .update();
    if (ended == 0) {
      throw new RunTakenOver("Run " + run + " at its end", epoch);
    }
    database.sql("delete from run_products_met where run_id = :run").param("run", run).update();
  }

  /**
   * Notes that an attempt broke off. Says nothing about a run that was ended, or that a later
   * attempt than {@code epoch} has in hand.
   */
  public void broke(String shop, Instant slot, String scope, long epoch, boolean stopped) {
    database
        .sql(
            """
            update scrape_runs
            set status = :status, ended_at = clock_timestamp()
            where shop_id = (select id from shops where code = :shop)
              and slot = :slot
              and scope = :scope
              and lease_epoch <= :epoch
              and status <> 'COMPLETED'
            """)
        .param("status", stopped ? "STOPPED" : "FAILED")
        .param("shop", shop)
        .param("slot", Timestamp.from(slot))
        .param("scope", scope)
        .param("epoch", epoch)
        .update();
  }

  /** When the run's first page was captured; empty if it has none. */
  public Optional<Instant> firstCapture(long run) {
    return database
        .sql("select min(captured_at) as at from pages where run_id = :run")
        .param("run", run)
        .query(
            (row, index) -> Optional.ofNullable(row.getTimestamp("at")).map(Timestamp::toInstant))
        .single();
  }

  /** The run's counts so far. */
  public RunSummary summary(long run) {
    return RunSummary.of(database, run);
  }

  /** What runs have counted so far, all together; those that have not begun count nothing. */
  public Sum sum(Collection<JobIdentity> runs) {
    return database
        .sql(
            """
            select coalesce(sum(runs.pages), 0) as pages, coalesce(sum(runs.products), 0) as products
            from unnest(cast(:shops as text[]), cast(:slots as timestamptz[]), cast(:scopes as text[])) as asked (shop, slot, scope)
            join shops
              on shops.code = asked.shop
            join scrape_runs as runs
              on runs.shop_id = shops.id
              and runs.slot = asked.slot
              and runs.scope = asked.scope
            """)
        .param("shops", texts(runs, run -> run.shop().orElse("")))
        .param("slots", texts(runs, run -> run.slot().toString()))
        .param("scopes", texts(runs, JobIdentity::scope))
        .query((row, index) -> new Sum(row.getLong("pages"), row.getLong("products")))
        .single();
  }

  private static String[] texts(Collection<JobIdentity> runs, Function<JobIdentity, String> part) {
    return runs.stream().map(part).toArray(String[]::new);
  }

  /**
   * Makes the row of a run of which only archived pages are left, as one that broke off before it
   * published anything; gives its id. What is there stands.
   */
  public long restore(String shop, Instant slot, String scope) {
    return database
        .sql(
            """
            insert into scrape_runs (shop_id, slot, scope, status, lease_epoch, ended_at)
            select id, :slot, :scope, 'FAILED', 0, clock_timestamp()
            from shops
            where code = :shop
            on conflict (shop_id, slot, scope) do update set scope = excluded.scope
            returning id
            """)
        .param("slot", Timestamp.from(slot))
        .param("scope", scope)
        .param("shop", shop)
        .query(Long.class)
        .single();
  }

  /** A run as it stands. */
  public Run of(long run) {
    return database
        .sql("select id, next_page, status = 'COMPLETED' from scrape_runs where id = :run")
        .param("run", run)
        .query((row, index) -> new Run(row.getLong(1), row.getInt(2), row.getBoolean(3)))
        .single();
  }

  /** The row of a run, by its identity; empty if it never began. */
  public Optional<Long> find(String shop, Instant slot, String scope) {
    return database
        .sql(
            """
            select runs.id
            from scrape_runs as runs
            join shops on shops.id = runs.shop_id
            where shops.code = :shop
              and runs.slot = :slot
              and runs.scope = :scope
            """)
        .param("shop", shop)
        .param("slot", Timestamp.from(slot))
        .param("scope", scope)
        .query(Long.class)
        .optional();
  }
}
