package com.skatestock.batch.faults;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What PostgreSQL holds, line by line, without surrogate keys, times and random ids: equal for two
 * pipelines that saw the same shops, whatever happened to them on the way.
 */
record Contents(Map<String, List<String>> lines) {
  private static final Map<String, String> QUERIES =
      new TreeMap<>(
          Map.of(
              "products",
              """
              select concat_ws('|', shops.code, external_id, products.code, title, brands.name, slug, products.url, image_url,
                last_deleted_at is null or last_deleted_at <= last_seen_at) as line
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
              select concat_ws('|', shops.code, external_id, variant_key,
                row_number() over (partition by variant_id order by history.observed_at),
                history.price, history.compare_at_price, history.currency, history.availability, history.quantity) as line
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
              "deletions",
              """
              select concat_ws('|', shops.code, external_id, count(*)) as line
              from product_deletions
              join products on products.id = product_id
              join shops on shops.id = products.shop_id
              group by shops.code, external_id
              """,
              "runs",
              """
              -- a backfill of all pages is named by their record ids, which are random
              select concat_ws('|', shops.code, regexp_replace(scope, '/all/[0-9a-f]+', '/all'), slot, status, complete, pages, pages_not_listing, products, variants,
                created + changed, unchanged, rejected, deleted) as line
              from scrape_runs
              join shops on shops.id = shop_id
              """,
              "pages",
              """
              select concat_ws('|', shops.code, scope, slot, pages.number, listing_page, state, pages.products, last) as line
              from pages
              join scrape_runs on scrape_runs.id = run_id
              join shops on shops.id = pages.shop_id
              """,
              "dead letters",
              """
              select concat_ws('|', stage, reason, shop, external_id, field, raw, length(payload), times) as line
              from dead_letter_queue
              """));

  static Contents of(JdbcClient database) {
    Map<String, List<String>> lines = new LinkedHashMap<>();
    QUERIES.forEach(
        (kind, query) ->
            lines.put(
                kind,
                database.sql(query).query((row, index) -> row.getString(1)).list().stream()
                    .sorted()
                    .toList()));
    return new Contents(lines);
  }
}
