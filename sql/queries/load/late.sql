-- Of the chunk's observations that are not their variant's state (they came late, or the chunk holds a newer one as well):
-- which variants have to be judged? One row per variant. Asked after the observations were appended.
-- The lateral subqueries keep the planner from reading whole tables: a few index look-ups per late observation.
with late as (
  select variants.id, ids.observed_at, incoming.price, incoming.currency
  from incoming_variants as incoming
  join incoming_ids as ids using (ordinal)
  cross join lateral (
    select id, observed_at
    from product_variants
    where product_id = ids.product_id
      and variant_key = incoming.variant_key
    limit 1
  ) as variants
  where ids.observed_at <> variants.observed_at
)
select distinct late.id
from late
left join lateral (
  select price, currency
  from price_history
  where variant_id = late.id
    and observed_at < late.observed_at
    and price is not null
  order by observed_at desc
  limit 1
) as before on true
left join lateral (
  select price, currency
  from price_history
  where variant_id = late.id
    and observed_at > late.observed_at
    and price is not null
  order by observed_at
  limit 1
) as after on true
where late.price = 0
  or not prices_agree(before.price, before.currency, late.price, late.currency)
  or not prices_agree(late.price, late.currency, after.price, after.currency)
  or late.price is null and not coalesce(prices_agree(before.price, before.currency, after.price, after.currency), false)
  or exists (
    select
    from suspect_observations as suspects
    where suspects.variant_id = late.id
  )
