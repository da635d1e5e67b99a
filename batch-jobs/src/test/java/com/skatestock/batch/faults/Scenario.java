package com.skatestock.batch.faults;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A kind of fault, and a round of work in which it happens. */
interface Scenario {
  String name();

  /** One round on a fresh pipeline. */
  Round round(Bench bench, int number, Random random) throws Exception;

  /** A mistake that a round of this scenario must bring to light. */
  PlantedDefect planted();

  /** What the programs of this scenario are told beyond the usual. */
  default Map<String, String> settings() {
    return Map.of();
  }

  /**
   * How many rounds there are: {@link Round#over} after the last one, if it is not known before.
   */
  default int rounds() {
    return Integer.MAX_VALUE;
  }

  /** The rounds of the short form. */
  default List<Integer> few() {
    return List.of(0);
  }

  /**
   * The round in which a planted defect is looked for next: 0, 128, 64, 192, 32, …; where it shows
   * in some rounds only, they come soon.
   *
   * @param i counted from 0
   */
  default int plantedRound(int i) {
    return i < 256 ? Integer.reverse(i) >>> 24 : i;
  }

  /** Why it cannot run here; empty text if it can. */
  default String impossible() {
    return "";
  }

  /**
   * What came of a round.
   *
   * @param what happened, for people
   * @param faults how many were injected
   * @param recoveries from each fault to the end of the run that it broke
   */
  record Round(String what, int faults, List<Duration> recoveries, Oracle.Verdict verdict) {
    static final String NOTHING_LEFT = "nothing left to strike";

    /** A round that had nothing to strike any more. */
    static Round over(Oracle.Verdict verdict) {
      return new Round(NOTHING_LEFT, 0, List.of(), verdict);
    }
  }
}
