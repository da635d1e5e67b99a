package com.skatestock.batch.faults;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Between the program and PostgreSQL something breaks at the nth statement of a run whose data is
 * one chunk per page and partition: the nth round is the nth statement, until there is none left.
 * The same process then runs it again, until it is complete.
 */
final class Boundaries implements Scenario {
  private static final List<String> SHOPS = List.of(Bench.SMALL_SHOP);

  /** In the first partition with records; 88 when it was last looked at. */
  private static final int CHUNKS_END = 78;

  private final String name;
  private final boolean inScrape;
  private final boolean commits;
  private final PlantedDefect planted;

  private Boundaries(String name, boolean inScrape, boolean commits, PlantedDefect planted) {
    this.name = name;
    this.inScrape = inScrape;
    this.commits = commits;
    this.planted = planted;
  }

  /** The backend is terminated before each statement of a scrape. */
  static Boundaries ofScrape() {
    return new Boundaries(
        "scrape-boundaries",
        true,
        false,
        new PlantedDefect(
            "a scrape that goes on behind the page at which it broke off",
            "batch-jobs/src/main/java/com/skatestock/batch/job/scrape/ScrapeRuns.java",
            Map.of(
                "returning id, next_page, status",
                "returning id, case when xmax = 0 then next_page else next_page + 1 end as"
                    + " next_page, status")));
  }

  /** The backend is terminated before each statement of a load. */
  static Boundaries ofLoad() {
    return new Boundaries(
        "load-boundaries",
        false,
        false,
        new PlantedDefect(
            "the next offset is moved outside of the chunk's transaction",
            "batch-jobs/src/main/java/com/skatestock/batch/load/PartitionLoader.java",
            Map.of(
                "positions = new PartitionPositions(database);",
                """
                positions = new PartitionPositions(JdbcClient.create(
                    new org.springframework.jdbc.datasource.DelegatingDataSource(
                        java.util.Objects.requireNonNull(with.template.getDataSource()))));
                """)));
  }

  /** The answer to each COMMIT of a scrape is lost. */
  static Boundaries ofScrapeCommits() {
    return new Boundaries("scrape-commits", true, true, unknownLeftOpen());
  }

  /** The answer to each COMMIT of a load is lost. */
  static Boundaries ofLoadCommits() {
    return new Boundaries("load-commits", false, true, unknownLeftOpen());
  }

  private static PlantedDefect unknownLeftOpen() {
    return new PlantedDefect(
        "an execution whose COMMIT was not answered stays UNKNOWN, which Spring Batch never"
            + " restarts",
        "batch-jobs/src/main/java/com/skatestock/batch/job/DeadExecutions.java",
        Map.of("status.isRunning() || status == BatchStatus.UNKNOWN", "status.isRunning()"));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public PlantedDefect planted() {
    return planted;
  }

  /** One worker, so that the nth statement is the same in each round. */
  @Override
  public Map<String, String> settings() {
    return Map.of("skatestock.load-workers", "1");
  }

  /** Of about 150 statements and 40 commits in a scrape, 270 and 90 in a load. */
  @Override
  public List<Integer> few() {
    return commits ? List.of(21) : List.of(52, 78, 103);
  }

  /** Of a load's statements only the last one of a chunk shows it: the first stands about here. */
  @Override
  public int plantedRound(int i) {
    return inScrape || commits || i >= CHUNKS_END ? Scenario.super.plantedRound(i) : CHUNKS_END + i;
  }

  @Override
  public Round round(Bench bench, int number, Random random) throws Exception {
    Contents leftAlone = bench.leftAlone(SHOPS);
    bench.fresh();
    String run = inScrape ? Bench.scrape(Bench.SMALL_SHOP) : Bench.load();
    if (!inScrape) {
      bench.complete(Bench.scrape(Bench.SMALL_SHOP));
    }
    bench.worker();
    FaultyWire wire = bench.wire();
    wire.arm(
        commits ? WireFault.commitLost(number) : WireFault.of(WireFault.Way.TERMINATE, number));
    bench.complete(run);
    long ended = System.nanoTime();
    wire.disarm();
    bench.complete(Bench.load());
    Oracle.Verdict verdict = bench.oracle().judge(leftAlone, Set.of());
    return wire.struck()
        .map(
            statement ->
                new Round(
                    statement.substring(0, Math.min(80, statement.length())),
                    1,
                    List.of(Duration.ofNanos(ended - wire.struckAt())),
                    verdict))
        .orElseGet(() -> Round.over(verdict));
  }
}
