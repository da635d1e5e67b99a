package com.skatestock.batch;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What lies in PostgreSQL, as comparable text: names and keys in place of generated ids. */
public final class StoredRows {

  private StoredRows() {}

  /** One line per product, variant and fingerprint. */
  public static List<String> state(JdbcClient database) {
    return database
        .sql(
            """
            select 'product ' || concat_ws('|', shops.code, p.external_id, coalesce(p.code, '-'), p.title,
                coalesce(brands.name, '-'), coalesce(product_categories.slug, '-'), coalesce(p.url, '-'),
                coalesce(p.image_url, '-'), p.first_seen_at, p.last_seen_at, coalesce(p.last_deleted_at::text, '-'),
                coalesce(p.seen_at::text, '-'), coalesce(p.seen_print::text, '-'), p.observed_at, p.parser_version, p.event_id) as line
            from products as p
            join shops on shops.id = p.shop_id
            left join brands on brands.id = p.brand_id
            left join product_categories on product_categories.id = p.category_id
            union all
            select 'variant ' || concat_ws('|', shops.code, p.external_id, v.variant_key, coalesce(v.sku, '-'),
                coalesce(v.gtin, '-'), coalesce(v.size, '-'), coalesce(v.color, '-'), coalesce(v.price::text, '-'),
                coalesce(v.compare_at_price::text, '-'), coalesce(v.currency, '-'), v.availability,
                coalesce(v.quantity::text, '-'), coalesce(v.suspect, '-'), v.observed_at, v.parser_version, v.event_id)
            from product_variants as v
            join products as p on p.id = v.product_id
            join shops on shops.id = p.shop_id
            union all
            select 'fingerprint ' || concat_ws('|', shops.code, p.external_id, f.content, f.price, f.stock, f.observed_at,
                f.parser_version, f.event_id)
            from product_fingerprints as f
            join products as p on p.id = f.product_id
            join shops on shops.id = p.shop_id
            order by line
            """)
        .query((row, index) -> row.getString("line"))
        .list();
  }

  /** One line per observation, suspect, seen chunk and deletion. */
  public static List<String> history(JdbcClient database) {
    return database
        .sql(
            """
            select 'observation ' || concat_ws('|', shops.code, p.external_id, v.variant_key, h.observed_at,
                coalesce(h.price::text, '-'), coalesce(h.compare_at_price::text, '-'), coalesce(h.currency, '-'),
                h.availability, coalesce(h.quantity::text, '-'), h.parser_version, h.event_id) as line
            from price_history as h
            join product_variants as v on v.id = h.variant_id
            join products as p on p.id = v.product_id
            join shops on shops.id = p.shop_id
            union all
            select 'deletion ' || concat_ws('|', shops.code, p.external_id, d.observed_at, d.event_id)
            from product_deletions as d
            join products as p on p.id = d.product_id
            join shops on shops.id = p.shop_id
            union all
            select 'suspect ' || concat_ws('|', shops.code, p.external_id, v.variant_key, x.observed_at, x.reason)
            from suspect_observations as x
            join product_variants as v on v.id = x.variant_id
            join products as p on p.id = v.product_id
            join shops on shops.id = p.shop_id
            union all
            select 'seen ' || concat_ws('|', s.event_id, shops.code, s.observed_at, (
                select string_agg(p.external_id || '=' || seen.print, ',' order by p.external_id)
                from unnest(s.product_ids, s.prints) as seen (id, print)
                join products as p on p.id = seen.id))
            from seen_chunks as s
            join shops on shops.id = s.shop_id
            order by line
            """)
        .query((row, index) -> row.getString("line"))
        .list();
  }

  /** Where each row lies and which transaction wrote it: differs if anything was written again. */
  public static List<String> versions(JdbcClient database) {
    return database
        .sql(
            """
            select 'products ' || ctid || xmin as line from products
            union all select 'product_variants ' || ctid || xmin from product_variants
            union all select 'product_fingerprints ' || ctid || xmin from product_fingerprints
            union all select 'price_history ' || tableoid::regclass || ctid || xmin from price_history
            union all select 'seen_chunks ' || tableoid::regclass || ctid || xmin from seen_chunks
            union all select 'product_deletions ' || ctid || xmin from product_deletions
            order by line
            """)
        .query((row, index) -> row.getString("line"))
        .list();
  }
}
