-- Making history anew.

alter table kafka_consumer_offsets add column first_offset bigint not null default 0 check (first_offset >= 0);
comment on column kafka_consumer_offsets.first_offset is
  'Where this database began to read the partition; a rebuild from the topic goes back there';

create table rebuilds (
  id         bigint generated always as identity primary key,
  source     text not null check (source in ('topic', 'archive')),
  shop_id    smallint references shops on delete cascade,
  started_at timestamptz not null default clock_timestamp(),
  ended_at   timestamptz
);
create unique index rebuilds_under_way on rebuilds (source, coalesce(shop_id, 0)) where ended_at is null;
comment on table rebuilds is 'One row per rebuild of history, made in the transaction that put the old one away; while ended_at is null it must be gone on with';
comment on column rebuilds.shop_id is 'null = all shops';
