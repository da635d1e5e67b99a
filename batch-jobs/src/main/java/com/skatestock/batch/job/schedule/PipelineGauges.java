package com.skatestock.batch.job.schedule;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Numbers about what is in PostgreSQL, sampled now and then: whoever reads the metrics waits for no
 * query. {@code skatestock.partition.rows.in.default} above 0 is an alarm.
 */
final class PipelineGauges implements MeterBinder, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PipelineGauges.class);

  private final JdbcClient database;
  private final Duration every;
  private final ScheduledExecutorService sampling =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("pipeline-gauges").daemon().factory());
  private volatile double rowsInDefault = Double.NaN;
  private volatile double monthsAhead = Double.NaN;

  PipelineGauges(JdbcClient database, Duration every) {
    this.database = database;
    this.every = every;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("skatestock.partition.rows.in.default", () -> rowsInDefault)
        .description("Facts whose month had no partition; above 0 is an alarm")
        .register(registry);
    Gauge.builder("skatestock.partition.months.ahead", () -> monthsAhead)
        .description("Monthly partitions that exist after the present UTC month")
        .register(registry);
    MultiGauge products =
        MultiGauge.builder("skatestock.scrape.products")
            .description("Products of each shop's latest scrape, by what they turned out to be")
            .register(registry);
    MultiGauge alerts =
        MultiGauge.builder("skatestock.data.quality.alerts")
            .description("Shops' open data-quality alerts, by kind; above 0 a person should look")
            .register(registry);
    var _ =
        sampling.scheduleWithFixedDelay(
            () -> sample(products, alerts), 0, every.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void sample(MultiGauge products, MultiGauge alerts) {
    try {
      database
          .sql("select rows_in_default, months_ahead from partition_health")
          .query(
              row -> {
                rowsInDefault = row.getDouble(1);
                monthsAhead = row.getDouble(2);
              });
      List<Row<?>> rows = new ArrayList<>();
      database
          .sql(
              """
              select distinct on (shop_id) code, created, changed, unchanged, rejected, deleted
              from scrape_runs
              join shops on shops.id = shop_id
              where scope not like 'backfill/%'
              order by shop_id, slot desc, scrape_runs.id desc
              """)
          .query(
              row -> {
                for (String kind :
                    List.of("created", "changed", "unchanged", "rejected", "deleted")) {
                  rows.add(
                      Row.of(
                          Tags.of("shop", row.getString("code"), "kind", kind), row.getLong(kind)));
                }
              });
      products.register(rows, true);
      List<Row<?>> open = new ArrayList<>();
      database
          .sql(
              """
              select code, kind, count(*) as alerts
              from data_quality_alerts
              join shops on shops.id = shop_id
              where ended_at is null
              group by code, kind
              """)
          .query(
              row -> {
                open.add(
                    Row.of(
                        Tags.of("shop", row.getString("code"), "kind", row.getString("kind")),
                        row.getLong("alerts")));
              });
      alerts.register(open, true);
    } catch (RuntimeException e) {
      LOG.warn("Gauges keep their last values: {}", e.getMessage());
    }
  }

  @Override
  public void close() {
    sampling.shutdownNow();
  }
}
