-- What a shop's listing usually shows, learned from its earlier runs; and what was unusual.

alter table scrape_runs
  add column read_whole         boolean not null default false,
  add column incomplete_because text;
comment on column scrape_runs.read_whole is 'Every page of every listing was had and understood: the run''s counts can be learned from';
comment on column scrape_runs.incomplete_because is 'Why nothing was looked for as missing; null where complete';

create table run_fields (
  run_id   bigint not null references scrape_runs on delete cascade,
  field    text not null,
  products bigint not null,
  primary key (run_id, field)
);
comment on table run_fields is 'One row per run and field of a product: how many of the run''s products had it';
comment on column run_fields.field is 'PRICE, IN_STOCK, BRAND, CATEGORY, IMAGE, SKU, COMPARE_AT_PRICE';

alter table shops
  add column level_accepted_at timestamptz,
  add column accepted_products integer;
comment on column shops.level_accepted_at is 'Only runs from then on are learned from, UTC: an operator said that a new level is right';
comment on column shops.accepted_products is 'How many products the run showed that the operator accepted';

create table data_quality_alerts (
  id           bigint generated always as identity primary key,
  shop_id      smallint not null references shops on delete cascade,
  kind         text not null check (kind in ('COVERAGE', 'FIELD_VANISHED')),
  measure      text not null,
  value        double precision not null,
  low          double precision not null,
  high         double precision,
  raised_at    timestamptz not null default clock_timestamp(),
  last_run_id  bigint not null,
  times        integer not null default 1,
  ended_at     timestamptz,
  ended_by     text check (ended_by in ('RUN', 'OPERATOR'))
);
create unique index data_quality_alerts_open on data_quality_alerts (shop_id, kind, measure) where ended_at is null;
create index data_quality_alerts_raised_at on data_quality_alerts (raised_at);
comment on table data_quality_alerts is 'One row per shop, measure and time during which its runs were unusual in it';
comment on column data_quality_alerts.measure is 'products (count), or a field of run_fields (share of products, 0 to 1)';
comment on column data_quality_alerts.value is 'What the latest such run showed';
comment on column data_quality_alerts.low is 'The least that is usual for the shop, with high learned from its earlier whole runs';
comment on column data_quality_alerts.high is 'The most that is usual; null where more is never unusual';
comment on column data_quality_alerts.last_run_id is 'scrape_runs.id of the latest such run';
comment on column data_quality_alerts.times is 'How many runs in a row';
comment on column data_quality_alerts.ended_at is 'When a run was usual again or an operator accepted the new level, UTC; null = open';

grant select, insert, update, delete on run_fields, data_quality_alerts to skatestock_loader;
grant usage, select on all sequences in schema public to skatestock_loader;
grant select on data_quality_alerts to skatestock_analyst, skatestock_api;
