package com.skatestock.batch.faults;

import com.skatestock.batch.Child;
import java.io.IOException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * {@code kill -9}, a moment after a random statement, of the commands that make history again out
 * of what is kept: a backfill of all archived pages, or a rebuild of rows that somebody spoilt.
 * Each is started again until it ends by itself; then all is as if it had never been killed.
 */
final class KilledCommands implements Scenario {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int KILLS = 5;
  private static final int MOST_ATTEMPTS = 4;
  private static final int TRY_AGAIN = 75;

  /** From the statement to the kill. */
  private static final int LATEST_MILLIS = 40;

  /** What the operating system says of one that was killed: 128 and the signal. */
  private static final int KILLED = 137;

  private static final List<String> SHOPS =
      List.of(Bench.SLOW_SHOPS.getFirst(), Bench.SLOW_SHOPS.getLast(), Bench.SMALL_SHOP);

  /** What is killed: of each scenario one in even rounds, the other in odd ones. */
  private enum Way {
    /** All pages, under one identity. */
    BACKFILL_ALL,
    /** Those that older rules have read: fewer after each attempt. */
    BACKFILL_MISSING,
    REBUILD_FROM_ARCHIVE,
    REBUILD_FROM_TOPIC
  }

  private record Undisturbed(Contents contents, int statements) {}

  private final String name;
  private final List<Way> ways;
  private final PlantedDefect planted;
  private final Map<Way, Undisturbed> undisturbed = new HashMap<>();

  private KilledCommands(String name, List<Way> ways, PlantedDefect planted) {
    this.name = name;
    this.ways = ways;
    this.planted = planted;
  }

  static KilledCommands backfill() {
    return new KilledCommands(
        "backfill-kills",
        List.of(Way.BACKFILL_ALL, Way.BACKFILL_MISSING),
        Boundaries.ofScrape().planted());
  }

  static KilledCommands rebuild() {
    return new KilledCommands(
        "rebuild-kills",
        List.of(Way.REBUILD_FROM_ARCHIVE, Way.REBUILD_FROM_TOPIC),
        new PlantedDefect(
            "a rebuild that goes on does not load what a scrape that was done again has told",
            "batch-jobs/src/main/java/com/skatestock/batch/cli/HistoryRebuild.java",
            Map.of(
                "case JobOutcome.AlreadyComplete _ -> loadAll(\"rebuild/\" + begun.id());",
                "case JobOutcome.AlreadyComplete _ -> ExitCodes.OK;")));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public PlantedDefect planted() {
    return planted;
  }

  /** Other shops than those of the round are unknown: nothing is there to be read of them. */
  @Override
  public Map<String, String> settings() {
    return Map.of("skatestock.watch", String.join(",", SHOPS));
  }

  @Override
  public Round round(Bench bench, int number, Random random) throws Exception {
    Way way = ways.get(number % ways.size());
    Undisturbed alone = undisturbed(bench, way);
    prepare(bench, way);
    int killed = 0;
    long last = 0;
    FaultyWire wire = bench.wire();
    for (int kill = 0; kill < KILLS; kill++) {
      Child command = start(bench, way);
      int statement = random.nextInt(Math.max(1, alone.statements() * (KILLS - kill) / KILLS));
      long delay = random.nextInt(LATEST_MILLIS);
      wire.arm(
          WireFault.of(WireFault.Way.TELL, statement),
          () -> Thread.ofVirtual().start(() -> killAfter(delay, command)));
      String answer = command.answer(PATIENCE);
      wire.disarm();
      if (command.exitCode() == 0) {
        break;
      }
      if (command.exitCode() != KILLED && command.exitCode() != TRY_AGAIN) {
        throw new IllegalStateException(
            "%s ended with %d: %s%n%s".formatted(way, command.exitCode(), answer, command.tail()));
      }
      last = System.nanoTime();
      killed += command.exitCode() == KILLED ? 1 : 0;
    }
    toTheEnd(bench, way);
    long ended = System.nanoTime();
    OpenRuns.finish(bench);
    return new Round(
        "%s, killed %d times".formatted(way, killed),
        killed,
        killed == 0 ? List.of() : List.of(Duration.ofNanos(ended - last)),
        judge(bench, way, alone.contents()));
  }

  private static void killAfter(long millis, Child command) {
    try {
      Thread.sleep(millis);
      command.kill();
    } catch (InterruptedException e) {
      throw new IllegalStateException("Nobody interrupts this thread", e);
    }
  }

  private static Oracle.Verdict judge(Bench bench, Way way, Contents alone) throws Exception {
    // What the archive gives back is told again from the first day on; the topic has the second.
    Oracle oracle = way == Way.REBUILD_FROM_TOPIC ? bench.oracle() : bench.oracleOf(Instant.EPOCH);
    return oracle.judge(alone, Set.of());
  }

  private Undisturbed undisturbed(Bench bench, Way way) throws Exception {
    Undisturbed known = undisturbed.get(way);
    if (known == null) {
      Contents before = bench.leftAlone(SHOPS);
      prepare(bench, way);
      bench.wire().arm(new WireFault(WireFault.Way.TELL, _ -> false, 0, 0));
      Child command = start(bench, way);
      command.answer(PATIENCE);
      int statements = bench.wire().counted();
      bench.wire().disarm();
      if (command.exitCode() != 0) {
        toTheEnd(bench, way);
      }
      OpenRuns.finish(bench);
      boolean rebuild = way == Way.REBUILD_FROM_ARCHIVE || way == Way.REBUILD_FROM_TOPIC;
      Contents contents = rebuild ? before : Contents.of(bench.database());
      Oracle.Verdict verdict = judge(bench, way, contents);
      if (!verdict.problems().isEmpty()) {
        throw new IllegalStateException(
            "%s left alone, and yet %s%n%s".formatted(way, verdict.problems(), command.tail()));
      }
      known = new Undisturbed(contents, statements);
      undisturbed.put(way, known);
    }
    return known;
  }

  /** Two days; for a rebuild with rows that are wrong, for a backfill with pages to be read. */
  private static void prepare(Bench bench, Way way) throws Exception {
    bench.fresh();
    bench.liveTheDay(SHOPS);
    switch (way) {
      case BACKFILL_ALL -> {}
      case BACKFILL_MISSING ->
          bench.database().sql("update pages set parser_version = parser_version - 1").update();
      case REBUILD_FROM_ARCHIVE -> spoil(bench, Instant.EPOCH);
      case REBUILD_FROM_TOPIC -> spoil(bench, oldestRecord(bench));
    }
  }

  /** From here on the topic can give back what was observed. */
  private static Instant oldestRecord(Bench bench) throws InterruptedException {
    return Instant.ofEpochMilli(
        bench.topic().records().stream().mapToLong(ConsumerRecord::timestamp).min().orElseThrow());
  }

  /** As if somebody had been at the rows with a pen. */
  private static void spoil(Bench bench, Instant since) {
    for (String stroke :
        List.of(
            "update price_history set price = price + 1 where observed_at >= :since",
            "update product_variants set price = 1 where observed_at >= :since",
            "update products set title = 'spoilt' where observed_at >= :since",
            "delete from product_deletions where observed_at >= :since",
            "delete from seen_chunks where observed_at >= :since")) {
      bench.database().sql(stroke).param("since", Timestamp.from(since)).update();
    }
  }

  private static Child start(Bench bench, Way way) throws IOException {
    return switch (way) {
      case BACKFILL_ALL -> backfill(bench, "all");
      case BACKFILL_MISSING -> backfill(bench, "missing");
      case REBUILD_FROM_ARCHIVE -> bench.start("rebuild", "--from-archive");
      case REBUILD_FROM_TOPIC -> bench.start("rebuild", "--from-topic");
    };
  }

  private static Child backfill(Bench bench, String only) throws IOException {
    // The shops' clock stands still in another month than the one in which the pages are captured.
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    return bench.start(
        "backfill",
        "--from",
        today.minusDays(1).toString(),
        "--to",
        today.plusDays(1).toString(),
        "--only",
        only,
        "--parallel",
        "2");
  }

  /** Again and again, as 75 asks for. */
  private static void toTheEnd(Bench bench, Way way) throws Exception {
    String last = "";
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      Child command = start(bench, way);
      last = command.answer(PATIENCE);
      if (command.exitCode() == 0) {
        return;
      }
      if (command.exitCode() != TRY_AGAIN) {
        throw new IllegalStateException(
            "%s ended with %d: %s%n%s".formatted(way, command.exitCode(), last, command.tail()));
      }
    }
    throw new NeverEnds(way + " does not come to its end: " + last);
  }
}
