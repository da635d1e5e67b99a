-- Products that a complete scrape missed: appends the fact and remembers the latest such time. Answers one row: how many.
with told as (
  select products.id as product_id, told.observed_at, max(told.event_id::text)::uuid as event_id
  from unnest(
    cast(:shop_ids as smallint[]), cast(:external_ids as text[]), cast(:observed_ats as timestamptz[]), cast(:event_ids as uuid[])
  ) as told (shop_id, external_id, observed_at, event_id)
  join products using (shop_id, external_id)
  group by products.id, told.observed_at
),
appended as (
  insert into product_deletions as known (product_id, observed_at, event_id)
  select product_id, observed_at, event_id
  from told
  on conflict (product_id, observed_at) do update set
    event_id = excluded.event_id
  where known.event_id < excluded.event_id
),
latest as (
  select product_id, max(observed_at) as observed_at
  from told
  group by product_id
),
moved as (
  update products
  set last_deleted_at = latest.observed_at
  from latest
  where products.id = latest.product_id
    and (products.last_deleted_at is null or products.last_deleted_at < latest.observed_at)
)
select count(*)
from told
