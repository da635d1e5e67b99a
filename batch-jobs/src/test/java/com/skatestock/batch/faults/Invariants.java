package com.skatestock.batch.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What must always hold in PostgreSQL when nothing runs (docs/architecture.md), however it got
 * there. Each question counts what breaks it.
 */
public final class Invariants {
  private static final Map<String, String> NEVER =
      Map.ofEntries(
          Map.entry(
              "observations at a time at which no page was captured",
              """
              select count(*)
              from price_history as history
              join product_variants as variants on variants.id = variant_id
              join products on products.id = product_id
              where not exists (
                select from pages where pages.shop_id = products.shop_id and captured_at = history.observed_at)
              """),
          Map.entry(
              "variants whose state is not their latest fact",
              """
              select count(*)
              from product_variants as variants
              left join lateral (
                select * from price_history where variant_id = variants.id
                order by observed_at desc, parser_version desc, event_id desc limit 1
              ) as latest on true
              where (variants.price, variants.compare_at_price, variants.currency, variants.availability, variants.quantity,
                  variants.observed_at, variants.parser_version, variants.event_id)
                is distinct from (latest.price, latest.compare_at_price, latest.currency, latest.availability, latest.quantity,
                  latest.observed_at, latest.parser_version, latest.event_id)
              """),
          Map.entry(
              "products whose times are not those of their facts",
              """
              with observed as (
                select product_id, min(history.observed_at) as first_at, max(history.observed_at) as last_at
                from price_history as history
                join product_variants on product_variants.id = variant_id
                group by product_id
              ),
              seen as (
                select unnest(product_ids) as product_id, max(observed_at) as last_at from seen_chunks group by 1
              ),
              deleted as (
                select product_id, max(observed_at) as last_at from product_deletions group by product_id
              )
              select count(*)
              from products
              left join observed on observed.product_id = products.id
              left join seen on seen.product_id = products.id
              left join deleted on deleted.product_id = products.id
              where (products.first_seen_at, products.observed_at, products.last_seen_at, products.last_deleted_at)
                is distinct from (observed.first_at, observed.last_at, greatest(observed.last_at, seen.last_at), deleted.last_at)
              """),
          Map.entry(
              "fingerprints of another state than the product's",
              """
              select count(*)
              from product_fingerprints as prints
              join products on products.id = product_id
              where (prints.observed_at, prints.event_id) <> (products.observed_at, products.event_id)
              """),
          Map.entry(
              "runs whose counts are not those of their pages",
              """
              select count(*)
              from scrape_runs as runs
              cross join lateral (
                select count(*) as pages, coalesce(sum(products), 0) as products, coalesce(sum(rejected), 0) as rejected
                from pages where run_id = runs.id
              ) as sums
              where runs.scope not like 'backfill/%' -- those read the pages of others
                and (runs.pages, runs.products, runs.rejected) <> (sums.pages, sums.products, sums.rejected)
              """),
          Map.entry(
              "runs whose products are not created, changed or unchanged",
              "select count(*) from scrape_runs where products <> created + changed + unchanged"),
          Map.entry("pages that nobody read", "select count(*) from pages where state is null"),
          Map.entry("products met by ended runs", "select count(*) from run_products_met"),
          Map.entry(
              "leases held", "select count(*) from leases where expires_at > clock_timestamp()"),
          Map.entry(
              "orphans",
              "select products + product_variants + product_fingerprints from orphan_rows"),
          Map.entry("rows without a month", "select rows_in_default from partition_health"),
          Map.entry(
              "executions that are neither completed nor failed nor stopped",
              """
              select count(*) from batch_job_execution
              where status not in ('COMPLETED', 'FAILED', 'STOPPED') or end_time is null
              """),
          Map.entry(
              "steps that are neither completed nor failed nor stopped",
              """
              select count(*) from batch_step_execution
              where status not in ('COMPLETED', 'FAILED', 'STOPPED') or end_time is null
              """),
          Map.entry(
              "identities other than once completed",
              """
              select count(*) from (
                select from batch_job_instance
                left join batch_job_execution as executions
                  on executions.job_instance_id = batch_job_instance.job_instance_id and status = 'COMPLETED'
                group by batch_job_instance.job_instance_id having count(status) <> 1) as other
              """));

  private Invariants() {}

  /** What is broken, with its count. */
  public static List<String> broken(JdbcClient database) {
    List<String> broken = new ArrayList<>();
    NEVER.forEach(
        (what, question) -> {
          long count = database.sql(question).query(Long.class).single();
          if (count != 0) {
            broken.add(count + " " + what);
          }
        });
    return broken;
  }
}
