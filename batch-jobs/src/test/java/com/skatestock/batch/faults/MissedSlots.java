package com.skatestock.batch.faults;

import com.skatestock.batch.Child;
import java.io.IOException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Slots pass while nobody keeps the clock: the only scheduler is stopped for some of them and wakes
 * again, or is killed and started again; in every third round there are two, and both are stopped.
 * Each slot between the first scrape and the last is a run or a missed slot then, once.
 */
final class MissedSlots implements Scenario {
  private static final Duration SLOT = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration TO_END = Duration.ofSeconds(20);
  private static final int FEWEST_SLOTS = 3;
  private static final int MOST_SLOTS = 6;
  private static final List<String> SHOPS = List.of(Bench.SMALL_SHOP);

  /**
   * Many scrapes instead of one: what they counted, saw again, and told before the load of the last
   * one was done, differs and belongs there.
   */
  private static final Set<String> OFTEN = Set.of("runs", "pages", "seen", "history", "deletions");

  @Override
  public String name() {
    return "missed-slots";
  }

  @Override
  public PlantedDefect planted() {
    return new PlantedDefect(
        "of several missed slots only the last one is written down",
        "batch-jobs/src/main/java/com/skatestock/batch/job/MissedSlots.java",
        Map.of(
            "to_timestamp(floor(extract(epoch from last.slot) / :seconds) * :seconds) +"
                + " make_interval(secs => :seconds),",
            "cast(:present as timestamptz) - make_interval(secs => :seconds),"));
  }

  @Override
  public Map<String, String> settings() {
    return Map.of(
        "skatestock.watch",
        Bench.SMALL_SHOP,
        "skatestock.scrape-every",
        SLOT.toSeconds() + "s",
        "spring.quartz.properties.org.quartz.jobStore.misfireThreshold",
        "1000",
        "server.port",
        "0");
  }

  @Override
  public Round round(Bench bench, int number, Random random) throws Exception {
    Contents leftAlone = bench.leftAlone(SHOPS);
    bench.fresh();
    // The first day was no slot of this clock.
    bench.database().sql("update scrape_runs set scope = 'manual/first-day'").update();
    List<Child> schedulers = new ArrayList<>();
    schedulers.add(bench.start("scheduler"));
    if (number % 3 == 2) {
      schedulers.add(bench.start("scheduler"));
    }
    awaitRunAfter(bench, schedulers, Instant.EPOCH);
    Thread.sleep(random.nextLong(SLOT.toMillis()));
    Duration away = SLOT.multipliedBy(random.nextInt(FEWEST_SLOTS, MOST_SLOTS + 1));
    boolean killed = number % 3 == 1;
    long back = standStill(bench, schedulers, killed, away);
    awaitRunAfter(bench, schedulers, Instant.now());
    long closed = System.nanoTime();
    for (Child scheduler : schedulers) {
      scheduler.signal("TERM");
    }
    for (Child scheduler : schedulers) {
      scheduler.answer(TO_END);
    }
    OpenRuns.finish(bench);
    bench.complete("load - " + Bench.SLOT + " manual/end");
    Oracle.Verdict verdict = bench.oracle().judge(leftAlone, OFTEN);
    List<String> problems = new ArrayList<>(verdict.problems());
    List<String> missed = slots(bench, "select slot::text from missed_slots");
    if (missed.size() < FEWEST_SLOTS - 1) {
      problems.add("%d slots missed in %s".formatted(missed.size(), away));
    }
    List<String> unaccounted = slots(bench, UNACCOUNTED);
    if (!unaccounted.isEmpty()) {
      problems.add("slots that are not accounted for once: " + unaccounted);
    }
    return new Round(
        "%d scheduler(s) %s for %s: %d slots missed"
            .formatted(schedulers.size(), killed ? "killed" : "stopped", away, missed.size()),
        missed.size(),
        List.of(Duration.ofNanos(closed - back)),
        new Oracle.Verdict(
            problems, verdict.lost() + unaccounted.size(), verdict.doubled(), verdict.repeated()));
  }

  private static final String UNACCOUNTED =
      """
      with clocked as (
        select slot from scrape_runs where scope = 'scheduled'
      )
      select slots.slot::text
      from (select min(slot) as first, max(slot) as last from clocked) as span
      cross join lateral generate_series(span.first, span.last, interval '%d seconds') as slots (slot)
      where (select count(*) from clocked where clocked.slot = slots.slot)
        + (select count(*) from missed_slots where missed_slots.slot = slots.slot) <> 1
      """
          .formatted(SLOT.toSeconds());

  /** Nobody keeps the clock for that long; tells when it was kept again. */
  private static long standStill(Bench bench, List<Child> schedulers, boolean killed, Duration away)
      throws Exception {
    if (killed) {
      schedulers.removeFirst().kill();
      Thread.sleep(away.toMillis());
      schedulers.add(bench.start("scheduler"));
      return System.nanoTime();
    }
    schedulers.forEach(scheduler -> scheduler.signal("STOP"));
    Thread.sleep(away.toMillis());
    schedulers.forEach(scheduler -> scheduler.signal("CONT"));
    return System.nanoTime();
  }

  private static List<String> slots(Bench bench, String question) {
    return bench.database().sql(question).query((row, index) -> row.getString(1)).list();
  }

  private static void awaitRunAfter(Bench bench, List<Child> schedulers, Instant slot)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!bench
        .database()
        .sql(
            """
            select exists (
              select from scrape_runs where status = 'COMPLETED' and scope = 'scheduled' and slot > :slot)
            """)
        .param("slot", Timestamp.from(slot))
        .query(Boolean.class)
        .single()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "No run after %s: %s".formatted(slot, schedulers.getFirst().tail()));
      }
      Thread.sleep(50);
    }
  }
}
