package com.skatestock.batch.faults;

import com.skatestock.batch.faults.WireFault.Way;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * The connection to PostgreSQL fails in other ways than by a clean end: reset, cut in the middle of
 * an answer, dead without a word, slow; at a random statement of a scrape, and once more at one of
 * the attempt that follows.
 */
final class BrokenWire implements Scenario {
  private static final List<String> SHOPS = List.of(Bench.SMALL_SHOP);
  private static final Way[] WAYS = {Way.RESET, Way.CUT, Way.HALF_OPEN, Way.DELAY};
  private static final int SCRAPE_STATEMENTS = 90;
  private static final int LOAD_STATEMENTS = 250;
  private static final int MOST_BYTES = 120;

  @Override
  public String name() {
    return "wire";
  }

  @Override
  public PlantedDefect planted() {
    return Boundaries.ofScrape().planted();
  }

  /** Half-open connections are given up after two seconds here, not after ten minutes. */
  @Override
  public Map<String, String> settings() {
    return Map.of("spring.datasource.hikari.data-source-properties.socketTimeout", "2");
  }

  @Override
  public List<Integer> few() {
    return List.of(1, 2, 4);
  }

  @Override
  public Round round(Bench bench, int number, Random random) throws Exception {
    Contents leftAlone = bench.leftAlone(SHOPS);
    bench.fresh();
    Way way = WAYS[number % WAYS.length];
    boolean inScrape = number / WAYS.length % 2 == 0;
    String run = inScrape ? Bench.scrape(Bench.SMALL_SHOP) : Bench.load();
    if (!inScrape) {
      bench.complete(Bench.scrape(Bench.SMALL_SHOP));
    }
    bench.worker();
    FaultyWire wire = bench.wire();
    int faults = 0;
    long first = 0;
    StringBuilder what = new StringBuilder(way + (inScrape ? " in scrape" : " in load"));
    for (int strike = 0; strike < 2; strike++) {
      wire.arm(
          new WireFault(
              way,
              statement -> true,
              random.nextInt(inScrape ? SCRAPE_STATEMENTS : LOAD_STATEMENTS),
              random.nextInt(MOST_BYTES)));
      bench.order(run);
      if (wire.struck().isPresent()) {
        first = first == 0 ? wire.struckAt() : first;
        faults++;
        what.append(": ")
            .append(wire.struck().get(), 0, Math.min(40, wire.struck().get().length()));
      }
    }
    wire.disarm();
    bench.complete(run);
    long ended = System.nanoTime();
    bench.complete(Bench.load());
    return new Round(
        what.toString(),
        faults,
        first == 0 ? List.of() : List.of(Duration.ofNanos(ended - first)),
        bench.oracle().judge(leftAlone, Set.of()));
  }
}
