package com.skatestock.batch.load;

import com.skatestock.batch.database.QueryFile;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * History as a whole: facts, and the state that follows from them. Puts it away so that it can be
 * made anew into the same rows: products and variants keep their ids, dictionaries stay.
 */
public final class History {
  /** Before everything that was ever observed. */
  public static final Instant BEGINNING = Instant.parse("1000-01-01T00:00:00Z");

  /** What PostgreSQL has of some shops. */
  public record Extent(long products, long variants, long observations, long deletions) {}

  private final JdbcClient database;

  public History(JdbcClient database) {
    this.database = database;
  }

  /** The ids of the shop, or of all shops. */
  public List<Integer> shops(Optional<String> code) {
    return database
        .sql("select id from shops where cast(:code as text) is null or code = :code order by id")
        .param("code", code.orElse(null))
        .query((row, index) -> row.getInt(1))
        .list();
  }

  /** What there is. */
  public Extent extent(List<Integer> shops) {
    return database
        .sql(
            """
            with chosen as materialized (
              select id
              from products
              where shop_id = any (:shops)
            )
            select
              (select count(*) from chosen) as products,
              (select count(*) from product_variants where product_id in (select id from chosen)) as variants,
              (select count(*) from price_history
                join product_variants on product_variants.id = variant_id
                where product_id in (select id from chosen)) as observations,
              (select count(*) from product_deletions where product_id in (select id from chosen)) as deletions
            """)
        .param("shops", shops.toArray(Integer[]::new))
        .query(
            (row, index) ->
                new Extent(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)))
        .single();
  }

  /**
   * Observations of a shop at times at which no page of the index was captured: the archive cannot
   * give them back.
   */
  public long notArchived(List<Integer> shops) {
    return database
        .sql(
            """
            select count(*)
            from price_history
            join product_variants
              on product_variants.id = price_history.variant_id
            join products
              on products.id = product_variants.product_id
            where products.shop_id = any (:shops)
              and not exists (
                select
                from pages
                where pages.shop_id = products.shop_id
                  and pages.captured_at = price_history.observed_at
              )
            """)
        .param("shops", shops.toArray(Integer[]::new))
        .query(Long.class)
        .single();
  }

  /**
   * Puts away what was observed from a time on, in the caller's transaction.
   *
   * @return how many observations went
   */
  public long putAway(List<Integer> shops, Instant since) {
    return database
        .sql(QueryFile.text("load/put-away.sql"))
        .param("shops", shops.toArray(Integer[]::new))
        .param("since", Timestamp.from(since))
        .query(Long.class)
        .single();
  }

  /**
   * Ends a rebuild, in the caller's transaction.
   *
   * @return how many products did not come back, and went
   */
  public long settle(List<Integer> shops) {
    return database
        .sql(QueryFile.text("load/settle.sql"))
        .param("shops", shops.toArray(Integer[]::new))
        .query(Long.class)
        .single();
  }
}
