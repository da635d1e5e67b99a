package com.skatestock.batch.publish;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which products a complete scrape missed. */
public final class MissingProducts {
  /** A scrape that shows less than this share of what is listed is never believed. */
  private static final double LEAST_SHARE = 0.5;

  /** A scrape that shows this share of what is listed is believed at once. */
  private static final double USUAL_SHARE = 0.9;

  private final JdbcClient database;

  public MissingProducts(JdbcClient database) {
    this.database = database;
  }

  /**
   * True if what a run saw may be all that the shop lists. A drop by more than a tenth, or one
   * behind an empty page, as a shop shows it in a bad moment too, is believed when the run before
   * saw no more.
   *
   * @param seen products that the run saw
   * @param usual whether the count is known to be a usual one: then it may be any share of what is
   *     listed
   */
  public boolean isPlausible(long run, String shop, long seen, boolean usual) {
    return database
        .sql(
            """
            with listed as (
              select least(count(*), max(shops.accepted_products)) as products
              from products
              join shops on shops.id = products.shop_id
              where shops.code = :shop
                and (products.last_deleted_at is null or products.last_deleted_at <= products.last_seen_at)
            ),
            before as (
              select runs.products
              from scrape_runs as this
              join scrape_runs as runs
                on runs.shop_id = this.shop_id
                and runs.id < this.id
                and runs.status = 'COMPLETED'
                and runs.pages_not_listing = 0
                and runs.scope not like 'backfill/%'
              where this.id = :run
              order by runs.id desc
              limit 1
            ),
            emptiness as (
              select exists (
                select from pages where run_id = :run and state = 'empty' and listing_page > 1) as met
            )
            select (:usual_count or :seen >= coalesce(listed.products, 0) * :least)
              and (
                :seen >= coalesce(listed.products, 0) * case when emptiness.met then 1 else :usual end
                or coalesce((select products from before) <= :seen, false)
              )
            from listed, emptiness
            """)
        .param("run", run)
        .param("shop", shop)
        .param("seen", seen)
        .param("usual_count", usual)
        .param("least", LEAST_SHARE)
        .param("usual", USUAL_SHARE)
        .query((row, index) -> row.getBoolean(1))
        .single();
  }

  /**
   * The next listed products, in the order of their external ids, that the run has not met and that
   * nobody has seen since it began.
   *
   * <p>Answers nothing to a worker whose run was taken over: the one who has it may have ended it,
   * and then nothing says any more what was met.
   *
   * @param epoch of the lease under which the caller works
   * @param since when the run's first page was captured
   * @param after the last external id of the batch before; empty text for the first
   */
  public List<String> batch(
      long run, long epoch, String shop, Instant since, String after, int size) {
    List<String> ids = new ArrayList<>(size);
    database
        .sql(
            """
            with met as materialized (
              select distinct unnest(product_ids) as id
              from run_products_met
              where run_id = :run
            ),
            met_unknown as materialized (
              select distinct unnest(external_ids) as external_id
              from run_products_met
              where run_id = :run
            )
            select products.external_id
            from products
            join shops on shops.id = products.shop_id
            where shops.code = :shop
              and products.external_id > :after
              and (products.last_deleted_at is null or products.last_deleted_at <= products.last_seen_at)
              and products.last_seen_at < :since
              and not exists (select from met where met.id = products.id)
              and not exists (select from met_unknown where met_unknown.external_id = products.external_id)
              and exists (
                select
                from scrape_runs
                where id = :run
                  and lease_epoch = :epoch
                  and status = 'RUNNING'
              )
            order by products.external_id
            limit :size
            """)
        .param("run", run)
        .param("epoch", epoch)
        .param("shop", shop)
        .param("after", after)
        .param("since", Timestamp.from(since))
        .param("size", size)
        .query(
            row -> {
              ids.add(row.getString(1));
            });
    return ids;
  }
}
