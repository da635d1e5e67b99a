-- Says which state is in PostgreSQL now; one row per product whose state moved forward.
insert into product_fingerprints as known (
  product_id, content, price, stock, observed_at, parser_version, event_id)
select distinct on (ids.product_id)
  ids.product_id, incoming.content, incoming.price, incoming.stock, ids.observed_at, ids.parser_version, ids.event_id
from incoming_ids as ids
join incoming_products as incoming using (ordinal)
order by ids.product_id, ids.observed_at desc, ids.parser_version desc, ids.event_id desc
on conflict (product_id) do update set
  content = excluded.content,
  price = excluded.price,
  stock = excluded.stock,
  observed_at = excluded.observed_at,
  parser_version = excluded.parser_version,
  event_id = excluded.event_id
where (known.observed_at, known.parser_version, known.event_id)
  < (excluded.observed_at, excluded.parser_version, excluded.event_id)
