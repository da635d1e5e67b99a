package com.skatestock.batch.quality;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What is usual, learned from earlier values: their median plus and minus six times the median
 * absolute deviation, scaled to a standard deviation (1.4826: Rousseeuw and Croux, "Alternatives to
 * the Median Absolute Deviation", 1993), or a least width if they differ by less.
 *
 * <p>A median follows a new level as soon as half of the values have it, and no single odd run
 * moves it.
 */
public record Band(double low, double median, double high) {
  /** With fewer values nothing is known. */
  static final int LEAST_VALUES = 5;

  private static final double DEVIATIONS = 6 * 1.4826;

  /**
   * The band of {@code values}; empty if they are too few.
   *
   * @param leastWidth to each side of the median
   */
  static Optional<Band> learn(List<Double> values, double leastWidth) {
    if (values.size() < LEAST_VALUES) {
      return Optional.empty();
    }
    double middle = median(values);
    double deviation = median(values.stream().map(value -> Math.abs(value - middle)).toList());
    double width = Math.max(leastWidth, DEVIATIONS * deviation);
    return Optional.of(new Band(middle - width, middle, middle + width));
  }

  /** The middle one, or the mean of the two in the middle. */
  static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  boolean holds(double value) {
    return value >= low && value <= high;
  }
}
