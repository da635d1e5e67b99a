-- Four group roles, least privilege. People and services log in as members of one of them.

do $$
declare
  role_name text;
begin
  foreach role_name in array array['skatestock_migrator', 'skatestock_loader', 'skatestock_analyst', 'skatestock_api'] loop
    begin
      execute format('create role %I nologin', role_name);
    exception when duplicate_object or unique_violation then
      null; -- roles belong to the whole server: another database of it has made them
    end;
  end loop;
end
$$;

grant usage on schema public to skatestock_loader, skatestock_analyst, skatestock_api;
grant usage, create on schema public to skatestock_migrator;
revoke create on schema public from public;

-- The jobs: write everything but the schema.
grant select, insert, update, delete on all tables in schema public to skatestock_loader;
grant usage, select on all sequences in schema public to skatestock_loader;
grant execute on function ensure_partitions to skatestock_loader;

-- Analysts: read the goods and the facts.
grant select on shops, brands, product_categories, products, product_variants, price_history, seen_chunks, product_deletions,
  scrape_runs, pipeline_metrics, partition_health to skatestock_analyst;

-- The API: reads the same, and may ask for work.
grant select on shops, brands, product_categories, products, product_variants, price_history, seen_chunks, product_deletions,
  scrape_runs, pipeline_metrics, partition_health, job_requests to skatestock_api;
grant insert on job_requests to skatestock_api;

alter default privileges in schema public grant select, insert, update, delete on tables to skatestock_loader;
