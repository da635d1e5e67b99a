-- Which product each event of the chunk is about; one row per event.
-- The lateral subquery keeps the planner from reading the whole table: one index look-up per event, however large it grows.
insert into incoming_ids (ordinal, product_id, first_seen_at, observed_at, parser_version, event_id)
select incoming.ordinal, known.id, known.first_seen_at, incoming.observed_at, incoming.parser_version, incoming.event_id
from incoming_products as incoming
cross join lateral (
  select id, first_seen_at
  from products
  where shop_id = incoming.shop_id
    and external_id = incoming.external_id
  limit 1
) as known
