-- Attempts that broke off say so; what broke them is kept in full; dead letters know everything that is needed to send them again.

alter table scrape_runs drop constraint scrape_runs_status_check;
alter table scrape_runs add constraint scrape_runs_status_check check (status in ('RUNNING', 'COMPLETED', 'FAILED', 'STOPPED'));
comment on column scrape_runs.status is
  'RUNNING; COMPLETED; FAILED (its last attempt broke off, or its process died); STOPPED (it was asked to). The last two go on when started again';
comment on column scrape_runs.ended_at is 'End of the last attempt, UTC; null while one runs';

create table execution_errors (
  job_execution_id bigint primary key references batch_job_execution on delete cascade,
  error            text not null,
  noted_at         timestamptz not null default clock_timestamp()
);
comment on table execution_errors is 'One row per job execution that failed: its stack traces in full, cut to 100,000 characters';
comment on column execution_errors.noted_at is 'UTC';
grant select, insert, update, delete on execution_errors to skatestock_loader;

alter table dead_letter_queue
  add column execution_id         bigint,
  add column key                  bytea,
  add column header_names         text[],
  add column header_values        bytea[],
  add column recorded_at          timestamptz,
  add column timestamp_type       text,
  add column exception_class      text,
  add column exception_stacktrace text,
  add column connector            text,
  add column task                 integer,
  add column connector_stage      text,
  add column connector_class      text,
  add column requeues             integer not null default 0;
create index dead_letter_queue_open on dead_letter_queue (stage, reason) where requeued_at is null;
comment on table dead_letter_queue is 'One row per distinct refusal; for a refused Kafka record all that is needed to send it again';
comment on column dead_letter_queue.execution_id is 'batch_job_execution that refused it last; its row may be purged';
comment on column dead_letter_queue.key is 'The refused Kafka record''s key; null for what never was a record, or had none';
comment on column dead_letter_queue.header_names is 'Names of the refused Kafka record''s own headers, in order; header_values has their values';
comment on column dead_letter_queue.recorded_at is 'The refused Kafka record''s timestamp, UTC';
comment on column dead_letter_queue.timestamp_type is 'CreateTime or LogAppendTime, as Kafka names it';
comment on column dead_letter_queue.exception_class is 'As in the header kafka_dlt-exception-fqcn';
comment on column dead_letter_queue.exception_stacktrace is 'Where in the program it was refused';
comment on column dead_letter_queue.connector is 'The job that read the record; with task, connector_stage and connector_class as in the headers __connect.errors.*';
comment on column dead_letter_queue.task is 'The partition''s worker';
comment on column dead_letter_queue.connector_stage is 'VALUE_CONVERTER (not decodable) or TASK_PUT (decodable, but not loadable)';
comment on column dead_letter_queue.requeues is 'How often it was sent again';
comment on column dead_letter_queue.requeued_at is 'When it was sent again, UTC; null = not yet, or refused once more since';
