-- How the data got here: runs, pages, positions, leases, refusals.

create table scrape_runs (
  id               bigint generated always as identity primary key,
  shop_id          smallint not null references shops,
  slot             timestamptz not null,
  scope            text not null,
  status           text not null default 'RUNNING' check (status in ('RUNNING', 'COMPLETED', 'FAILED')),
  lease_epoch      bigint not null,
  next_page        integer not null default 0,
  pages            integer not null default 0,
  pages_not_listing integer not null default 0,
  products         bigint not null default 0,
  variants         bigint not null default 0,
  created          bigint not null default 0,
  changed          bigint not null default 0,
  unchanged        bigint not null default 0,
  rejected         bigint not null default 0,
  deleted          bigint not null default 0,
  events           bigint not null default 0,
  complete         boolean not null default false,
  started_at       timestamptz not null default clock_timestamp(),
  ended_at         timestamptz,
  unique (shop_id, slot, scope)
);
comment on table scrape_runs is 'One row per scrape of a shop: identity, position and counts, moved in the transaction of each chunk';
comment on column scrape_runs.slot is 'The UTC grid time that the run stands for';
comment on column scrape_runs.scope is 'scheduled, manual/<id> or backfill/<id>';
comment on column scrape_runs.next_page is 'Pages below this number are published; the position that a restart continues from';
comment on column scrape_runs.unchanged is 'products = created + changed + unchanged';
comment on column scrape_runs.complete is 'All pages were read and the count is plausible: only then products can be found missing';

create table pages (
  record_id     uuid primary key,
  run_id        bigint not null references scrape_runs on delete cascade,
  number        integer not null,
  shop_id       smallint not null references shops,
  listing       integer not null,
  listing_page  integer not null,
  uri           text not null,
  captured_at   timestamptz not null,
  status        smallint not null,
  state         text,
  object        text not null,
  "offset"      bigint not null,
  length        bigint not null,
  etag          text,
  last_modified text,
  products      integer,
  rejected      integer,
  last          boolean,
  revisit_of    uuid,
  unique (run_id, number)
);
create index pages_by_shop on pages (shop_id, captured_at);
create index pages_by_uri on pages (shop_id, uri, captured_at desc);
comment on table pages is 'Index of the page archive: one row per captured page, where its WARC record lies';
comment on column pages.number is 'Place of the page in the run, from 0';
comment on column pages.listing is 'Which of the shop''s configured listings, from 0';
comment on column pages.listing_page is 'Page of that listing, from 1';
comment on column pages.revisit_of is 'record_id of the response that a 304 declared still valid; null for a response';
comment on column pages.state is 'listing, empty, not_found, blocked, not_understood; null until read';
comment on column pages.object is 'Archive object, relative to the archive''s root';
comment on column pages."offset" is 'Bytes from the start of the object';
comment on column pages.length is 'Bytes of the compressed record';
comment on column pages.last is 'The listing ends with this page; null until read';

create table run_products_met (
  run_id      bigint not null references scrape_runs on delete cascade,
  page        integer not null,
  product_ids bigint[] not null,
  primary key (run_id, page)
);
comment on table run_products_met is
  'Known products that a running scrape has met, one row per page; at its end what is listed and not here is missing. Emptied with the run';

create table kafka_consumer_offsets (
  topic       text not null,
  partition   integer not null,
  next_offset bigint not null check (next_offset >= 0),
  updated_at  timestamptz not null default now(),
  primary key (topic, partition)
);
comment on table kafka_consumer_offsets is
  'The next offset to load, per partition; moved by compare-and-set in the transaction of the rows it stands for';

create sequence lease_epochs;
comment on sequence lease_epochs is 'Epochs of all leases: never given twice, so a lease''s row may go when it is given back';

create table leases (
  name       text primary key,
  owner      text not null,
  epoch      bigint not null,
  expires_at timestamptz not null
);
comment on table leases is 'Who may work on what (scrape/<shop>, load/<topic>/<partition>); a takeover has a higher epoch';
comment on column leases.expires_at is 'By the database''s clock; the owner moves it forward while it lives';

create table dead_letter_queue (
  error_id       uuid primary key,
  stage          text not null,
  reason         text not null,
  shop           text,
  external_id    text,
  field          text,
  raw            text,
  message        text not null,
  page_uri       text,
  record_id      text,
  slot           timestamptz,
  topic          text,
  partition      integer,
  "offset"       bigint,
  payload        bytea,
  correlation_id text,
  refused_at     timestamptz not null,
  times          integer not null default 1,
  requeued_at    timestamptz
);
create index dead_letter_queue_refused_at on dead_letter_queue (refused_at);
create index dead_letter_queue_reason on dead_letter_queue (reason, refused_at);
comment on table dead_letter_queue is 'One row per distinct refusal; payload holds an undecodable record''s bytes';
comment on column dead_letter_queue.raw is 'The refused text, cut to 1,000 characters';
comment on column dead_letter_queue.times is 'How often the same refusal was met';
comment on column dead_letter_queue.requeued_at is 'When it was sent again; null = not yet';

create table job_requests (
  id           bigint generated always as identity primary key,
  job          text not null,
  parameters   jsonb not null default '{}',
  requested_by text not null,
  requested_at timestamptz not null default now(),
  started_at   timestamptz,
  ended_at     timestamptz,
  outcome      text
);
create index job_requests_open on job_requests (requested_at) where started_at is null;
comment on table job_requests is 'Work that people asked for through the API';

create table pipeline_metrics (
  job      text not null,
  shop     text not null default '',
  slot     timestamptz not null,
  metric   text not null,
  value    double precision not null,
  measured_at timestamptz not null default now(),
  primary key (job, shop, slot, metric)
);
create index pipeline_metrics_measured_at on pipeline_metrics using brin (measured_at);
comment on table pipeline_metrics is 'Numbers about runs; the unit is the end of the metric''s name (_seconds, _bytes, _total)';

create table settings (
  name  text primary key,
  value text not null
);
insert into settings (name, value) values ('trigger_owner', 'quartz');
comment on table settings is 'trigger_owner: quartz or cronjob, who starts scheduled runs; both compute the same slot';
