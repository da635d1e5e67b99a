-- The loader's staging tables, one set per connection, emptied at each commit.
-- incoming_products: one row per product event of the chunk; incoming_variants: one row per variant of such an event (ordinal joins them).
create temporary table if not exists incoming_products (
  ordinal        integer not null,
  shop_id        smallint not null,
  external_id    text not null,
  observed_at    timestamptz not null,
  parser_version integer not null,
  event_id       uuid not null,
  code           text,
  title          text not null,
  brand_id       integer,
  category_id    smallint,
  url            text,
  image_url      text,
  content        bytea not null,
  price          bytea not null,
  stock          bytea not null
) on commit delete rows;

create temporary table if not exists incoming_variants (
  ordinal          integer not null,
  variant_key      text not null,
  sku              text,
  gtin             text,
  size             text,
  color            text,
  price            numeric(19, 4),
  compare_at_price numeric(19, 4),
  currency         text,
  availability     item_availability not null,
  quantity         integer
) on commit delete rows;

create temporary table if not exists incoming_ids (
  ordinal        integer not null,
  product_id     bigint not null,
  first_seen_at  timestamptz not null,
  observed_at    timestamptz not null,
  parser_version integer not null,
  event_id       uuid not null
) on commit delete rows;
