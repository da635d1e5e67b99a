-- Puts away what the facts of some shops from a time on said, for a rebuild: the facts go, and the state becomes that of the facts before.
-- Products and variants keep their rows and ids. Those without any fact before stand as if nothing had been observed of them yet: first
-- seen in the year 9999, observed in the year 1. What is no fact (titles, sizes) stays until it is told again; fingerprints go.
-- Answers one row: how many observations went.
with variants as materialized (
  select product_variants.id, product_variants.product_id
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
earlier_variants as materialized (
  select variants.id, variants.product_id, facts.*, suspect_observations.reason
  from variants
  cross join lateral (
    select observed_at, price, compare_at_price, currency, availability, quantity, parser_version, event_id
    from price_history
    where variant_id = variants.id
      and observed_at < :since
    order by observed_at desc
    limit 1
  ) as facts
  left join suspect_observations
    on suspect_observations.variant_id = variants.id
    and suspect_observations.observed_at = facts.observed_at
),
earlier_products as materialized (
  select distinct on (product_id) product_id, observed_at, parser_version, event_id
  from earlier_variants
  order by product_id, observed_at desc, parser_version desc, event_id desc
),
earlier_sights as materialized (
  select distinct on (sight.product_id) sight.product_id, seen_chunks.observed_at, seen_chunks.event_id, sight.print
  from seen_chunks
  cross join lateral unnest(product_ids, prints) as sight (product_id, print)
  where shop_id = any (:shops)
    and observed_at < :since
    and sight.print is not null
  order by sight.product_id, seen_chunks.observed_at desc, seen_chunks.event_id desc
),
put_back_variants as (
  update product_variants
  set observed_at = facts.observed_at,
    parser_version = facts.parser_version,
    event_id = facts.event_id,
    price = facts.price,
    compare_at_price = facts.compare_at_price,
    currency = facts.currency,
    availability = facts.availability,
    quantity = facts.quantity,
    suspect = facts.reason
  from earlier_variants as facts
  where product_variants.id = facts.id
    and product_variants.observed_at >= :since
),
blank_variants as (
  update product_variants
  set observed_at = timestamptz '0001-01-01 00:00:00Z',
    parser_version = 0,
    event_id = '00000000-0000-0000-0000-000000000000',
    price = null,
    compare_at_price = null,
    currency = null,
    suspect = null
  where id in (select id from variants)
    and id not in (select id from earlier_variants)
    and observed_at >= :since
),
earlier as materialized (
  select products.id,
    facts.observed_at, facts.parser_version, facts.event_id,
    sights.observed_at as seen_at, sights.print as seen_print, sights.event_id as seen_event,
    (
      select max(product_deletions.observed_at)
      from product_deletions
      where product_deletions.product_id = products.id
        and product_deletions.observed_at < :since
    ) as last_deleted_at
  from products
  left join earlier_products as facts
    on facts.product_id = products.id
  left join earlier_sights as sights
    on sights.product_id = products.id
  where products.shop_id = any (:shops)
),
put_back_products as (
  update products
  set observed_at = case when products.observed_at >= :since
      then coalesce(earlier.observed_at, timestamptz '0001-01-01 00:00:00Z') else products.observed_at end,
    parser_version = case when products.observed_at >= :since then coalesce(earlier.parser_version, 0) else products.parser_version end,
    event_id = case when products.observed_at >= :since
      then coalesce(earlier.event_id, '00000000-0000-0000-0000-000000000000') else products.event_id end,
    first_seen_at = case when products.first_seen_at >= :since then timestamptz '9999-12-31 00:00:00Z' else products.first_seen_at end,
    last_seen_at = case when products.last_seen_at >= :since
      then coalesce(
        greatest(case when products.observed_at < :since then products.observed_at end, earlier.observed_at, earlier.seen_at),
        timestamptz '0001-01-01 00:00:00Z')
      else products.last_seen_at end,
    seen_at = case when products.seen_at >= :since then earlier.seen_at else products.seen_at end,
    seen_print = case when products.seen_at >= :since then earlier.seen_print else products.seen_print end,
    seen_event = case when products.seen_at >= :since then earlier.seen_event else products.seen_event end,
    last_deleted_at = coalesce(
      earlier.last_deleted_at,
      -- a day later than it was seen: not listed, so that it is not missed either
      case when earlier.observed_at is null and products.observed_at >= :since then timestamptz '0001-01-02 00:00:00Z' end)
  from earlier
  where products.id = earlier.id
    and (products.observed_at >= :since or products.last_seen_at >= :since or products.last_deleted_at >= :since)
)
select count(*)
from observations
