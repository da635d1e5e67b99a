-- Appends the observations; one row per variant and time. A newer parser's reading of the same moment replaces an older one's.
-- The lateral subquery keeps the planner from reading the whole table: one index look-up per variant, however large it grows.
insert into price_history as known (
  variant_id, observed_at, price, compare_at_price, currency, availability, quantity, parser_version, event_id)
select distinct on (variants.id, ids.observed_at)
  variants.id, ids.observed_at, incoming.price, incoming.compare_at_price, incoming.currency, incoming.availability,
  incoming.quantity, ids.parser_version, ids.event_id
from incoming_variants as incoming
join incoming_ids as ids using (ordinal)
cross join lateral (
  select id
  from product_variants
  where product_id = ids.product_id
    and variant_key = incoming.variant_key
  limit 1
) as variants
order by variants.id, ids.observed_at, ids.parser_version desc, ids.event_id desc
on conflict (variant_id, observed_at) do update set
  price = excluded.price,
  compare_at_price = excluded.compare_at_price,
  currency = excluded.currency,
  availability = excluded.availability,
  quantity = excluded.quantity,
  parser_version = excluded.parser_version,
  event_id = excluded.event_id
where (known.parser_version, known.event_id) < (excluded.parser_version, excluded.event_id)
