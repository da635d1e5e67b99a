package com.skatestock.batch.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.skatestock.contracts.ProductEvent;
import com.skatestock.contracts.VariantRecord;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;

/** Whatever the order of arrival and the size of the chunks, the same facts give the same rows. */
class LoadOrderProperties {
  private static final Instant BEGIN = Instant.parse("2026-03-01T00:00:00Z");
  private static final Comparator<Told> OLDEST_FIRST =
      Comparator.comparing(Told::at)
          .thenComparingInt(Told::parserVersion)
          .thenComparing(LoadOrderProperties::eventId);

  /** An observation, a product seen again as it was told, or a scrape that missed the product. */
  sealed interface Fact {
    record Observed(Told told) implements Fact {}

    record Seen(Told told, Instant at) implements Fact {}

    record Missed(String product, Instant at) implements Fact {}
  }

  private static final LoadStand STAND = new LoadStand();

  @AfterContainer
  static void close() {
    STAND.close();
  }

  @Property(tries = 60)
  void theSameFactsGiveTheSameRowsInAnyOrderAndChunks(
      @ForAll("facts") List<Fact> facts,
      @ForAll Random random,
      @ForAll @IntRange(min = 1, max = 12) int chunk) {
    List<Fact> arrival = new ArrayList<>(facts);
    // Some arrive twice.
    facts.stream().filter(_ -> random.nextInt(4) == 0).forEach(arrival::add);
    Collections.shuffle(arrival, random);
    // Only a product that is known can be seen again or missed.
    Set<String> known = new HashSet<>();
    List<Fact> first = new ArrayList<>();
    for (Fact fact : arrival) {
      if (fact instanceof Fact.Observed(Told told) && known.add(told.product())) {
        first.add(fact);
      }
    }
    arrival.removeIf(fact -> !known.contains(product(fact)));
    first.addAll(arrival);

    STAND.empty();
    STAND.publish(first.stream().map(LoadOrderProperties::event).toList());
    STAND.load(chunk);

    assertThat(history()).isEqualTo(expectedHistory(arrival));
    assertThat(state()).isEqualTo(expectedState(arrival));
  }

  private static String product(Fact fact) {
    return switch (fact) {
      case Fact.Observed(Told told) -> told.product();
      case Fact.Seen(Told told, Instant _) -> told.product();
      case Fact.Missed(String product, Instant _) -> product;
    };
  }

  private static ProductEvent event(Fact fact) {
    return switch (fact) {
      case Fact.Seen(Told told, Instant at) -> Told.seen(at.toString(), told);
      case Fact.Observed(Told told) -> told.full();
      case Fact.Missed(String product, Instant at) -> Told.deleted(product, at.toString());
    };
  }

  private static Set<String> expectedHistory(List<Fact> facts) {
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

  private static Set<String> expectedState(List<Fact> facts) {
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

  private static Set<String> history() {
    return new TreeSet<>(
        STAND
            .database
            .sql(
                """
                select products.external_id, product_variants.variant_key, price_history.*
                from price_history
                join product_variants on product_variants.id = price_history.variant_id
                join products on products.id = product_variants.product_id
                """)
            .query(
                (row, index) ->
                    String.join(
                        " ",
                        row.getString("external_id"),
                        row.getString("variant_key"),
                        row.getTimestamp("observed_at").toInstant().toString(),
                        String.valueOf(row.getString("price")),
                        row.getString("parser_version"),
                        row.getString("event_id").replace("-", "")))
            .list());
  }

  private static Set<String> state() {
    Set<String> lines =
        new TreeSet<>(
            STAND
                .database
                .sql(
                    """
                    select products.*, prints.event_id as print, exists (
                      select from trusted_fingerprints where product_id = products.id) as trusted
                    from products
                    join product_fingerprints as prints on prints.product_id = products.id
                    """)
                .query(
                    (row, index) ->
                        String.join(
                            " ",
                            "product",
                            row.getString("external_id"),
                            row.getTimestamp("first_seen_at").toInstant().toString(),
                            row.getTimestamp("last_seen_at").toInstant().toString(),
                            row.getTimestamp("last_deleted_at") == null
                                ? "-"
                                : row.getTimestamp("last_deleted_at").toInstant().toString(),
                            row.getString("event_id").replace("-", ""),
                            row.getString("print").replace("-", ""),
                            row.getBoolean("trusted") ? "trusted" : "doubted"))
                .list());
    lines.addAll(
        STAND
            .database
            .sql(
                """
                select products.external_id, product_variants.*
                from product_variants
                join products on products.id = product_variants.product_id
                """)
            .query(
                (row, index) ->
                    String.join(
                        " ",
                        "variant",
                        row.getString("external_id"),
                        row.getString("variant_key"),
                        String.valueOf(row.getString("price")),
                        row.getString("event_id").replace("-", ""),
                        row.getString("suspect") == null ? "-" : row.getString("suspect")))
            .list());
    lines.addAll(
        STAND
            .database
            .sql(
                """
                select products.external_id, product_variants.variant_key, suspect_observations.*
                from suspect_observations
                join product_variants on product_variants.id = suspect_observations.variant_id
                join products on products.id = product_variants.product_id
                """)
            .query(
                (row, index) ->
                    String.join(
                        " ",
                        "suspect",
                        row.getString("external_id"),
                        row.getString("variant_key"),
                        row.getTimestamp("observed_at").toInstant().toString(),
                        row.getString("reason")))
            .list());
    return lines;
  }

  private static VariantRecord variant(String id, String price, String currency) {
    VariantRecord variant = Told.variant(id, price.equals("none") ? "1" : price, currency);
    if (price.equals("none")) {
      variant.setPrice(null);
    }
    return variant;
  }

  @Provide
  Arbitrary<List<Fact>> facts() {
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
            .as(LoadOrderProperties::variant);
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
