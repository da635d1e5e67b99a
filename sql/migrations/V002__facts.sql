-- What was observed, append-only, partitioned by month of observation (UTC).

create table price_history (
  variant_id       bigint not null,
  observed_at      timestamptz not null,
  price            numeric(19, 4),
  compare_at_price numeric(19, 4),
  currency         text,
  availability     item_availability not null,
  quantity         integer,
  parser_version   integer not null,
  event_id         uuid not null,
  primary key (variant_id, observed_at)
) partition by range (observed_at);
create index price_history_observed_at on price_history using brin (observed_at);
create table price_history_default partition of price_history default;
comment on table price_history is
  'One row per variant and full observation. No foreign key to product_variants: the check of each row took a third of the load, and rows are only written beside their variant';
comment on column price_history.observed_at is 'When the page was captured, UTC';
comment on column price_history.price is 'Asked price in currency; null where the shop showed none';
comment on column price_history.compare_at_price is 'Struck-out price in currency as shown; null where none';
comment on column price_history.currency is 'ISO 4217; null with the prices';
comment on column price_history.quantity is 'Pieces in stock where the shop told';
comment on column price_history.parser_version is 'Reading rules that made the row; a newer reading of the same page replaces an older one, never the other way round';
comment on table price_history_default is 'Must stay empty: a row here means that its month was not created in time';

create table seen_chunks (
  event_id    uuid not null,
  shop_id     smallint not null,
  observed_at timestamptz not null,
  product_ids bigint[] not null,
  primary key (event_id, observed_at)
) partition by range (observed_at);
create index seen_chunks_observed_at on seen_chunks using brin (observed_at);
create table seen_chunks_default partition of seen_chunks default;
comment on table seen_chunks is 'One row per PRODUCTS_SEEN event: these products were seen unchanged at that time';
comment on column seen_chunks.product_ids is 'products.id of those whose latest state was the one that was seen';
comment on table seen_chunks_default is 'Must stay empty: a row here means that its month was not created in time';

create table product_deletions (
  product_id  bigint not null references products on delete cascade,
  observed_at timestamptz not null,
  event_id    uuid not null,
  primary key (product_id, observed_at)
);
comment on table product_deletions is 'One row per complete scrape that missed a product listed before; a later observation lists it again';
comment on column product_deletions.observed_at is 'Time of the run that missed it, UTC';

create function ensure_partitions(first_month date, last_month date) returns integer
  language plpgsql
  security definer
  set search_path = public, pg_temp
as $$
declare
  made integer := 0;
  month date;
  parent text;
  child text;
begin
  if first_month < date '2000-01-01' or last_month > current_date + interval '10 years' then
    raise exception 'No partitions from % to %: outside 2000 to ten years ahead', first_month, last_month;
  end if;
  for month in
    select generate_series(date_trunc('month', first_month), date_trunc('month', last_month), interval '1 month')::date
  loop
    foreach parent in array array['price_history', 'seen_chunks'] loop
      child := format('%s_%s', parent, to_char(month, 'YYYY_MM'));
      if to_regclass('public.' || child) is null then
        perform pg_advisory_xact_lock(hashtext('skatestock.ensure_partitions'));
        if to_regclass('public.' || child) is null then
          execute format(
            'create table %I partition of %I for values from (%L) to (%L)',
            child, parent, month::timestamp at time zone 'UTC', (month + interval '1 month')::timestamp at time zone 'UTC');
          made := made + 1;
        end if;
      end if;
    end loop;
  end loop;
  return made;
end
$$;
comment on function ensure_partitions is
  'Creates the monthly partitions (UTC months) of the fact tables from the month of first_month to that of last_month; returns how many were new';
revoke all on function ensure_partitions from public;
select ensure_partitions(current_date, (current_date + interval '3 months')::date);

create view partition_health as
select
  (select count(*) from price_history_default) + (select count(*) from seen_chunks_default) as rows_in_default,
  (select count(*) from pg_inherits join pg_class on pg_class.oid = inhrelid
    where inhparent = 'price_history'::regclass and relname > 'price_history_' || to_char(now() at time zone 'UTC', 'YYYY_MM')
      and relname <> 'price_history_default') as months_ahead;
comment on view partition_health is
  'rows_in_default above 0 is an alarm: their month had no partition. months_ahead: partitions that exist after the current UTC month';
