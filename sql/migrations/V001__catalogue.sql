-- What the shops list: shops, brands, categories, products, variants.
-- State in products and product_variants is a function of the facts (price_history, seen_chunks, product_deletions),
-- ordered by (observed_at, parser_version, event_id); the loader only ever moves it forward in that order.
-- Foreign keys on the loader's way are declared but not enforced: the check of each row took a third of the load, and the loader
-- writes a child only beside the parent that it has just read. The view orphan_rows counts what must never be.

create type item_availability as enum (
  'UNKNOWN', 'BACK_ORDER', 'DISCONTINUED', 'IN_STOCK', 'IN_STORE_ONLY', 'LIMITED_AVAILABILITY', 'MADE_TO_ORDER',
  'ONLINE_ONLY', 'OUT_OF_STOCK', 'PRE_ORDER', 'PRE_SALE', 'RESERVED', 'SOLD_OUT'
);
comment on type item_availability is 'schema.org ItemAvailability; UNKNOWN where the shop does not say';

create table shops (
  id                smallint generated always as identity primary key,
  code              text not null unique,
  name              text not null,
  url               text,
  platform          text,
  currency          text check (length(currency) = 3),
  time_zone         text not null default 'Etc/UTC',
  expected_products integer not null default 0,
  created_at        timestamptz not null default now(),
  paused_at         timestamptz,
  removed_at        timestamptz
);
comment on table shops is 'One row per watched storefront; configuration lives in shops.yml, this is its key and its running state';
comment on column shops.code is 'The shop''s id in shops.yml; never changes';
comment on column shops.currency is 'ISO 4217 of prices that name none';
comment on column shops.time_zone is 'IANA zone in which a sale day begins and ends';
comment on column shops.expected_products is 'About how many products it lists; 0 = unknown';
comment on column shops.paused_at is 'Not scraped since; null = active';
comment on column shops.removed_at is 'Taken off the list; its history stays until purged';

create table brands (
  id   integer generated always as identity primary key,
  name text not null unique
);
comment on table brands is 'Canonical brands; a distributor is never one';

create table product_categories (
  id        smallint generated always as identity primary key,
  slug      text not null unique,
  name      text not null,
  parent_id smallint references product_categories
);
create index product_categories_parent on product_categories (parent_id);
comment on table product_categories is 'Tree of categories; slugs are what events carry';

create table products (
  id              bigint generated always as identity primary key,
  shop_id         smallint not null,
  external_id     text not null,
  code            text,
  title           text not null,
  brand_id        integer references brands,
  category_id     smallint references product_categories,
  url             text,
  image_url       text,
  first_seen_at   timestamptz not null,
  last_seen_at    timestamptz not null,
  last_deleted_at timestamptz,
  observed_at     timestamptz not null,
  parser_version  integer not null,
  event_id        uuid not null,
  unique (shop_id, external_id),
  foreign key (shop_id) references shops not enforced
) with (fillfactor = 85);
create index products_brand on products (brand_id);
create index products_category on products (category_id);
comment on table products is 'One row per product that a shop lists or listed; text columns as of observed_at';
comment on column products.external_id is 'The platform''s id, or the canonical URL path where a listing shows none';
comment on column products.code is 'The code that the shop prints; an attribute, not a key';
comment on column products.first_seen_at is 'Earliest observation, UTC';
comment on column products.last_seen_at is 'Latest time at which it was listed, changed or not, UTC';
comment on column products.last_deleted_at is 'Latest complete scrape that missed it, UTC; listed now = null or before last_seen_at';
comment on column products.observed_at is 'Observation that the text columns come from, UTC';
comment on column products.parser_version is 'Reading rules that made it; of two readings of one page the higher counts';
comment on column products.event_id is 'Event that it comes from; breaks ties so that order of arrival never matters';

create table product_variants (
  id               bigint generated always as identity primary key,
  product_id       bigint not null,
  variant_key      text not null,
  sku              text,
  gtin             text,
  size             text,
  color            text,
  price            numeric(19, 4),
  compare_at_price numeric(19, 4),
  currency         text check (length(currency) = 3),
  availability     item_availability not null,
  quantity         integer,
  observed_at      timestamptz not null,
  parser_version   integer not null,
  event_id         uuid not null,
  unique (product_id, variant_key),
  foreign key (product_id) references products not enforced
) with (fillfactor = 85);
comment on table product_variants is 'One row per buyable form of a product; price and stock as of observed_at';
comment on column product_variants.variant_key is 'The platform''s id; the product''s external_id where a listing shows no variants';
comment on column product_variants.size is 'Normalised text: 8.25 (inches), US 9.5, XL, 54 mm 99A';
comment on column product_variants.price is 'Asked price in currency; null where the shop shows none. Tax and shipping as the shop shows them';
comment on column product_variants.compare_at_price is 'Struck-out price in currency as shown, also where not higher; null where none';
comment on column product_variants.currency is 'ISO 4217';
comment on column product_variants.quantity is 'Pieces in stock where the shop tells; null = not told';
comment on column product_variants.observed_at is 'Latest full observation, UTC; seen unchanged since: products.last_seen_at';

create table product_fingerprints (
  product_id  bigint primary key,
  content     bytea not null check (length(content) = 32),
  price       bytea not null check (length(price) = 32),
  stock       bytea not null check (length(stock) = 32),
  observed_at timestamptz not null,
  parser_version integer not null,
  event_id    uuid not null,
  foreign key (product_id) references products not enforced
);
comment on table product_fingerprints is
  'SHA-256 of each product''s latest state, in three parts; written with the state, so it says: this state is in PostgreSQL';
comment on column product_fingerprints.content is 'Over code, title, brand, category, addresses and the variants'' identities';
comment on column product_fingerprints.price is 'Over the variants'' prices, list prices and currencies';
comment on column product_fingerprints.stock is 'Over the variants'' availabilities and quantities';

create view orphan_rows as
select
  (select count(*) from products where not exists (select from shops where shops.id = products.shop_id)) as products,
  (select count(*) from product_variants
    where not exists (select from products where products.id = product_variants.product_id)) as product_variants,
  (select count(*) from product_fingerprints
    where not exists (select from products where products.id = product_fingerprints.product_id)) as product_fingerprints;
comment on view orphan_rows is 'Rows whose parent is missing, per table; anything but 0 is a defect';
