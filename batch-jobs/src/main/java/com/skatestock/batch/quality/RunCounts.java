package com.skatestock.batch.quality;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run read.
 *
 * @param products how many
 * @param fields how many of them had each field; a field that is absent was not counted
 */
record RunCounts(long products, Map<Field, Long> fields) {
  private static final EnumSet<Field> BANDED = EnumSet.of(Field.PRICE, Field.IN_STOCK);

  /** A listing may grow or shrink by a fifth, and a share by a fifth of all, without a word. */
  private static final double LEAST_WIDTH = 0.2;

  /** A field is always there if each earlier run had at least this much of its usual share. */
  private static final double ALWAYS = 0.5;

  private static final double USUAL = 0.2;
  private static final double VANISHED = 0.1;

  RunCounts {
    fields = Map.copyOf(fields);
  }

  private Optional<Double> share(Field field) {
    Long shown = fields.get(field);
    return products == 0 || shown == null
        ? Optional.empty()
        : Optional.of(shown / (double) products);
  }

  /** What is unusual about this run, compared with earlier whole ones of the shop. */
  Verdict compareWith(List<RunCounts> earlier) {
    List<Verdict.Finding> findings = new ArrayList<>();
    List<Double> counts = earlier.stream().map(run -> (double) run.products).toList();
    Optional<Band> usual =
        counts.isEmpty() ? Optional.empty() : Band.learn(counts, LEAST_WIDTH * Band.median(counts));
    usual
        .filter(band -> !band.holds((double) products))
        .ifPresent(
            band -> findings.add(Verdict.Finding.coverage("products", (double) products, band)));
    for (Field field : BANDED) {
      share(field)
          .ifPresent(
              share ->
                  Band.learn(shares(earlier, field), LEAST_WIDTH)
                      .filter(band -> !band.holds(share))
                      .ifPresent(
                          band ->
                              findings.add(Verdict.Finding.coverage(field.name(), share, band))));
    }
    for (Field field : EnumSet.complementOf(BANDED)) {
      vanished(field, shares(earlier, field)).ifPresent(findings::add);
    }
    return new Verdict(usual.isPresent(), findings);
  }

  private Optional<Verdict.Finding> vanished(Field field, List<Double> earlier) {
    if (earlier.size() < Band.LEAST_VALUES) {
      return Optional.empty();
    }
    double usual = Band.median(earlier);
    boolean always = usual >= USUAL && earlier.stream().allMatch(share -> share >= usual * ALWAYS);
    return share(field)
        .filter(share -> always && share < usual * VANISHED)
        .map(share -> Verdict.Finding.vanished(field.name(), share, usual));
  }

  private static List<Double> shares(List<RunCounts> runs, Field field) {
    return runs.stream().flatMap(run -> run.share(field).stream()).toList();
  }
}
