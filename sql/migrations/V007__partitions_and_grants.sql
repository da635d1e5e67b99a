-- What the first tests on real servers found.

-- Two loaders that needed the same month at the same time: the second one waited for the lock, asked to_regclass, which answered
-- from a cache that the lock does not refresh, and failed with "relation already exists". A query of pg_class sees what is committed.
create or replace function ensure_partitions(first_month date, last_month date) returns integer
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
      if not exists (select from pg_class where relnamespace = 'public'::regnamespace and relname = child) then
        perform pg_advisory_xact_lock(hashtext('skatestock.ensure_partitions'));
        if not exists (select from pg_class where relnamespace = 'public'::regnamespace and relname = child) then
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

-- The migrations' own record is the migrator's.
do $$
begin
  if to_regclass('public.flyway_schema_history') is not null then
    revoke insert, update, delete on flyway_schema_history from skatestock_loader;
  end if;
end
$$;

comment on table settings is 'Switches of the whole installation, by name. trigger_owner: quartz or cronjob, who starts scheduled runs; both compute the same slot';
comment on column products.last_deleted_at is
  'Beginning of the latest complete scrape that missed it, UTC; listed now = null or not after last_seen_at';
comment on column product_deletions.observed_at is 'Beginning of the run that missed it, UTC';
comment on column dead_letter_queue.error_id is 'A function of what was refused: the same refusal has one row';
comment on column dead_letter_queue.stage is 'EXTRACT, NORMALISE or LOAD';
comment on column dead_letter_queue.payload is 'The refused Kafka record''s value, as it was; null for what never was a record';
comment on column product_variants.parser_version is 'Reading rules that made it; of two readings of one page the higher counts';
comment on column product_variants.event_id is 'Event that it comes from; breaks ties so that order of arrival never matters';
comment on column price_history.event_id is 'Event that it comes from; breaks ties so that order of arrival never matters';
comment on column seen_chunks.observed_at is 'When the page was captured, UTC';
