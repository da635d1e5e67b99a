package com.skatestock.batch.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.skatestock.batch.Programs;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The short form of {@code scripts/faults.sh}. */
@Timeout(240)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsTest {
  private static final long SEED = 20261120;

  /** Many starts are many JVMs, and slots take their time: not here. */
  private static final List<String> LONG_FORM_ONLY =
      List.of("kills", "eight-starts", "missed-slots", "backfill-kills", "rebuild-kills");

  @SuppressWarnings("NullAway.Init")
  private Bench bench;

  @SuppressWarnings("NullAway.Init")
  private Results results;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    bench = new Bench(folder, Programs.ofTests());
    results = new Results(folder.resolve("results.jsonl"), false);
  }

  @AfterAll
  void stop() throws Exception {
    bench.close();
  }

  static Stream<Scenario> scenarios() {
    Map<String, Scenario> all = FaultsCommand.scenarios();
    // Those whose programs are told the same come one after the other: they keep their worker.
    return Stream.concat(
            Stream.of(Kills.once()),
            all.values().stream().filter(scenario -> !LONG_FORM_ONLY.contains(scenario.name())))
        .sorted(Comparator.comparing(scenario -> new TreeMap<>(scenario.settings()).toString()));
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void losesDoublesAndInventsNothing(Scenario scenario) throws Exception {
    new Campaign(bench, results, SEED).few(scenario);

    assertThat(results.lines())
        .filteredOn(line -> line.scenario().equals(scenario.name()) && line.planted() == null)
        .allSatisfy(line -> assertThat(line.problems()).as(line.what()).isEmpty());
  }

  @Test
  void theOracleSeesAPlantedDefect() throws Exception {
    assertThat(new Campaign(bench, results, SEED).planted(Boundaries.ofScrape())).isTrue();
  }
}
