-- Slots that nobody ran: the gap is written down, once, so that it can be told from a shop without changes.

create table missed_slots (
  job      text not null,
  shop_id  smallint not null references shops,
  slot     timestamptz not null,
  reason   text not null check (reason in ('NOT_STARTED', 'PAUSED')),
  noted_at timestamptz not null default clock_timestamp(),
  primary key (job, shop_id, slot)
);
comment on table missed_slots is
  'One row per scheduled slot that passed without a run: a shop''s past can not be observed. Written by the next run of the shop, whoever starts it';
comment on column missed_slots.slot is 'The UTC grid time that no run stands for';
comment on column missed_slots.reason is 'NOT_STARTED: no scheduler or CronJob started it; PAUSED: the shop rested';
comment on column missed_slots.noted_at is 'UTC';
grant select, insert, update, delete on missed_slots to skatestock_loader;
grant select on missed_slots to skatestock_analyst, skatestock_api;
