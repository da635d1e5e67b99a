-- Puts away what the facts of some shops from a time on said, for a rebuild: the facts go, and so does the state that came from them.
-- Products and variants keep their rows and ids, as if nothing had been observed of them yet: first seen in the year 9999, observed in the
-- year 1. Answers one row: how many observations went.
with variants as materialized (
  select product_variants.id
  from product_variants
  join products
    on products.id = product_variants.product_id
  where products.shop_id = any (:shops)
),
observations as (
  delete from price_history
  where observed_at >= :since
    and variant_id in (select id from variants)
  returning 1
),
suspects as (
  delete from suspect_observations
  where observed_at >= :since
    and variant_id in (select id from variants)
),
sights as (
  delete from seen_chunks
  where observed_at >= :since
    and shop_id = any (:shops)
),
deletions as (
  delete from product_deletions
  using products
  where products.id = product_deletions.product_id
    and products.shop_id = any (:shops)
    and product_deletions.observed_at >= :since
),
prints as (
  delete from product_fingerprints
  using products
  where products.id = product_fingerprints.product_id
    and products.shop_id = any (:shops)
    and (product_fingerprints.observed_at >= :since or products.observed_at >= :since)
),
blank_variants as (
  update product_variants
  set observed_at = timestamptz '0001-01-01 00:00:00Z',
    parser_version = 0,
    event_id = '00000000-0000-0000-0000-000000000000',
    suspect = null
  where id in (select id from variants)
    and observed_at >= :since
),
blank_products as (
  update products
  set observed_at = case when observed_at >= :since then timestamptz '0001-01-01 00:00:00Z' else observed_at end,
    parser_version = case when observed_at >= :since then 0 else parser_version end,
    event_id = case when observed_at >= :since then '00000000-0000-0000-0000-000000000000' else event_id end,
    first_seen_at = case when first_seen_at >= :since then timestamptz '9999-12-31 00:00:00Z' else first_seen_at end,
    last_seen_at = case when first_seen_at >= :since then timestamptz '0001-01-01 00:00:00Z' else last_seen_at end,
    seen_at = case when seen_at >= :since then null else seen_at end,
    seen_print = case when seen_at >= :since then null else seen_print end,
    seen_event = case when seen_at >= :since then null else seen_event end,
    last_deleted_at = coalesce(
      (
        select max(product_deletions.observed_at)
        from product_deletions
        where product_deletions.product_id = products.id
          and product_deletions.observed_at < :since
      ),
      -- a day later than it was seen: not listed, so that it is not missed either
      timestamptz '0001-01-02 00:00:00Z')
  where shop_id = any (:shops)
    and (observed_at >= :since or last_seen_at >= :since or last_deleted_at >= :since)
)
select count(*)
from observations
