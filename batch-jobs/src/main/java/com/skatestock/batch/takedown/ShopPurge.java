package com.skatestock.batch.takedown;

import com.skatestock.batch.archive.PageArchive;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Deletes a shop's facts, state, archive objects, runs with their pages, refusals and alerts, in
 * batches of a transaction each. Broken off and begun again it deletes what is left. The shop's row
 * stays, as removed: ids are never given twice. It says until when what was observed of the shop is
 * passed over by every load, so that what Kafka still has does not come back (ADR 0036); Kafka's
 * own copies go with the topics' retention.
 *
 * <p>The caller holds the lease of the shop's scrapes.
 */
public final class ShopPurge {
  private static final int PRODUCTS = 1_000;
  private static final int RUNS = 50;
  private static final int REFUSALS = 5_000;

  private final JdbcClient database;
  private final TransactionTemplate transactions;
  private final PageArchive archive;

  public ShopPurge(JdbcClient database, TransactionTemplate transactions, PageArchive archive) {
    this.database = database;
    this.transactions = transactions;
    this.archive = archive;
  }

  /** How much there is of the shop, by what it is; empty if there is no such shop. */
  public Optional<Map<String, Long>> count(String shop) {
    return id(shop)
        .map(
            id -> {
              Map<String, Long> counts = new LinkedHashMap<>();
              counts.put(
                  "price_history",
                  number(
                      """
                      select count(*)
                      from price_history
                      join product_variants on product_variants.id = price_history.variant_id
                      join products on products.id = product_variants.product_id
                      where products.shop_id = :id
                      """,
                      id));
              counts.put(
                  "products", number("select count(*) from products where shop_id = :id", id));
              counts.put(
                  "seen_chunks",
                  number("select count(*) from seen_chunks where shop_id = :id", id));
              counts.put(
                  "archive_objects",
                  archive.days(shop).stream()
                      .mapToLong(day -> archive.objects(shop, day, day).size())
                      .sum());
              counts.put(
                  "scrape_runs",
                  number("select count(*) from scrape_runs where shop_id = :id", id));
              counts.put("pages", number("select count(*) from pages where shop_id = :id", id));
              counts.put(
                  "missed_slots",
                  number("select count(*) from missed_slots where shop_id = :id", id));
              counts.put(
                  "dead_letters",
                  number(
                      """
                      select count(*)
                      from dead_letter_queue
                      where shop = (select code from shops where id = :id)
                      """,
                      id));
              counts.put(
                  "alerts",
                  number("select count(*) from data_quality_alerts where shop_id = :id", id));
              return counts;
            });
  }

  /** Deletes it all, and says how much that was; empty if there is no such shop. */
  public Optional<Map<String, Long>> purge(String shop) {
    return purge(shop, new LongAdder());
  }

  /**
   * Likewise.
   *
   * @param gone how many products and runs, with all that hangs on them, are deleted so far
   */
  public Optional<Map<String, Long>> purge(String shop, LongAdder gone) {
    return id(shop)
        .map(
            id -> {
              Map<String, Long> counts = new LinkedHashMap<>();
              mark(id);
              products(id, counts, gone);
              counts.put("seen_chunks", update("delete from seen_chunks where shop_id = :id", id));
              counts.put("archive_objects", archive.delete(shop));
              runs(id, counts, gone);
              counts.put(
                  "missed_slots", update("delete from missed_slots where shop_id = :id", id));
              counts.put("dead_letters", refusals(shop));
              counts.put(
                  "alerts", update("delete from data_quality_alerts where shop_id = :id", id));
              return counts;
            });
  }

  private Optional<Long> id(String shop) {
    return database
        .sql("select id from shops where code = :shop")
        .param("shop", shop)
        .query((row, index) -> row.getLong("id"))
        .optional();
  }

  /** From here on nothing that was observed until now is loaded; waits for chunks under way. */
  private void mark(long id) {
    update(
        """
        update shops
        set removed_at = coalesce(removed_at, clock_timestamp()),
          taken_down_at = greatest(clock_timestamp(), taken_down_at, (select max(captured_at) from pages where shop_id = :id)),
          level_accepted_at = null,
          accepted_products = null
        where id = :id
        """,
        id);
  }

  /** Products with all that hangs on them: without its product nobody knows whose a fact is. */
  private void products(long id, Map<String, Long> counts, LongAdder gone) {
    String variants = "(select id from product_variants where product_id = any (:ids))";
    boolean more = true;
    while (more) {
      more =
          transactions.execute(
              status -> {
                // locked, so that a load beside it adds nothing to them meanwhile
                List<Long> ids =
                    ids(
                        "select id from products where shop_id = :id order by id limit :most for"
                            + " update",
                        id,
                        PRODUCTS);
                of("suspects", "suspect_observations where variant_id in " + variants, ids, counts);
                of("price_history", "price_history where variant_id in " + variants, ids, counts);
                of("variants", "product_variants where product_id = any (:ids)", ids, counts);
                of(
                    "fingerprints",
                    "product_fingerprints where product_id = any (:ids)",
                    ids,
                    counts);
                of("deletions", "product_deletions where product_id = any (:ids)", ids, counts);
                of("products", "products where id = any (:ids)", ids, counts);
                gone.add(ids.size());
                return !ids.isEmpty();
              });
    }
  }

  private List<Long> ids(String sql, long id, int most) {
    return database
        .sql(sql)
        .param("id", id)
        .param("most", most)
        .query((row, index) -> row.getLong("id"))
        .list();
  }

  private void of(String what, String which, List<Long> ids, Map<String, Long> counts) {
    long deleted =
        database.sql("delete from " + which).param("ids", ids.toArray(Long[]::new)).update();
    counts.merge(what, deleted, Long::sum);
  }

  /** Runs with their pages. */
  private void runs(long id, Map<String, Long> counts, LongAdder gone) {
    boolean more = true;
    while (more) {
      more =
          transactions.execute(
              status -> {
                List<Long> ids =
                    ids(
                        "select id from scrape_runs where shop_id = :id order by id limit :most",
                        id,
                        RUNS);
                of("pages", "pages where run_id = any (:ids)", ids, counts);
                of("scrape_runs", "scrape_runs where id = any (:ids)", ids, counts);
                gone.add(ids.size());
                return !ids.isEmpty();
              });
    }
  }

  private long refusals(String shop) {
    long deleted = 0;
    while (true) {
      int batch =
          database
              .sql(
                  """
                  delete from dead_letter_queue
                  where error_id in (select error_id from dead_letter_queue where shop = :shop limit :most)
                  """)
              .param("shop", shop)
              .param("most", REFUSALS)
              .update();
      if (batch == 0) {
        return deleted;
      }
      deleted += batch;
    }
  }

  private long number(String sql, long id) {
    return database.sql(sql).param("id", id).query((row, index) -> row.getLong(1)).single();
  }

  private long update(String sql, long id) {
    return database.sql(sql).param("id", id).update();
  }
}
