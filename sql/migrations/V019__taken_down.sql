-- A take-down holds: what was observed of a shop before it is never loaded again, whatever Kafka still has (ADR 0036).

alter table shops add column taken_down_at timestamptz;
comment on column shops.taken_down_at is
  'All that was known of the shop was deleted then, and events observed until then are passed over by the load; null = never. Stays when the shop is watched again';
