-- Who will use what nothing uses yet; and where its content is until then.

comment on table pipeline_metrics is
  'Numbers about runs; the unit is the end of the metric''s name (_seconds, _bytes, _total). Empty until the analyses write what they measure: what a scrape counted is in scrape_runs, partition alarms are in partition_health';
comment on table job_requests is
  'Work that people asked for through the API. Empty until the API takes such requests and a job (run-requests) does them';
