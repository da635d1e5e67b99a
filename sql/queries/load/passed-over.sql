-- Takes what was observed of taken-down shops before their take-down out of the staging tables. Answers one row: how many product events went.
with gone as (
  delete from incoming_products
  using shops
  where shops.id = incoming_products.shop_id
    and incoming_products.observed_at <= shops.taken_down_at
  returning incoming_products.ordinal
),
variants as (
  delete from incoming_variants
  using gone
  where gone.ordinal = incoming_variants.ordinal
)
select count(*)
from gone
