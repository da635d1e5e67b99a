package com.skatestock.batch.quality;

import java.sql.Types;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads what runs showed ({@code run_fields}), judges, and keeps {@code data_quality_alerts}. */
public final class RunQuality {
  private static final Logger LOG = LoggerFactory.getLogger(RunQuality.class);

  /** So many whole runs are looked at: ten hours at two an hour. */
  private static final int RUNS = 20;

  private final JdbcClient database;

  public RunQuality(JdbcClient database) {
    this.database = database;
  }

  /** Adds a chunk's counts, in the caller's transaction. */
  public void add(long run, Map<Field, Long> counts) {
    database
        .sql(
            """
            insert into run_fields as known (run_id, field, products)
            select :run, field, products
            from unnest(:fields, :products) as counted (field, products)
            on conflict (run_id, field) do update set products = known.products + excluded.products
            """)
        .param("run", run)
        .param("fields", counts.keySet().stream().map(Enum::name).toArray(String[]::new))
        .param("products", counts.values().toArray(Long[]::new))
        .update();
  }

  /** Compares a run that was read whole with the shop's earlier whole ones. */
  public Verdict judge(long run) {
    List<RunCounts> newestFirst = counts(run);
    return newestFirst.getFirst().compareWith(newestFirst.subList(1, newestFirst.size()));
  }

  private List<RunCounts> counts(long run) {
    Map<Long, Long> products = new LinkedHashMap<>();
    Map<Long, Map<Field, Long>> fields = new HashMap<>();
    database
        .sql(
            """
            with judged as (
              select runs.id, runs.shop_id, runs.products, coalesce(shops.level_accepted_at, '-infinity') as since
              from scrape_runs as runs
              join shops on shops.id = runs.shop_id
              where runs.id = :run
            ),
            earlier as (
              select runs.id, runs.products
              from scrape_runs as runs
              join judged on judged.shop_id = runs.shop_id
              where runs.id < judged.id
                and runs.read_whole
                and runs.status = 'COMPLETED'
                and runs.scope not like 'backfill/%'
                and runs.started_at >= judged.since
              order by runs.id desc
              limit :runs
            )
            select runs.id, runs.products, run_fields.field, run_fields.products as shown
            from (select id, products from judged union all select id, products from earlier) as runs
            left join run_fields on run_fields.run_id = runs.id
            order by runs.id desc
            """)
        .param("run", run)
        .param("runs", RUNS)
        .query(
            row -> {
              products.put(row.getLong("id"), row.getLong("products"));
              Map<Field, Long> of =
                  fields.computeIfAbsent(row.getLong("id"), id -> new EnumMap<>(Field.class));
              String field = row.getString("field");
              if (field != null) {
                of.put(Field.valueOf(field), row.getLong("shown"));
              }
            });
    List<RunCounts> counts = new ArrayList<>();
    products.forEach(
        (id, count) -> counts.add(new RunCounts(count, fields.getOrDefault(id, Map.of()))));
    return counts;
  }

  /**
   * Keeps what was found, in the caller's transaction: opens an alert or counts it once more, and
   * ends those of which nothing was found any more.
   */
  public void keep(long run, String shop, Verdict verdict) {
    for (Verdict.Finding finding : verdict.findings()) {
      LOG.warn(
          "{}: shop={} {}. {} See data_quality_alerts; if it is right: skatestock shops accept {}",
          finding.kind(),
          shop,
          finding,
          finding.kind() == Verdict.Kind.COVERAGE ? "Nothing is delisted." : "Look at its pages.",
          shop);
      raise(run, finding);
    }
    database
        .sql(
            """
            update data_quality_alerts
            set ended_at = clock_timestamp(), ended_by = 'RUN'
            where shop_id = (select shop_id from scrape_runs where id = :run)
              and ended_at is null
              and last_run_id <> :run
            """)
        .param("run", run)
        .update();
  }

  private void raise(long run, Verdict.Finding finding) {
    database
        .sql(
            """
            insert into data_quality_alerts as open (shop_id, kind, measure, value, low, high, last_run_id)
            select shop_id, :kind, :measure, :value, :low, :high, :run
            from scrape_runs
            where id = :run
            on conflict (shop_id, kind, measure) where ended_at is null do update set
              value = excluded.value,
              low = excluded.low,
              high = excluded.high,
              last_run_id = excluded.last_run_id,
              times = open.times + 1
            """)
        .param("kind", finding.kind().name())
        .param("measure", finding.measure())
        .param("value", finding.value())
        .param("low", finding.low())
        .param("high", finding.high().orElse(null), Types.DOUBLE)
        .param("run", run)
        .update();
  }

  /**
   * Takes what the shop's latest run showed for right: only that run and later ones are learned
   * from, and open alerts end.
   *
   * @return how many alerts ended
   */
  public int accept(String shop) {
    database
        .sql(
            """
            update shops
            set level_accepted_at = latest.started_at, accepted_products = latest.products
            from (
              select runs.shop_id, runs.started_at, runs.products
              from scrape_runs as runs
              join shops on shops.id = runs.shop_id
              where shops.code = :shop
                and runs.read_whole
              order by runs.id desc
              limit 1
            ) as latest
            where shops.id = latest.shop_id
            """)
        .param("shop", shop)
        .update();
    return database
        .sql(
            """
            update data_quality_alerts
            set ended_at = clock_timestamp(), ended_by = 'OPERATOR'
            where shop_id = (select id from shops where code = :shop)
              and ended_at is null
            """)
        .param("shop", shop)
        .update();
  }
}
