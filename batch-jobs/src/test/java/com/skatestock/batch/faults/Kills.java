package com.skatestock.batch.faults;

import com.skatestock.batch.Child;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * {@code kill -9} at random moments of the command line's runs: while they start, scrape and load.
 * A round kills the scrape of two shops a few times, then the load; or, every other time, both at
 * once. Then they run to their end.
 */
final class Kills implements Scenario {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int MOST_ATTEMPTS = 4;
  private static final int TRY_AGAIN = 75;
  private static final String STARTING = "starting";

  /** Every so manieth kill comes before the job has begun: while the process starts. */
  private static final int EARLY = 5;

  /** A restarted run has less to do than an undisturbed one. */
  private static final double SHARE = 0.7;

  private final int scrapeKills;
  private final int loadKills;
  private final Map<String, Duration> undisturbed = new HashMap<>();

  private Kills(int scrapeKills, int loadKills) {
    this.scrapeKills = scrapeKills;
    this.loadKills = loadKills;
  }

  /** Several of each in a round, at moments within what an undisturbed run takes here. */
  static Kills many() {
    return new Kills(5, 4);
  }

  /** One of each in a round, within the first moments. */
  static Kills once() {
    Kills kills = new Kills(1, 1);
    for (String phase : List.of(STARTING, "scrape", "load")) {
      kills.undisturbed.put(phase, Duration.ofMillis(500));
    }
    return kills;
  }

  @Override
  public String name() {
    return "kills";
  }

  @Override
  public PlantedDefect planted() {
    return new PlantedDefect(
        "a scrape that is killed goes on behind the page at which it was",
        "batch-jobs/src/main/java/com/skatestock/batch/job/scrape/ScrapeRuns.java",
        Map.of(
            "returning id, next_page, status",
            "returning id, case when xmax = 0 then next_page else next_page + 1 end as next_page,"
                + " status"));
  }

  @Override
  public Round round(Bench bench, int number, Random random) throws Exception {
    Contents leftAlone = bench.leftAlone(Bench.SLOW_SHOPS);
    if (undisturbed.isEmpty()) {
      bench.fresh();
      measure(bench, "scrape");
      measure(bench, "load");
    }
    bench.fresh();
    List<String> killed = new ArrayList<>();
    List<Duration> recoveries = new ArrayList<>();
    if (number % 2 == 0) {
      kill(bench, "scrape", scrapeKills, random, killed, recoveries);
      kill(bench, "load", loadKills, random, killed, recoveries);
    } else {
      together(bench, random, killed, recoveries);
    }
    Oracle.Verdict verdict = bench.oracle().judge(leftAlone, Set.of());
    return new Round("killed " + killed, killed.size(), recoveries, verdict);
  }

  private void measure(Bench bench, String job) throws Exception {
    long before = OpenRuns.executions(bench, job);
    long starting = System.nanoTime();
    Child command = start(bench, job, "scheduled");
    OpenRuns.awaitAnother(bench, command, job, before);
    long begun = System.nanoTime();
    command.answer(PATIENCE);
    undisturbed.put(STARTING, Duration.ofNanos(begun - starting));
    undisturbed.put(job, Duration.ofNanos(System.nanoTime() - begun));
  }

  private void kill(
      Bench bench,
      String job,
      int most,
      Random random,
      List<String> killed,
      List<Duration> recoveries)
      throws Exception {
    long last = 0;
    for (int kill = 0; kill < most; kill++) {
      long before = OpenRuns.executions(bench, job);
      Child command = start(bench, job, "scheduled");
      boolean early = random.nextInt(EARLY) == 0;
      if (!early) {
        OpenRuns.awaitAnother(bench, command, job, before);
      }
      if (endedWithin(command, moment(early ? STARTING : job, random))) {
        break;
      }
      command.kill();
      last = System.nanoTime();
      killed.add(early ? STARTING : job);
    }
    toTheEnd(bench, job, "scheduled");
    if (last > 0) {
      recoveries.add(Duration.ofNanos(System.nanoTime() - last));
    }
  }

  /** A scrape and a load at the same time, killed at the same time. */
  private void together(Bench bench, Random random, List<String> killed, List<Duration> recoveries)
      throws Exception {
    String scope = "manual/together";
    long last = 0;
    for (int kill = 0; kill < (scrapeKills + loadKills) / 2; kill++) {
      long before = OpenRuns.executions(bench, "scrape");
      Child scrape = start(bench, "scrape", "scheduled");
      Child load = start(bench, "load", scope);
      OpenRuns.awaitAnother(bench, scrape, "scrape", before);
      boolean over = endedWithin(scrape, moment("scrape", random));
      for (Child command : List.of(scrape, load)) {
        if (command.process().isAlive()) {
          command.kill();
          last = System.nanoTime();
          killed.add(command.equals(scrape) ? "scrape" : "load");
        }
      }
      if (over) {
        break;
      }
    }
    toTheEnd(bench, "scrape", "scheduled");
    toTheEnd(bench, "load", scope);
    if (last > 0) {
      recoveries.add(Duration.ofNanos(System.nanoTime() - last));
    }
    toTheEnd(bench, "load", "scheduled");
  }

  private Duration moment(String what, Random random) {
    long longest = Objects.requireNonNull(undisturbed.get(what)).toNanos();
    return Duration.ofNanos(Math.round(longest * random.nextDouble() * SHARE));
  }

  private static boolean endedWithin(Child command, Duration moment) throws InterruptedException {
    return command.process().waitFor(moment.toNanos(), TimeUnit.NANOSECONDS);
  }

  private static Child start(Bench bench, String job, String scope) throws IOException {
    List<String> line =
        new ArrayList<>(
            List.of(
                "run", job, "--slot", Bench.SLOT.toString(), "--scope", scope, "--format", "json"));
    if (job.equals("scrape")) {
      line.addAll(List.of("--shop", String.join(",", Bench.SLOW_SHOPS)));
    }
    return bench.start(line.toArray(String[]::new));
  }

  /** Again and again, as 75 asks for: on a busy machine a process may starve in a transaction. */
  private static void toTheEnd(Bench bench, String job, String scope) throws Exception {
    String last = "";
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      Child command = start(bench, job, scope);
      last = command.answer(PATIENCE);
      boolean complete =
          last.lines()
              .allMatch(
                  line ->
                      line.contains("\"state\":\"completed\"")
                          || line.contains("\"state\":\"already-complete\""));
      if (command.exitCode() == 0 && !last.isBlank() && complete) {
        return;
      }
      if (command.exitCode() != TRY_AGAIN) {
        throw new IllegalStateException(
            "%s ended with %d: %s%n%s".formatted(job, command.exitCode(), last, command.tail()));
      }
    }
    throw new NeverEnds(job + " does not come to its end: " + last);
  }
}
