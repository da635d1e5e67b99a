package com.skatestock.batch.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Rounds of scenarios on a bench; each leaves a line. */
final class Campaign {
  /** A planted defect must show within so many rounds. */
  private static final int MOST_PLANTED = 400;

  private static final String BROKE_OFF = "broke off";

  private final Bench bench;
  private final Results results;
  private final long seed;

  Campaign(Bench bench, Results results, long seed) {
    this.bench = bench;
    this.results = results;
    this.seed = seed;
  }

  /**
   * So many rounds in sum with those that the results hold already, or fewer if there are no more.
   *
   * @return how many rounds found something
   */
  int rounds(Scenario scenario, int inSum) throws Exception {
    if (!scenario.impossible().isEmpty()) {
      results.skipped(scenario.name(), scenario.impossible());
      return 0;
    }
    bench.begin(scenario.settings(), null);
    int bad = 0;
    for (int number = 0; number < Math.min(inSum, scenario.rounds()); number++) {
      if (results.has(scenario.name(), number)) {
        continue;
      }
      Results.Line line = round(scenario, number, null);
      if (line.over() && line.problems().isEmpty()) {
        break;
      }
      results.add(line);
      bad += line.problems().isEmpty() ? 0 : 1;
    }
    return bad;
  }

  /**
   * The scenario's rounds of the short form.
   *
   * @return how many found something
   */
  int few(Scenario scenario) throws Exception {
    if (!scenario.impossible().isEmpty()) {
      results.skipped(scenario.name(), scenario.impossible());
      return 0;
    }
    bench.begin(scenario.settings(), null);
    int bad = 0;
    for (int number : scenario.few()) {
      Results.Line line = round(scenario, number, null);
      results.add(line);
      bad += line.problems().isEmpty() ? 0 : 1;
    }
    return bad;
  }

  /** Rounds with the planted defect until one brings it to light; false if none does. */
  boolean planted(Scenario scenario) throws Exception {
    if (!scenario.impossible().isEmpty()) {
      return true;
    }
    PlantedDefect defect = scenario.planted();
    Path doctored;
    try {
      doctored = defect.plant(bench.folder(), bench.programs().classPath());
    } catch (IllegalStateException notPlanted) {
      System.err.println(notPlanted.getMessage());
      return false;
    }
    bench.begin(scenario.settings(), doctored);
    for (int i = 0; i < Math.min(MOST_PLANTED, scenario.rounds()); i++) {
      Results.Line line = round(scenario, scenario.plantedRound(i), defect.says());
      // What broke the round off may be the bench's own trouble: it proves nothing.
      if (!line.problems().isEmpty() && !line.what().equals(BROKE_OFF)) {
        results.add(line);
        return true;
      }
    }
    results.add(
        new Results.Line(
            scenario.name(),
            0,
            seed,
            defect.says(),
            "no round",
            0,
            List.of(),
            0,
            0,
            0,
            List.of(),
            0));
    return false;
  }

  private Results.Line round(Scenario scenario, int number, @Nullable String planted) {
    long begun = System.nanoTime();
    // Random's first numbers are alike where seeds are: a splittable one scatters them.
    long scattered = seed * 31 + scenario.name().hashCode() + number * 7919L;
    Random random = new Random(new SplittableRandom(scattered).nextLong());
    try {
      Scenario.Round round = scenario.round(bench, number, random);
      return new Results.Line(
          scenario.name(),
          number,
          seed,
          planted,
          round.what(),
          round.faults(),
          round.recoveries().stream().map(Campaign::seconds).toList(),
          round.verdict().lost(),
          round.verdict().doubled(),
          round.verdict().repeated(),
          round.verdict().problems(),
          seconds(Duration.ofNanos(System.nanoTime() - begun)));
    } catch (Exception e) {
      return new Results.Line(
          scenario.name(),
          number,
          seed,
          planted,
          e instanceof NeverEnds ? "does not end" : BROKE_OFF,
          1,
          List.of(),
          0,
          0,
          0,
          List.of(String.valueOf(e)),
          seconds(Duration.ofNanos(System.nanoTime() - begun)));
    }
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1_000.0;
  }
}
