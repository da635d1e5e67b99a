-- An observation that arrives late may be the earliest one; one row per product that turns out to be older than known.
update products
set first_seen_at = (
  select min(observed_at)
  from incoming_ids
  where product_id = products.id
)
where id = any (array(
  select product_id
  from incoming_ids
  where observed_at < first_seen_at
))
