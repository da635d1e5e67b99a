package com.skatestock.batch.job;

import com.skatestock.batch.archive.FileSystemPageArchive;
import com.skatestock.batch.archive.PageLocation;
import com.skatestock.batch.archive.PageUnreadable;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What a pipeline holds, without surrogate keys, times and random ids: equal for two runs that saw
 * the same shops. And what must never be, however it got there.
 */
final class PipelineState {
  private static final Map<String, String> CONTENTS =
      Map.of(
          "products",
          """
          select concat_ws('|', shops.code, external_id, products.code, title, brands.name, slug, products.url, image_url,
            last_deleted_at is null, first_seen_at = last_seen_at) as line
          from products
          join shops on shops.id = shop_id
          left join brands on brands.id = brand_id
          left join product_categories on product_categories.id = category_id
          """,
          "variants",
          """
          select concat_ws('|', shops.code, external_id, variant_key, sku, gtin, size, color, price, compare_at_price,
            variants.currency, availability, quantity) as line
          from product_variants as variants
          join products on products.id = product_id
          join shops on shops.id = shop_id
          """,
          "history",
          """
          select concat_ws('|', shops.code, external_id, variant_key, history.price, history.compare_at_price,
            history.currency, history.availability, history.quantity) as line
          from price_history as history
          join product_variants as variants on variants.id = variant_id
          join products on products.id = product_id
          join shops on shops.id = shop_id
          """,
          "fingerprints",
          """
          select concat_ws('|', shops.code, external_id, content, price, stock) as line
          from product_fingerprints
          join products on products.id = product_id
          join shops on shops.id = shop_id
          """,
          "seen",
          """
          select concat_ws('|', shops.code, external_id, count(*)) as line
          from seen_chunks
          cross join unnest(product_ids) as seen (id)
          join products on products.id = seen.id
          join shops on shops.id = products.shop_id
          group by shops.code, external_id
          """,
          "runs",
          """
          select concat_ws('|', shops.code, scope, slot, status, complete, pages, pages_not_listing, products, variants,
            created + changed, unchanged, rejected, deleted) as line
          from scrape_runs
          join shops on shops.id = shop_id
          """,
          "pages",
          """
          select concat_ws('|', shops.code, pages.number, listing_page, state, pages.products, last) as line
          from pages
          join shops on shops.id = shop_id
          """);

  /** Each counts what must not be. */
  private static final Map<String, String> NEVER =
      Map.ofEntries(
          Map.entry(
              "variants twice",
              """
              select count(*) from (
                select from product_variants
                join products on products.id = product_id
                group by shop_id, external_id, variant_key having count(*) > 1) as twice
              """),
          Map.entry(
              "history other than one row per variant",
              """
              select count(*) from (
                select from product_variants
                left join price_history on variant_id = product_variants.id
                group by product_variants.id having count(variant_id) <> 1) as other
              """),
          Map.entry("dead letters", "select count(*) from dead_letter_queue"),
          Map.entry("deletions", "select count(*) from product_deletions"),
          Map.entry(
              "leases held", "select count(*) from leases where expires_at > clock_timestamp()"),
          Map.entry("products met by ended runs", "select count(*) from run_products_met"),
          Map.entry(
              "orphans",
              "select products + product_variants + product_fingerprints from orphan_rows"),
          Map.entry(
              "executions neither completed nor failed nor stopped",
              """
              select count(*) from batch_job_execution
              where status not in ('COMPLETED', 'FAILED', 'STOPPED') or end_time is null
              """),
          Map.entry(
              "steps neither completed nor failed nor stopped",
              """
              select count(*) from batch_step_execution
              where status not in ('COMPLETED', 'FAILED', 'STOPPED') or end_time is null
              """),
          Map.entry(
              "identities other than once completed",
              """
              select count(*) from (
                select from batch_job_instance
                left join batch_job_execution as executions
                  on executions.job_instance_id = batch_job_instance.job_instance_id and status = 'COMPLETED'
                group by batch_job_instance.job_instance_id having count(status) <> 1) as other
              """),
          Map.entry("pages that nobody read", "select count(*) from pages where state is null"));

  private final JdbcClient database;

  PipelineState(JdbcClient database) {
    this.database = database;
  }

  /** Per kind of rows: how many, and a digest of what they say. */
  Map<String, String> contents() {
    Map<String, String> contents = new LinkedHashMap<>();
    CONTENTS.keySet().stream()
        .sorted()
        .forEach(
            kind ->
                contents.put(
                    kind,
                    database
                        .sql(
                            "select count(*) || ' ' || coalesce(md5(string_agg(line, E'\\n"
                                + "' order by line)), '') from ("
                                + CONTENTS.get(kind)
                                + ") as lines")
                        .query(String.class)
                        .single()));
    return contents;
  }

  /** What must never be and is, with its count. */
  List<String> defects() {
    List<String> defects = new ArrayList<>();
    NEVER.forEach(
        (what, question) -> {
          long count = database.sql(question).query(Long.class).single();
          if (count != 0) {
            defects.add(count + " " + what);
          }
        });
    return defects;
  }

  /** Positions that are not the topic's ends. */
  List<String> positionsOff(Map<Integer, Long> ends) {
    Map<Integer, Long> positions = new LinkedHashMap<>();
    database
        .sql("select partition, next_offset from kafka_consumer_offsets")
        .query(
            row -> {
              positions.put(row.getInt(1), row.getLong(2));
            });
    return positions.equals(ends)
        ? List.of()
        : List.of("positions " + positions + " instead of " + ends);
  }

  /** Indexed pages that the archive does not give back. */
  List<String> pagesUnreadable(FileSystemPageArchive archive) {
    return database
        .sql("select object, \"offset\", length, record_id from pages")
        .query(
            (row, index) -> {
              PageLocation location =
                  new PageLocation(row.getString(1), row.getLong(2), row.getInt(3));
              try {
                boolean same = archive.read(location).recordId().endsWith(row.getString(4));
                return same ? "" : "another page at " + location;
              } catch (PageUnreadable e) {
                return e.getMessage();
              }
            })
        .list()
        .stream()
        .map(Objects::requireNonNull)
        .filter(problem -> !problem.isEmpty())
        .toList();
  }

  static FileSystemPageArchive archive(Path root) {
    return new FileSystemPageArchive(root, Clock.systemUTC());
  }
}
