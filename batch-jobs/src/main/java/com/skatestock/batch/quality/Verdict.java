package com.skatestock.batch.quality;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What is to be said about a run.
 *
 * @param learned whether enough whole runs of the shop were there to compare with
 * @param findings what was unusual; empty if nothing was
 */
public record Verdict(boolean learned, List<Finding> findings) {

  /** Of a run that was not read whole. */
  public static final Verdict NONE = new Verdict(false, List.of());

  /** What kind of unusual. */
  public enum Kind {
    /** Count or share outside of the learned band: nothing is delisted. */
    COVERAGE,
    /** A field that was always there is gone: the shop may have changed its pages. */
    FIELD_VANISHED
  }

  /**
   * One thing that is unusual.
   *
   * @param measure {@code products}, or a field's name
   * @param value a count, or a share from 0 to 1
   * @param low the least that is usual
   * @param high the most that is usual; empty where more is never unusual
   */
  public record Finding(
      Kind kind, String measure, double value, double low, Optional<Double> high) {
    static Finding coverage(String measure, double value, Band band) {
      return new Finding(
          Kind.COVERAGE, measure, value, Math.max(0, band.low()), Optional.of(band.high()));
    }

    static Finding vanished(String measure, double value, double usual) {
      return new Finding(Kind.FIELD_VANISHED, measure, value, usual, Optional.empty());
    }

    @Override
    public String toString() {
      String usual =
          high.map(most -> number(low) + " to " + number(most)).orElseGet(() -> number(low));
      return measure + " " + number(value) + ", usually " + usual;
    }

    private static String number(double value) {
      return value == Math.rint(value) && value > 1
          ? Long.toString((long) value)
          : String.format(Locale.ROOT, "%.2f", value);
    }
  }

  public Verdict {
    findings = List.copyOf(findings);
  }

  /** Whether count and shares are as usual; true as well if nothing was learned yet. */
  public boolean inBand() {
    return findings.stream().noneMatch(finding -> finding.kind() == Kind.COVERAGE);
  }
}
