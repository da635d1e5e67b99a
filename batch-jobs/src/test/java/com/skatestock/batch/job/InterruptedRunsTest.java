package com.skatestock.batch.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.skatestock.batch.Child;
import com.skatestock.local.shop.BadManner.Slow;
import com.skatestock.local.shop.Misbehaviour;
import com.skatestock.local.shop.SimulatedShop;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Scrapes of six slow pages that are paused, told to end, stopped and given up on the way. */
@Timeout(240)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InterruptedRunsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Between two pages: time to be told something, or to be overtaken. */
  private static final String DELAY = "600ms";

  @SuppressWarnings("NullAway.Init")
  private Pipeline pipeline;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    pipeline = new Pipeline(folder, SimulatedShop.shopify("seasons", 1_400));
    pipeline.set("skatestock.shop-delay", DELAY);
  }

  @AfterAll
  void stop() throws Exception {
    pipeline.close();
  }

  @Test
  void stopsAfterItsChunkWhenToldToEndAndGoesOnThere() throws Exception {
    Child told = scrape("2026-11-20T12:00:00Z");
    awaitPublished("2026-11-20T12:00:00Z", 2);

    long begun = System.nanoTime();
    told.signal("TERM");

    assertThat(told.process().waitFor(20, TimeUnit.SECONDS)).as(told.tail()).isTrue();
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
    assertThat(told.exitCode()).isIn(75, 143);
    assertThat(statuses("2026-11-20T12:00:00Z")).containsExactly("STOPPED");
    assertThat(runStatus("2026-11-20T12:00:00Z")).isEqualTo("STOPPED");
    assertThat(leases()).isZero();

    Child again = scrape("2026-11-20T12:00:00Z");
    assertThat(again.answer(PATIENCE)).contains("\"state\":\"completed\"");
    assertThat(statuses("2026-11-20T12:00:00Z")).containsExactly("STOPPED", "COMPLETED");
    assertThatEachPageCountsOnce("2026-11-20T12:00:00Z");
  }

  /** The shop takes a minute for its next page, and the operator has no patience. */
  @Test
  void endsWithinTwentySecondsThoughTheShopIsSlowAndIsToldTwice() throws Exception {
    Child told = scrape("2026-11-20T14:00:00Z");
    awaitPublished("2026-11-20T14:00:00Z", 1);
    pipeline
        .shops()
        .manners("seasons")
        .add(Misbehaviour.always(new Slow(Duration.ofSeconds(60), Duration.ZERO)));
    Thread.sleep(1_500);

    long begun = System.nanoTime();
    told.signal("TERM");
    Thread.sleep(1_000);
    told.signal("TERM");

    assertThat(told.process().waitFor(20, TimeUnit.SECONDS)).as(told.tail()).isTrue();
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
    pipeline.shops().manners("seasons").clear();
    assertThat(statuses("2026-11-20T14:00:00Z")).containsExactly("STOPPED");
    assertThat(runStatus("2026-11-20T14:00:00Z")).isEqualTo("STOPPED");
    assertThat(leases()).isZero();

    assertThat(scrape("2026-11-20T14:00:00Z").answer(PATIENCE)).contains("\"state\":\"completed\"");
    assertThatEachPageCountsOnce("2026-11-20T14:00:00Z");
  }

  /** One partition is in work, chunk by chunk; another is held by somebody else. */
  @Test
  void aLoadThatWorksAndWaitsEndsWithinTwentySecondsToo() throws Exception {
    assertThat(scrape("2026-11-20T15:00:00Z").answer(PATIENCE)).contains("\"state\":\"completed\"");
    pipeline.set("skatestock.load-chunk-variants", "1");
    pipeline.set("skatestock.lease-patience", "60s");
    pipeline
        .database()
        .sql(
            """
            insert into leases (name, owner, epoch, expires_at)
            values ('load/product-events/0', 'another', nextval('lease_epochs'), now() + interval '1 hour')
            """)
        .update();
    Child load = pipeline.start("run", "load", "--scope", "manual/told", "--format", "json");
    pipeline.await("select count(*) > 20 from products", PATIENCE);

    long begun = System.nanoTime();
    load.signal("TERM");

    assertThat(load.process().waitFor(20, TimeUnit.SECONDS)).as(load.tail()).isTrue();
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
    assertThat(newestStatus()).as(load.tail()).isEqualTo("STOPPED");
    pipeline.database().sql("delete from leases where owner = 'another'").update();
    assertThat(leases()).isZero();

    pipeline.set("skatestock.load-chunk-variants", "400");
    pipeline.set("skatestock.lease-patience", "20s");
    Child again = pipeline.start("run", "load", "--scope", "manual/told", "--format", "json");
    assertThat(again.answer(PATIENCE)).as(again.tail()).contains("\"state\":\"completed\"");
    assertThat(pipeline.database().sql("select count(*) from products").query(Long.class).single())
        .isEqualTo(1_400);
  }

  private String newestStatus() {
    return pipeline
        .database()
        .sql("select status from batch_job_execution order by job_execution_id desc limit 1")
        .query(String.class)
        .single();
  }

  @Test
  void aPausedProcessIsFencedWhenAnotherHasTakenOver() throws Exception {
    Child paused = scrape("2026-11-20T12:30:00Z");
    awaitPublished("2026-11-20T12:30:00Z", 2);
    paused.signal("STOP");

    Child other = scrape("2026-11-20T12:30:00Z");
    awaitPublished("2026-11-20T12:30:00Z", 4);
    paused.signal("CONT");

    assertThat(other.answer(PATIENCE)).as(other.tail()).contains("\"state\":\"completed\"");
    assertThat(paused.answer(PATIENCE))
        .as(paused.tail())
        .contains("\"state\":\"running-elsewhere\"");
    assertThat(paused.exitCode()).isZero();
    assertThat(statuses("2026-11-20T12:30:00Z")).containsExactly("FAILED", "COMPLETED");
    assertThatEachPageCountsOnce("2026-11-20T12:30:00Z");
  }

  @Test
  void operatorsStopRestartAndAbandonRuns() throws Exception {
    pipeline.set("skatestock.shop-delay", "3s");
    Child run = scrape("2026-11-20T13:00:00Z");
    pipeline.set("skatestock.shop-delay", DELAY);
    awaitPublished("2026-11-20T13:00:00Z", 1);
    String id = newest();

    assertThat(skatestock("jobs", "stop", id)).isEqualTo("Run " + id + " was asked to stop\n");
    assertThat(run.answer(PATIENCE)).contains("stopped; starting it again goes on there");
    assertThat(run.exitCode()).as(run.tail()).isEqualTo(75);
    assertThat(skatestock("jobs", "list", "--last", "1"))
        .contains("seasons  2026-11-20T13:00:00Z  scheduled  STOPPED");
    assertThat(skatestock("jobs", "show", id)).contains("scheduled: STOPPED").contains("pages");
    assertThat(skatestock("jobs", "restart", id)).endsWith("scheduled: completed\n");
    assertThat(skatestock("jobs", "restart", id)).endsWith("already-complete (nothing was done)\n");
    assertThatEachPageCountsOnce("2026-11-20T13:00:00Z");

    Child killed = scrape("2026-11-20T13:30:00Z");
    awaitPublished("2026-11-20T13:30:00Z", 1);
    String broken = newest();
    killed.signal("KILL");
    killed.process().waitFor();
    Thread.sleep(1_500);

    assertThat(runStatus("2026-11-20T13:30:00Z")).isEqualTo("RUNNING");
    assertThat(skatestock("jobs", "abandon", broken)).isEqualTo("Run " + broken + " is given up\n");
    assertThat(runStatus("2026-11-20T13:30:00Z")).isEqualTo("FAILED");
    Child refused = scrape("2026-11-20T13:30:00Z");
    assertThat(refused.answer(PATIENCE)).contains("it was given up");
    assertThat(refused.exitCode()).isEqualTo(65);
  }

  private Child scrape(String slot) throws Exception {
    return pipeline.start("run", "scrape", "--shop", "seasons", "--slot", slot, "--format", "json");
  }

  private String skatestock(String... arguments) throws Exception {
    Child command = pipeline.start(arguments);
    String answer = command.answer(PATIENCE);
    assertThat(command.exitCode()).as(command.tail()).isZero();
    return answer;
  }

  private void awaitPublished(String slot, int pages) throws Exception {
    pipeline.await(
        "select exists (select from scrape_runs where slot = '%s' and next_page >= %d)"
            .formatted(slot, pages),
        PATIENCE);
  }

  private String newest() {
    return pipeline
        .database()
        .sql("select max(job_execution_id)::text from batch_job_execution")
        .query(String.class)
        .single();
  }

  private List<String> statuses(String slot) {
    return new ArrayList<>(
        pipeline
            .database()
            .sql(
                """
                select status
                from batch_job_execution
                join batch_job_execution_params as parameters using (job_execution_id)
                where parameter_name = 'slot' and parameter_value = :slot
                order by job_execution_id
                """)
            .param("slot", slot)
            .query(String.class)
            .list());
  }

  private String runStatus(String slot) {
    return pipeline
        .database()
        .sql("select status from scrape_runs where slot = cast(:slot as timestamptz)")
        .param("slot", slot)
        .query(String.class)
        .single();
  }

  private long leases() {
    return pipeline.database().sql("select count(*) from leases").query(Long.class).single();
  }

  private void assertThatEachPageCountsOnce(String slot) {
    assertThat(
            pipeline
                .database()
                .sql(
                    """
                    select concat_ws(' ', runs.status, complete, next_page, runs.pages, runs.products, count(*), sum(pages.products))
                    from scrape_runs as runs
                    join pages on run_id = runs.id
                    where slot = cast(:slot as timestamptz)
                    group by runs.id
                    """)
                .param("slot", slot)
                .query(String.class)
                .single())
        .isEqualTo("COMPLETED t 6 6 1400 6 1400");
  }
}
