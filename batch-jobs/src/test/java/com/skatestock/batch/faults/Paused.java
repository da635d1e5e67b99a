package com.skatestock.batch.faults;

import com.skatestock.batch.Child;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * A process is stopped (SIGSTOP) for longer than its lease lasts, another takes its work over, and
 * then it wakes up (SIGCONT) and believes that it is still in charge. It is stopped at a random
 * statement, of a scrape in even rounds, of a load in odd ones, and at a chosen one in six of
 * twelve; in every third round the other is still at work when the first one wakes.
 */
final class Paused implements Scenario {
  private static final List<String> SHOPS = List.of(Bench.SLOW_SHOPS.getFirst());
  private static final int SCRAPE_STATEMENTS = 80;
  private static final int LOAD_STATEMENTS = 100;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LEASE_AND_MORE = Duration.ofMillis(1_500);

  @Override
  public String name() {
    return "paused";
  }

  @Override
  public PlantedDefect planted() {
    return new PlantedDefect(
        "a scrape's position moves without compare-and-set and whatever the epoch",
        "batch-jobs/src/main/java/com/skatestock/batch/job/scrape/ScrapeRuns.java",
        Map.of(
            "and next_page = :expected",
            "and :expected >= 0 and :epoch > 0",
            "          and lease_epoch = :epoch\n"
                + "                \"\"\")\n"
                + "            .param(\"next\", next)",
            "\"\"\").param(\"next\", next)",
            "where scrape_runs.lease_epoch <= excluded.lease_epoch",
            ""));
  }

  /** A random statement, or in every second round one that matters most. */
  private static WireFault moment(int number, Random random) {
    return switch (number % 12) {
      case 0, 6 -> new WireFault(WireFault.Way.TELL, Paused::isLastBeforePublishing, 0, 0);
      case 3, 9 -> new WireFault(WireFault.Way.TELL, Paused::isBeforeTheFirstStep, 0, 0);
      case 1, 4 -> new WireFault(WireFault.Way.TELL, Paused::isLastOfAChunk, 2, 0);
      default ->
          WireFault.of(
              WireFault.Way.TELL,
              random.nextInt(number % 2 == 0 ? SCRAPE_STATEMENTS : LOAD_STATEMENTS));
    };
  }

  /** Of a load: woken behind the other it has nothing to do, and is not to be completed too. */
  private static boolean isBeforeTheFirstStep(String statement) {
    return statement.startsWith("INSERT INTO BATCH_STEP_EXECUTION(");
  }

  /**
   * Behind those of the starts of two steps: its row is written and locked, and the COMMIT is not
   * sent, since the answer is not heard.
   */
  private static boolean isLastOfAChunk(String statement) {
    return statement.startsWith("UPDATE BATCH_STEP_EXECUTION SET");
  }

  /** The question which products are known, and as what. */
  private static boolean isLastBeforePublishing(String statement) {
    return statement.startsWith("select") && statement.contains("trusted_fingerprints");
  }

  @Override
  public Round round(Bench bench, int number, Random random) throws Exception {
    Contents leftAlone = bench.leftAlone(SHOPS);
    bench.fresh();
    String scrape = Bench.scrape(SHOPS.getFirst());
    String run = number % 2 == 0 ? scrape : Bench.load();
    if (number % 2 == 1) {
      bench.complete(scrape);
    }
    Child first = bench.worker();
    Child other = bench.otherWorker();
    FaultyWire wire = bench.wire();
    boolean atOnce = number % 3 == 2;
    CountDownLatch stopped = new CountDownLatch(1);
    List<String> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      wire.arm(
          moment(number, random),
          () -> {
            first.signal("STOP");
            stopped.countDown();
          });
      Future<String> mine = threads.submit(() -> first.ask(run));
      if (!stopped.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException("Not stopped: " + mine.get());
      }
      Future<String> theirs = threads.submit(() -> other.ask(run));
      if (atOnce) {
        Thread.sleep(LEASE_AND_MORE);
      } else {
        answers.add(theirs.get());
      }
      first.signal("CONT");
      answers.add(mine.get());
      if (atOnce) {
        answers.add(theirs.get());
      }
    }
    long begun = wire.struckAt();
    String at = wire.struck().orElseThrow();
    bench.complete(run);
    long ended = System.nanoTime();
    bench.complete(Bench.load());
    return new Round(
        "stopped at '%s', woken %s: %s"
            .formatted(
                at.substring(0, Math.min(60, at.length())),
                atOnce ? "while the other works" : "behind the other",
                answers),
        1,
        List.of(Duration.ofNanos(ended - begun)),
        bench.oracle().judge(leftAlone, Set.of()));
  }
}
