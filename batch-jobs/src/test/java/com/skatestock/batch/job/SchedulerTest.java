package com.skatestock.batch.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.skatestock.batch.faults.Invariants;
import com.skatestock.batch.shop.Shop;
import com.skatestock.batch.shop.Shops;
import com.skatestock.local.shop.SimulatedShop;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.quartz.Scheduler;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;

/** Schedulers and starters beside each other on one database. */
@Timeout(240)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SchedulerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Twice the period in which a scheduler looks. */
  private static final Duration LOOKS = Duration.ofSeconds(10);

  private static final String CORNER =
      """
      shops:
        corner:
          name: Corner
          url: http://127.0.0.1:9
          platform: shopify
          currency: USD
          time-zone: America/Chicago
      """;

  private static final String TRIGGERS =
      "select count(*) from qrtz_triggers where trigger_name = '%s'";

  private static final String COMPLETED =
      """
      select (
        select count(*)
        from batch_job_execution
        join batch_job_instance using (job_instance_id)
        where job_name = 'scrape' and status = 'COMPLETED'
      )\
      """;

  @SuppressWarnings("NullAway.Init")
  private Pipeline pipeline;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    pipeline =
        new Pipeline(
            folder, SimulatedShop.shopify("seasons", 60), SimulatedShop.shopify("premier", 60));
    pipeline.set("skatestock.scrape-every", "5s");
    pipeline.set("server.port", "0");
    for (String id :
        List.of("labor", "nj", "blacksheep", "zumiez", "skatewarehouse", "tactics", "ccs")) {
      // Nobody is there; and they rest anyway.
      pipeline.set("skatestock.shop-urls." + id, "http://127.0.0.1:9");
    }
  }

  @AfterAll
  void stop() throws Exception {
    pipeline.close();
  }

  @Test
  void ofEightStartsOfOneRunOneRuns() throws Exception {
    pipeline.exchange();
    JobIdentity identity =
        new JobIdentity(
            "scrape", Optional.of("seasons"), Instant.parse("2026-11-20T12:00:00Z"), "scheduled");
    List<String> outcomes = new ArrayList<>();
    try (ConfigurableApplicationContext one = pipeline.context(WebApplicationType.NONE);
        ConfigurableApplicationContext other = pipeline.context(WebApplicationType.NONE);
        ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Future<JobOutcome>> starts = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        starts.add(threads.submit(() -> run(one, identity)));
        starts.add(threads.submit(() -> run(other, identity)));
      }
      for (Future<JobOutcome> start : starts) {
        outcomes.add(start.get().getClass().getSimpleName());
      }
      assertThat(run(other, identity)).isInstanceOf(JobOutcome.AlreadyComplete.class);
    }

    assertThat(outcomes)
        .isSubsetOf("Completed", "AlreadyComplete", "RunningElsewhere")
        .containsOnlyOnce("Completed");
    assertThat(executions("scrape")).containsExactly("seasons 2026-11-20T12:00:00Z COMPLETED");
  }

  private static JobOutcome run(ConfigurableApplicationContext context, JobIdentity identity)
      throws InterruptedException {
    return context.getBean(JobStarter.class).run(identity, Duration.ofMillis(200));
  }

  @Test
  void goesOnWithARunWhoseProcessDiedBeforeItExecuted() throws Exception {
    pipeline.exchange();
    JobIdentity identity =
        new JobIdentity(
            "load", Optional.empty(), Instant.parse("2026-11-20T12:00:00Z"), "manual/x");
    try (ConfigurableApplicationContext context = pipeline.context(WebApplicationType.NONE)) {
      context.getBean(JobRepository.class).createJobInstance("load", identity.parameters(0));

      assertThat(run(context, identity)).isInstanceOf(JobOutcome.Completed.class);
      assertThat(run(context, identity)).isInstanceOf(JobOutcome.AlreadyComplete.class);
    }
  }

  @Test
  void twoSchedulersRunEachSlotOnceAndLoadBehindIt() throws Exception {
    rest("premier");
    try (ConfigurableApplicationContext one =
            pipeline.context(WebApplicationType.SERVLET, "scheduler");
        ConfigurableApplicationContext other =
            pipeline.context(WebApplicationType.SERVLET, "scheduler")) {
      pipeline.await(COMPLETED + " >= 4", PATIENCE);
      pipeline.await("select count(*) = 60 from products", PATIENCE);
      assertThat(get(one, "/actuator/health")).contains("\"status\":\"UP\"");
      assertThat(get(other, "/actuator/health/liveness")).contains("UP");
      assertThat(get(one, "/actuator/prometheus"))
          .contains("skatestock_partition_rows_in_default 0.0")
          .contains("skatestock_partition_months_ahead 3.0");
    }

    List<String> scrapes = executions("scrape");
    assertThat(scrapes).doesNotHaveDuplicates().allMatch(run -> run.startsWith("seasons "));
    List<Instant> slots =
        scrapes.stream()
            .map(run -> Instant.parse(run.substring(run.indexOf(' ') + 1, run.lastIndexOf(' '))))
            .sorted()
            .toList();
    assertThat(slots).doesNotHaveDuplicates().allMatch(slot -> slot.getEpochSecond() % 5 == 0);
    assertThat(executions("load")).isNotEmpty();
    // The shutdown may stop a run on its way: it can be finished, and then nothing is left open.
    finish();
    // A scrape that begins before the load of the last one knows nothing of it, and tells the
    // shop's
    // products in full again: each such telling is an observation, and nothing else is.
    assertThat(
            number(
                """
                select count(*) from (
                  select distinct product_id, history.observed_at
                  from price_history as history
                  join product_variants as variants on variants.id = variant_id) as observations
                """))
        .isEqualTo(number("select sum(created + changed) from scrape_runs"));
    assertThat(Invariants.broken(pipeline.database())).isEmpty();
    assertThat(number("select count(*) from scrape_runs where status <> 'COMPLETED'")).isZero();
  }

  /** Goes on with every run that did not come to its end, and loads what they told. */
  private void finish() throws Exception {
    try (ConfigurableApplicationContext context = pipeline.context(WebApplicationType.NONE)) {
      List<JobIdentity> open = new ArrayList<>(UnfinishedRuns.in(pipeline.database()));
      open.add(
          new JobIdentity(
              "load", Optional.empty(), Instant.parse("2026-11-20T12:00:00Z"), "manual/end"));
      for (JobIdentity identity : open) {
        assertThat(context.getBean(JobStarter.class).run(identity, PATIENCE))
            .as(identity.toString())
            .isInstanceOf(JobOutcome.Completed.class);
      }
    }
  }

  private long number(String sql) {
    return pipeline.database().sql(sql).query(Long.class).single();
  }

  /** Real misfires: both schedulers stand still for several slots, Quartz's store is PostgreSQL. */
  @Test
  void closesEverySlotOnceThatPassedWhileTheSchedulersStoodStill() throws Exception {
    rest("premier");
    pipeline.set("skatestock.scrape-every", "3s");
    pipeline.set("spring.quartz.properties.org.quartz.jobStore.misfireThreshold", "1000");
    try (ConfigurableApplicationContext one =
            pipeline.context(WebApplicationType.SERVLET, "scheduler");
        ConfigurableApplicationContext other =
            pipeline.context(WebApplicationType.SERVLET, "scheduler")) {
      pipeline.await(COMPLETED + " > 0", PATIENCE);
      one.getBean(Scheduler.class).standby();
      other.getBean(Scheduler.class).standby();
      Thread.sleep(10_000);
      Instant resumed = Instant.now();
      one.getBean(Scheduler.class).start();
      other.getBean(Scheduler.class).start();
      pipeline.await(
          "select exists (select from scrape_runs where status = 'COMPLETED' and slot > '%s')"
              .formatted(resumed),
          PATIENCE);
      // A trigger in ERROR is one that Quartz never fires again.
      pipeline
          .database()
          .sql(
              """
              update qrtz_triggers
              set trigger_state = 'ERROR', next_fire_time = next_fire_time - 3600000
              where trigger_name = 'scrape/seasons'
              """)
          .update();
      Instant freed = Instant.now();
      pipeline.await(
          "select exists (select from scrape_runs where status = 'COMPLETED' and slot > '%s')"
              .formatted(freed.plusSeconds(3)),
          PATIENCE);
      assertThat(get(one, "/actuator/prometheus") + get(other, "/actuator/prometheus"))
          .contains("skatestock_quartz_triggers_freed_total{state=\"ERROR\"} 1.0");
      // Back on the grid: a late trigger that counted from its firing would stay late.
      assertThat(
              number(
                  "select count(*) from qrtz_triggers where trigger_name like 'scrape/%' and"
                      + " next_fire_time % 3000 <> 0"))
          .isZero();
    } finally {
      pipeline.set("skatestock.scrape-every", "5s");
      pipeline.set("spring.quartz.properties.org.quartz.jobStore.misfireThreshold", "30000");
    }

    assertThat(number("select count(*) from missed_slots")).isGreaterThanOrEqualTo(2);
    assertThat(
            pipeline
                .database()
                .sql(
                    """
                    with span as (
                      select min(slot) as first, max(slot) as last
                      from scrape_runs
                    )
                    select slots.slot::text
                    from span
                    cross join lateral generate_series(span.first, span.last, interval '3 seconds') as slots (slot)
                    left join scrape_runs as runs on runs.slot = slots.slot
                    left join missed_slots as missed on missed.slot = slots.slot
                    where num_nonnulls(runs.id, missed.slot) <> 1
                    """)
                .query(String.class)
                .list())
        .as("slots that are not accounted for exactly once")
        .isEmpty();
  }

  @Test
  void startsNothingWhereCronJobsOwnTheSchedule() throws Exception {
    rest("premier");
    pipeline
        .database()
        .sql("update settings set value = 'cronjob' where name = 'trigger_owner'")
        .update();
    try (ConfigurableApplicationContext scheduler =
        pipeline.context(WebApplicationType.SERVLET, "scheduler")) {
      Thread.sleep(6_000);
      assertThat(scheduler.isActive()).isTrue();
    }

    assertThat(executions("scrape")).isEmpty();
    assertThat(executions("load")).isEmpty();
  }

  @Test
  void aRunningSchedulerFollowsWhatIsSaidOfShops(@TempDir Path shops) throws Exception {
    rest("premier");
    pipeline.set("SKATESTOCK_SHOPS_DIR", shops.toString());
    try (ConfigurableApplicationContext _ =
        pipeline.context(WebApplicationType.SERVLET, "scheduler")) {
      pipeline.await(COMPLETED + " > 0", PATIENCE);
      assertThat(number(TRIGGERS.formatted("scrape/premier"))).isZero();

      mark("paused_at = null", "premier");
      pipeline.await("select (" + TRIGGERS.formatted("scrape/premier") + ") = 1", LOOKS);
      pipeline.await(
          "select exists (select from scrape_runs join shops on shops.id = shop_id where code ="
              + " 'premier' and status = 'COMPLETED')",
          PATIENCE);

      // One that cannot be read changes nothing, and a later one counts.
      Files.writeString(shops.resolve("broken.yml"), "shops: {half: {");
      Files.writeString(shops.resolve("corner.yml"), CORNER);
      Thread.sleep(6_000);
      assertThat(number(TRIGGERS.formatted("scrape/corner"))).isZero();
      assertThat(number(TRIGGERS.formatted("scrape/premier"))).isEqualTo(1);
      Files.delete(shops.resolve("broken.yml"));
      pipeline.await("select (" + TRIGGERS.formatted("scrape/corner") + ") = 1", LOOKS);

      mark("paused_at = now()", "seasons");
      mark("removed_at = now()", "premier");
      pipeline.await(
          "select not exists (select from qrtz_triggers where trigger_name in ('scrape/seasons',"
              + " 'scrape/premier'))",
          LOOKS);
      assertThat(number(TRIGGERS.formatted("scrape/corner"))).isEqualTo(1);
      assertThat(number(TRIGGERS.formatted("load"))).isEqualTo(1);
    } finally {
      pipeline.set("SKATESTOCK_SHOPS_DIR", "");
    }
  }

  private void mark(String what, String shop) {
    pipeline
        .database()
        .sql("update shops set " + what + " where code = :shop")
        .param("shop", shop)
        .update();
  }

  /** An empty database in which every shop but seasons rests. */
  private void rest(String resting) throws Exception {
    pipeline.exchange();
    try (ConfigurableApplicationContext context = pipeline.context(WebApplicationType.NONE)) {
      assertThat(context.getBean(Shops.class).ids()).contains(resting);
      for (Shop shop : context.getBean(Shops.class).all()) {
        if (!shop.id().equals("seasons")) {
          pipeline
              .database()
              .sql("insert into shops (code, name, paused_at) values (:code, :code, now())")
              .param("code", shop.id())
              .update();
        }
      }
    }
  }

  private List<String> executions(String job) {
    return new ArrayList<>(
        pipeline
            .database()
            .sql(
                """
                select concat_ws(' ',
                  max(parameter_value) filter (where parameter_name = 'shop'),
                  max(parameter_value) filter (where parameter_name = 'slot'),
                  status)
                from batch_job_execution
                join batch_job_instance using (job_instance_id)
                join batch_job_execution_params using (job_execution_id)
                where job_name = :job
                group by job_execution_id
                order by job_execution_id
                """)
            .param("job", job)
            .query(String.class)
            .list());
  }

  private static String get(ConfigurableApplicationContext context, String path) throws Exception {
    String port = context.getEnvironment().getRequiredProperty("local.server.port");
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }
}
