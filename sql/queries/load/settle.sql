-- Ends a rebuild: what did not come back goes, with its variants. Answers one row: how many products went.
with gone as (
  select id
  from products
  where shop_id = any (:shops)
    and observed_at = timestamptz '0001-01-01 00:00:00Z'
),
gone_variants as (
  delete from product_variants
  using products
  where products.id = product_variants.product_id
    and products.shop_id = any (:shops)
    and product_variants.observed_at = timestamptz '0001-01-01 00:00:00Z'
),
gone_products as (
  delete from products
  where id in (select id from gone)
),
never_deleted as (
  update products
  set last_deleted_at = null
  where shop_id = any (:shops)
    and last_deleted_at = timestamptz '0001-01-02 00:00:00Z'
    and id not in (select id from gone)
)
select count(*)
from gone
