-- What was seen again, with its fingerprint, so that order of arrival never matters; and which observations are not believed yet.

create function short_print(content bytea, price bytea, stock bytea) returns bigint
  language sql
  immutable
  parallel safe
return ('x' || encode(substring(sha256(content || price || stock) from 1 for 8), 'hex'))::bit(64)::bigint;
comment on function short_print is
  'First 8 bytes, big endian, of the SHA-256 over a state''s three fingerprints: which of a product''s few states it is';

alter table seen_chunks add column prints bigint[] not null default '{}';
comment on table seen_chunks is 'One row per PRODUCTS_SEEN event: these products were seen again at that time, each in the state with that print';
comment on column seen_chunks.product_ids is 'products.id of those that were known';
comment on column seen_chunks.prints is 'short_print of the state that was seen, in the order of product_ids; empty in rows from before V017';

alter table products
  add column seen_at    timestamptz,
  add column seen_print bigint,
  add column seen_event uuid;
comment on column products.seen_at is 'Latest PRODUCTS_SEEN that names it, UTC; null = none';
comment on column products.seen_print is 'short_print of the state that was seen then';
comment on column products.seen_event is 'Its event; breaks ties so that order of arrival never matters';

create table suspect_observations (
  variant_id  bigint not null,
  observed_at timestamptz not null,
  reason      text not null check (reason in ('TENFOLD', 'ZERO_PRICE', 'CURRENCY')),
  primary key (variant_id, observed_at)
);
comment on table suspect_observations is
  'One row per row of price_history that is not believed: it disagrees with the last believed price and the next one has not confirmed it. A function of price_history (judge_observations)';
comment on column suspect_observations.observed_at is 'As in price_history, UTC';
comment on column suspect_observations.reason is
  'TENFOLD: ten times the last believed price or more, or a tenth or less; ZERO_PRICE; CURRENCY: another one than before';

alter table product_variants add column suspect text;
create index product_variants_suspect on product_variants (product_id) where suspect is not null;
comment on column product_variants.suspect is 'SUSPECT: why the price is not believed yet (suspect_observations.reason); null = believed';

create view trusted_price_history as
select variant_id, observed_at, price, compare_at_price, currency, availability, quantity, parser_version, event_id
from price_history
where not exists (
  select
  from suspect_observations as suspects
  where suspects.variant_id = price_history.variant_id
    and suspects.observed_at = price_history.observed_at
);
comment on view trusted_price_history is 'price_history without what is not believed: what lows, trends and alerts are made from';

create view trusted_fingerprints as
select prints.product_id, prints.content, prints.price, prints.stock, prints.observed_at
from product_fingerprints as prints
join products on products.id = prints.product_id
where (
    products.seen_at is null
    or products.seen_at <= prints.observed_at
    or products.seen_print = short_print(prints.content, prints.price, prints.stock)
  )
  and not exists (
    select
    from product_variants as variants
    where variants.product_id = prints.product_id
      and variants.suspect is not null
  );
comment on view trusted_fingerprints is
  'Fingerprints without those of products that must be published in full: another state was seen since, or a price waits for the next fact to confirm it';

create function prices_agree(one numeric, one_currency text, other numeric, other_currency text) returns boolean
  language sql
  immutable
  parallel safe
return one_currency is not distinct from other_currency
  and case when one = 0 or other = 0 then one = other else one < other * 10 and other < one * 10 end;
comment on function prices_agree is 'True for two prices in one currency of which neither is ten times the other or more; zero agrees with zero only';

-- A price is believed if it agrees with the last believed one, or if the next one agrees with it. Rows without price say nothing.
-- One pass over the variants' whole history: a late arrival changes the verdict of whatever lies around it.
create function judge_observations(variants bigint[]) returns bigint
  language plpgsql
as $$
declare
  fact record;
  judged bigint;
  believed numeric;
  believed_currency text;
  verdict text;
  suspect_variants bigint[] := '{}';
  suspect_times timestamptz[] := '{}';
  reasons text[] := '{}';
begin
  for fact in
    select variant_id, observed_at, price, currency, lead(price) over variant as next_price, lead(currency) over variant as next_currency
    from price_history
    where variant_id = any (variants)
      and price is not null
    window variant as (partition by variant_id order by observed_at)
    order by variant_id, observed_at
  loop
    if fact.variant_id is distinct from judged then
      judged := fact.variant_id;
      believed := null;
    end if;
    verdict := case
      when believed is null then case when fact.price = 0 then 'ZERO_PRICE' end
      when prices_agree(believed, believed_currency, fact.price, fact.currency) then null
      when fact.price = 0 then 'ZERO_PRICE'
      when fact.currency is distinct from believed_currency then 'CURRENCY'
      else 'TENFOLD'
    end;
    if verdict is null or coalesce(prices_agree(fact.price, fact.currency, fact.next_price, fact.next_currency), false) then
      believed := fact.price;
      believed_currency := fact.currency;
    else
      suspect_variants := suspect_variants || fact.variant_id;
      suspect_times := suspect_times || fact.observed_at;
      reasons := reasons || verdict;
    end if;
  end loop;

  delete from suspect_observations as known
  where variant_id = any (variants)
    and not exists (
      select
      from unnest(suspect_variants, suspect_times) as found (variant_id, observed_at)
      where found.variant_id = known.variant_id
        and found.observed_at = known.observed_at
    );
  insert into suspect_observations as known (variant_id, observed_at, reason)
  select found.variant_id, found.observed_at, found.reason
  from unnest(suspect_variants, suspect_times, reasons) as found (variant_id, observed_at, reason)
  on conflict (variant_id, observed_at) do update set reason = excluded.reason
  where known.reason <> excluded.reason;
  update product_variants
  set suspect = now_suspect.reason
  from (
    select states.id, found.reason
    from product_variants as states
    left join suspect_observations as found
      on found.variant_id = states.id
      and found.observed_at = states.observed_at
    where states.id = any (variants)
  ) as now_suspect
  where product_variants.id = now_suspect.id
    and product_variants.suspect is distinct from now_suspect.reason;
  return cardinality(reasons);
end
$$;
comment on function judge_observations is
  'Judges these variants'' whole history anew: suspect_observations and product_variants.suspect; returns how many observations are not believed';
revoke all on function judge_observations from public;
grant execute on function judge_observations to skatestock_loader;

grant select, insert, update, delete on suspect_observations to skatestock_loader;
grant select on suspect_observations, trusted_price_history to skatestock_analyst, skatestock_api;
grant select on trusted_price_history, trusted_fingerprints to skatestock_loader;
