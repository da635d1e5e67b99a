-- Products that were seen unchanged at a time: moves last_seen_at, and adds one seen_chunks row with those whose latest state is
-- the one that was seen (or is not older). Where another state is in place its fingerprint goes, so that the next scrape
-- publishes the product in full. Answers one row: how many were seen unchanged.
with told as (
  select distinct external_id, fingerprint
  from unnest(cast(:external_ids as text[]), cast(:fingerprints as bytea[])) as told (external_id, fingerprint)
),
known as (
  select products.id, prints.product_id is not null and (
      prints.observed_at >= :observed_at
      or sha256(prints.content || prints.price || prints.stock) = told.fingerprint
    ) as agrees
  from told
  join products
    on products.shop_id = :shop_id
    and products.external_id = told.external_id
  left join product_fingerprints as prints
    on prints.product_id = products.id
),
forgotten as (
  delete from product_fingerprints
  where product_id = any (array(select id from known where not agrees))
),
moved as (
  update products
  set last_seen_at = :observed_at
  where id = any (array(select id from known))
    and last_seen_at < :observed_at
),
chunk as (
  insert into seen_chunks (event_id, shop_id, observed_at, product_ids)
  select :event_id, :shop_id, :observed_at, array_agg(id order by id)
  from known
  where agrees
  having count(*) > 0
  on conflict (event_id, observed_at) do nothing
)
select count(*)
from known
where agrees
