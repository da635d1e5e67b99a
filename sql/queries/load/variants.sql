-- Moves each variant's state forward to the newest of the chunk's observations.
-- Answers one row: how many moved, and which of them moved in a way that has to be judged (judge_observations).
with moved as (
insert into product_variants as known (
  product_id, variant_key, sku, gtin, size, color, price, compare_at_price, currency, availability, quantity,
  observed_at, parser_version, event_id)
select distinct on (ids.product_id, incoming.variant_key)
  ids.product_id, incoming.variant_key, incoming.sku, incoming.gtin, incoming.size, incoming.color,
  incoming.price, incoming.compare_at_price, incoming.currency, incoming.availability, incoming.quantity,
  ids.observed_at, ids.parser_version, ids.event_id
from incoming_variants as incoming
join incoming_ids as ids using (ordinal)
order by ids.product_id, incoming.variant_key, ids.observed_at desc, ids.parser_version desc, ids.event_id desc
on conflict (product_id, variant_key) do update set
  sku = excluded.sku,
  gtin = excluded.gtin,
  size = excluded.size,
  color = excluded.color,
  price = excluded.price,
  compare_at_price = excluded.compare_at_price,
  currency = excluded.currency,
  availability = excluded.availability,
  quantity = excluded.quantity,
  observed_at = excluded.observed_at,
  parser_version = excluded.parser_version,
  event_id = excluded.event_id,
  suspect = null
where (known.observed_at, known.parser_version, known.event_id)
  < (excluded.observed_at, excluded.parser_version, excluded.event_id)
returning
  new.id, new.observed_at, new.price, new.currency,
  old.observed_at as before_at, old.price as before, old.currency as before_currency, old.suspect as before_suspect
)
select
  count(*) as moved,
  array_agg(id) filter (where
    before_suspect is not null
    or price = 0 and before is distinct from 0
    -- before_at: null of a new variant, in the year 1 of one that a rebuild has put away
    or before_at > timestamptz '0001-01-01 00:00:00Z' and (
      before is null and price is not null
      or before_at = observed_at and (before is distinct from price or before_currency is distinct from currency)
      or not prices_agree(before, before_currency, price, currency)
    )
  ) as doubtful
from moved
