-- Moves each product's state forward to the newest of the chunk's observations; one row per product.
insert into products as known (
  shop_id, external_id, code, title, brand_id, category_id, url, image_url,
  first_seen_at, last_seen_at, observed_at, parser_version, event_id)
select distinct on (shop_id, external_id)
  shop_id, external_id, code, title, brand_id, category_id, url, image_url,
  min(observed_at) over product, observed_at, observed_at, parser_version, event_id
from incoming_products
window product as (partition by shop_id, external_id)
order by shop_id, external_id, observed_at desc, parser_version desc, event_id desc
on conflict (shop_id, external_id) do update set
  code = excluded.code,
  title = excluded.title,
  brand_id = excluded.brand_id,
  category_id = excluded.category_id,
  url = excluded.url,
  image_url = excluded.image_url,
  first_seen_at = least(known.first_seen_at, excluded.first_seen_at),
  last_seen_at = greatest(known.last_seen_at, excluded.last_seen_at),
  observed_at = excluded.observed_at,
  parser_version = excluded.parser_version,
  event_id = excluded.event_id
where (known.observed_at, known.parser_version, known.event_id)
  < (excluded.observed_at, excluded.parser_version, excluded.event_id)
