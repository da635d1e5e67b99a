-- Products that were seen again at a time, each in the state with that print: moves last_seen_at and what was seen last, and adds one
-- seen_chunks row. Whether the latest full state is the one that was seen is asked where it matters (trusted_fingerprints), so that
-- order of arrival never does. Answers one row: how many of the products are known.
with told as (
  select external_id, max(print) as print
  from unnest(cast(:external_ids as text[]), cast(:prints as bigint[])) as told (external_id, print)
  group by external_id
),
known as (
  select products.id, told.print
  from told
  join products
    on products.shop_id = :shop_id
    and products.external_id = told.external_id
),
moved as (
  update products
  set last_seen_at = greatest(products.last_seen_at, :observed_at),
    seen_at = :observed_at,
    seen_print = known.print,
    seen_event = :event_id
  from known
  where products.id = known.id
    and (products.seen_at is null or (products.seen_at, products.seen_event) < (:observed_at, :event_id))
),
chunk as (
  insert into seen_chunks (event_id, shop_id, observed_at, product_ids, prints)
  select :event_id, :shop_id, :observed_at, array_agg(id order by id), array_agg(print order by id)
  from known
  having count(*) > 0
  on conflict (event_id, observed_at) do nothing
)
select count(*)
from known
