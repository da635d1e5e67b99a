package com.skatestock.batch.load;

import com.skatestock.contracts.ProductEvent;
import com.skatestock.contracts.VariantRecord;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Random facts, and the rows that they must give, worked out without a database. */
final class FactModel {
  private static final Instant BEGIN = Instant.parse("2026-03-01T00:00:00Z");
  private static final Comparator<Told> OLDEST_FIRST =
      Comparator.comparing(Told::at)
          .thenComparingInt(Told::parserVersion)
          .thenComparing(FactModel::eventId);

  /** An observation, a product seen again as it was told, or a scrape that missed the product. */
  sealed interface Fact {
    record Observed(Told told) implements Fact {}

    record Seen(Told told, Instant at) implements Fact {}

    record Missed(String product, Instant at) implements Fact {}
  }

  private FactModel() {}

  static String product(Fact fact) {
    return switch (fact) {
      case Fact.Observed(Told told) -> told.product();
      case Fact.Seen(Told told, Instant _) -> told.product();
      case Fact.Missed(String product, Instant _) -> product;
    };
  }

  static Instant at(Fact fact) {
    return switch (fact) {
      case Fact.Observed(Told told) -> told.at();
      case Fact.Seen(Told _, Instant at) -> at;
      case Fact.Missed(String _, Instant at) -> at;
    };
  }

  static Instant hour(int hour) {
    return BEGIN.plus(Duration.ofHours(hour));
  }

  static ProductEvent event(Fact fact) {
    return switch (fact) {
      case Fact.Seen(Told told, Instant at) -> Told.seen(at.toString(), told);
      case Fact.Observed(Told told) -> told.full();
      case Fact.Missed(String product, Instant at) -> Told.deleted(product, at.toString());
    };
  }

  static Set<String> expectedHistory(List<Fact> facts) {
    Map<String, Told> latest = new TreeMap<>();
    observed(facts)
        .forEach(
            told ->
                told.variants()
                    .forEach(
                        variant ->
                            latest.put(
                                told.product() + " " + variant.getVariantId() + " " + told.at(),
                                told)));
    Set<String> lines = new TreeSet<>();
    latest.forEach(
        (key, told) ->
            lines.add(
                key
                    + " "
                    + price(told, key.split(" ", -1)[1])
                    + " "
                    + told.parserVersion()
                    + " "
                    + eventId(told)));
    return lines;
  }

  static Set<String> expectedState(List<Fact> facts) {
    Set<String> lines = new TreeSet<>();
    Map<String, List<Told>> products = new TreeMap<>();
    observed(facts)
        .forEach(
            told -> products.computeIfAbsent(told.product(), _ -> new ArrayList<>()).add(told));
    products.forEach(
        (product, observations) -> {
          Told newest = observations.getLast();
          String missed =
              facts.stream()
                  .filter(
                      fact ->
                          fact instanceof Fact.Missed(String of, Instant _) && of.equals(product))
                  .map(fact -> ((Fact.Missed) fact).at())
                  .max(Comparator.naturalOrder())
                  .map(Instant::toString)
                  .orElse("-");
          Optional<Fact.Seen> seen = latestSeen(facts, product);
          Map<String, SortedMap<Instant, VariantRecord>> histories = histories(observations);
          Map<String, Map<Instant, String>> suspects = new TreeMap<>();
          histories.forEach((variant, history) -> suspects.put(variant, suspects(history)));
          Map<String, Told> variants = new TreeMap<>();
          observations.forEach(
              told -> told.variants().forEach(v -> variants.put(v.getVariantId(), told)));
          boolean anySuspect =
              variants.entrySet().stream()
                  .anyMatch(
                      each ->
                          suspects
                              .getOrDefault(each.getKey(), Map.of())
                              .containsKey(each.getValue().at()));
          boolean trusted =
              !anySuspect
                  && seen.map(
                          last ->
                              !last.at().isAfter(newest.at())
                                  || last.told().state().equals(newest.state()))
                      .orElse(true);
          lines.add(
              String.join(
                  " ",
                  "product",
                  product,
                  observations.getFirst().at().toString(),
                  seen.map(Fact.Seen::at)
                      .filter(at -> at.isAfter(newest.at()))
                      .orElse(newest.at())
                      .toString(),
                  missed,
                  eventId(newest),
                  eventId(newest),
                  trusted ? "trusted" : "doubted"));
          variants.forEach(
              (variant, told) ->
                  lines.add(
                      String.join(
                          " ",
                          "variant",
                          product,
                          variant,
                          price(told, variant),
                          eventId(told),
                          suspects.getOrDefault(variant, Map.of()).getOrDefault(told.at(), "-"))));
          suspects.forEach(
              (variant, times) ->
                  times.forEach(
                      (at, reason) ->
                          lines.add(
                              String.join(
                                  " ", "suspect", product, variant, at.toString(), reason))));
        });
    return lines;
  }

  /** The latest one, as the loader orders them. */
  private static Optional<Fact.Seen> latestSeen(List<Fact> facts, String product) {
    return facts.stream()
        .filter(fact -> fact instanceof Fact.Seen && product(fact).equals(product))
        .map(Fact.Seen.class::cast)
        .max(
            Comparator.comparing(Fact.Seen::at)
                .thenComparing(seen -> HexFormat.of().formatHex(event(seen).getEventId().bytes())));
  }

  /** Each variant's believed reading of each moment. */
  private static Map<String, SortedMap<Instant, VariantRecord>> histories(List<Told> observations) {
    Map<String, SortedMap<Instant, VariantRecord>> histories = new TreeMap<>();
    observations.forEach(
        told ->
            told.variants()
                .forEach(
                    variant ->
                        histories
                            .computeIfAbsent(variant.getVariantId(), _ -> new TreeMap<>())
                            .put(told.at(), variant)));
    return histories;
  }

  /** What is not believed, and why: neither the last believed price nor the next one agrees. */
  private static Map<Instant, String> suspects(SortedMap<Instant, VariantRecord> history) {
    Map<Instant, String> suspects = new TreeMap<>();
    List<Map.Entry<Instant, VariantRecord>> facts = new ArrayList<>(history.entrySet());
    facts.removeIf(fact -> fact.getValue().getPrice() == null);
    VariantRecord believed = null;
    for (int i = 0; i < facts.size(); i++) {
      VariantRecord fact = facts.get(i).getValue();
      boolean zero = price(fact).signum() == 0;
      boolean fine = believed == null ? !zero : agree(believed, fact);
      boolean confirmed = i + 1 < facts.size() && agree(fact, facts.get(i + 1).getValue());
      if (fine || confirmed) {
        believed = fact;
      } else {
        suspects.put(
            facts.get(i).getKey(),
            zero
                ? "ZERO_PRICE"
                : Objects.equals(Objects.requireNonNull(believed).getCurrency(), fact.getCurrency())
                    ? "TENFOLD"
                    : "CURRENCY");
      }
    }
    return suspects;
  }

  private static BigDecimal price(VariantRecord variant) {
    return Objects.requireNonNull(variant.getPrice());
  }

  private static boolean agree(VariantRecord one, VariantRecord other) {
    if (!Objects.equals(one.getCurrency(), other.getCurrency())) {
      return false;
    }
    BigDecimal low = price(one).min(price(other));
    BigDecimal high = price(one).max(price(other));
    return low.signum() == 0
        ? high.signum() == 0
        : high.compareTo(low.multiply(BigDecimal.TEN)) < 0;
  }

  /** In the order in which they count. */
  private static List<Told> observed(List<Fact> facts) {
    return facts.stream()
        .filter(Fact.Observed.class::isInstance)
        .map(fact -> ((Fact.Observed) fact).told())
        .sorted(OLDEST_FIRST)
        .toList();
  }

  private static String price(Told told, String variant) {
    return told.variants().stream()
        .filter(each -> each.getVariantId().equals(variant))
        .map(each -> String.valueOf(each.getPrice()))
        .findFirst()
        .orElseThrow();
  }

  private static String eventId(Told told) {
    return HexFormat.of().formatHex(told.full().getEventId().bytes());
  }

  private static VariantRecord variant(String id, String price, String currency) {
    VariantRecord variant = Told.variant(id, price.equals("none") ? "1" : price, currency);
    if (price.equals("none")) {
      variant.setPrice(null);
    }
    return variant;
  }

  /** Up to 25 facts of two products in six hours. */
  static Arbitrary<List<Fact>> facts() {
    Arbitrary<String> products = Arbitraries.of("deck", "wheels");
    Arbitrary<Instant> moments =
        Arbitraries.integers().between(0, 5).map(hour -> BEGIN.plus(Duration.ofHours(hour)));
    Arbitrary<VariantRecord> variants =
        Combinators.combine(
                Arbitraries.of("a", "b"),
                Arbitraries.frequencyOf(
                    Tuple.of(3, Arbitraries.of("10", "20", "30")),
                    Tuple.of(3, Arbitraries.of("100", "300", "2000")),
                    Tuple.of(1, Arbitraries.of("0")),
                    Tuple.of(1, Arbitraries.just("none"))),
                Arbitraries.frequencyOf(
                    Tuple.of(5, Arbitraries.just("USD")), Tuple.of(1, Arbitraries.just("EUR"))))
            .as(FactModel::variant);
    Arbitrary<Fact> observations =
        Combinators.combine(
                products,
                moments,
                Arbitraries.integers().between(1, 2),
                variants
                    .list()
                    .uniqueElements(VariantRecord::getVariantId)
                    .ofMinSize(1)
                    .ofMaxSize(2))
            .as(Told::new)
            .map(Fact.Observed::new);
    Arbitrary<Fact> seen =
        Combinators.combine(observations, moments)
            .as((fact, at) -> new Fact.Seen(((Fact.Observed) fact).told(), at));
    Arbitrary<Fact> misses = Combinators.combine(products, moments).as(Fact.Missed::new);
    return Arbitraries.frequencyOf(
            Tuple.of(6, observations), Tuple.of(2, seen), Tuple.of(1, misses))
        .list()
        .ofMinSize(1)
        .ofMaxSize(25);
  }
}
