package com.skatestock.batch.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is learned from a shop's earlier runs, and what is unusual. */
class RunCountsTest {
  private static RunCounts run(long products) {
    return run(products, 1, 0.6, 0.9);
  }

  private static RunCounts run(long products, double priced, double inStock, double branded) {
    return new RunCounts(
        products,
        Map.of(
            Field.PRICE, Math.round(products * priced),
            Field.IN_STOCK, Math.round(products * inStock),
            Field.BRAND, Math.round(products * branded)));
  }

  private static List<RunCounts> earlier(int runs) {
    return Collections.nCopies(runs, run(1_000));
  }

  private static List<String> findings(RunCounts run, List<RunCounts> earlier) {
    return run.compareWith(earlier).findings().stream().map(Verdict.Finding::toString).toList();
  }

  @Test
  void fourRunsAreTooFewToLearnFrom() {
    Verdict verdict = run(10).compareWith(earlier(4));
    assertThat(verdict).isEqualTo(new Verdict(false, List.of()));
    assertThat(verdict.inBand()).isTrue();
  }

  @Test
  void aFifthMoreOrLessIsUsual() {
    assertThat(run(800).compareWith(earlier(5))).isEqualTo(new Verdict(true, List.of()));
    assertThat(run(1_200).compareWith(earlier(5)).inBand()).isTrue();
  }

  @Test
  void aCountOutsideOfTheBandIsUnusual() {
    assertThat(findings(run(799), earlier(5))).containsExactly("products 799, usually 800 to 1200");
    assertThat(findings(run(1_201), earlier(5)))
        .containsExactly("products 1201, usually 800 to 1200");
    assertThat(run(799).compareWith(earlier(5)).inBand()).isFalse();
  }

  @Test
  void aShopThatChangesMuchHasAWiderBand() {
    List<RunCounts> restless = List.of(run(1_000), run(900), run(1_100), run(950), run(1_050));
    // median 1000, median deviation 50: 1000 - 6 * 1.4826 * 50
    assertThat(run(556).compareWith(restless).inBand()).isTrue();
    assertThat(run(555).compareWith(restless).inBand()).isFalse();
  }

  @Test
  void noSingleOddRunMovesTheBand() {
    List<RunCounts> runs = new ArrayList<>(earlier(10));
    runs.add(3, run(5));
    assertThat(findings(run(5), runs)).containsExactly("products 5, usually 800 to 1200");
  }

  @Test
  void aLevelThatLastsForHalfOfTheRunsIsTheNewOne() {
    List<RunCounts> runs = new ArrayList<>(Collections.nCopies(9, run(400)));
    runs.addAll(earlier(11));
    assertThat(run(400).compareWith(runs).inBand()).isFalse();
    runs.add(0, run(400));
    runs.removeLast();
    assertThat(run(400).compareWith(runs).inBand()).isTrue();
  }

  @Test
  void sharesWithPriceAndInStockHaveBandsOfTheirOwn() {
    assertThat(findings(run(1_000, 0.7, 0.6, 0.9), earlier(5)))
        .containsExactly("PRICE 0.70, usually 0.80 to 1.20");
    assertThat(findings(run(1_000, 1, 0.05, 0.9), earlier(5)))
        .containsExactly("IN_STOCK 0.05, usually 0.40 to 0.80");
    assertThat(findings(run(1_000, 1, 1, 0.9), earlier(5)))
        .containsExactly("IN_STOCK 1.00, usually 0.40 to 0.80");
  }

  @Test
  void aFieldThatWasAlwaysThereAndIsGoneIsNoticedButStopsNothing() {
    Verdict verdict = run(1_000, 1, 0.6, 0.05).compareWith(earlier(5));
    assertThat(verdict.findings())
        .extracting(Verdict.Finding::kind, Verdict.Finding::measure)
        .containsExactly(tuple(Verdict.Kind.FIELD_VANISHED, "BRAND"));
    assertThat(verdict.inBand()).isTrue();
    assertThat(findings(run(1_000, 1, 0.6, 0.1), earlier(5))).isEmpty();
  }

  @Test
  void aFieldThatWasThereNowAndThenMayGo() {
    List<RunCounts> runs = new ArrayList<>(earlier(5));
    runs.set(2, run(1_000, 1, 0.6, 0.4));
    assertThat(findings(run(1_000, 1, 0.6, 0), runs)).isEmpty();
  }

  @Test
  void anEmptyRunIsJudgedByItsCount() {
    assertThat(findings(run(0), earlier(5))).containsExactly("products 0.00, usually 800 to 1200");
  }
}
