package com.skatestock.batch.faults;

import com.skatestock.batch.Child;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** The same run is started by eight processes at once: one does the work, all are content. */
final class EightStarts implements Scenario {
  private static final int STARTS = 8;
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final List<String> SHOPS = List.of(Bench.SLOW_SHOPS.getFirst());

  @Override
  public String name() {
    return "eight-starts";
  }

  @Override
  public PlantedDefect planted() {
    return new PlantedDefect(
        "a lease can be taken while another holds it",
        "batch-jobs/src/main/java/com/skatestock/batch/database/Leases.java",
        Map.of("where held.expires_at < clock_timestamp()", "where true"));
  }

  @Override
  public Round round(Bench bench, int number, Random random) throws Exception {
    Contents leftAlone = bench.leftAlone(SHOPS);
    bench.stopWorker();
    bench.fresh();
    List<Child> starts = new ArrayList<>();
    for (int start = 0; start < STARTS; start++) {
      starts.add(
          bench.start(
              "run",
              "scrape",
              "--shop",
              SHOPS.getFirst(),
              "--slot",
              Bench.SLOT.toString(),
              "--format",
              "json"));
    }
    Map<String, Integer> ends = new TreeMap<>();
    for (Child start : starts) {
      String answer = start.answer(PATIENCE);
      String state = answer.replaceAll("(?s).*\"state\":\"([^\"]*)\".*", "$1").strip();
      ends.merge(start.exitCode() + " " + state, 1, Integer::sum);
    }
    bench.complete(Bench.load());
    Oracle.Verdict verdict = bench.oracle().judge(leftAlone, Set.of());
    List<String> problems = new ArrayList<>(verdict.problems());
    if (ends.getOrDefault("0 completed", 0) != 1
        || ends.keySet().stream()
            .anyMatch(end -> !end.matches("0 (completed|already-complete|running-elsewhere)"))) {
      problems.add("the starts ended as " + ends);
    }
    return new Round(
        ends.toString(),
        STARTS,
        List.of(),
        new Oracle.Verdict(problems, verdict.lost(), verdict.doubled(), verdict.repeated()));
  }
}
