package com.skatestock.batch.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.skatestock.contracts.ProductEvent;
import com.skatestock.contracts.VariantRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
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

  /** An observation, or a scrape that missed the product. */
  sealed interface Fact {
    record Observed(Told told) implements Fact {}

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
    // Only a product that is known can be missed.
    Set<String> known = new HashSet<>();
    List<Fact> first = new ArrayList<>();
    for (Fact fact : arrival) {
      if (fact instanceof Fact.Observed(Told told) && known.add(told.product())) {
        first.add(fact);
      }
    }
    arrival.removeIf(
        fact -> fact instanceof Fact.Missed missed && !known.contains(missed.product()));
    first.addAll(arrival);

    STAND.empty();
    STAND.publish(first.stream().map(LoadOrderProperties::event).toList());
    STAND.load(chunk);

    assertThat(history()).isEqualTo(expectedHistory(arrival));
    assertThat(state()).isEqualTo(expectedState(arrival));
  }

  private static ProductEvent event(Fact fact) {
    return switch (fact) {
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
          lines.add(
              String.join(
                  " ",
                  "product",
                  product,
                  observations.getFirst().at().toString(),
                  newest.at().toString(),
                  missed,
                  eventId(newest),
                  eventId(newest)));
          Map<String, Told> variants = new TreeMap<>();
          observations.forEach(
              told -> told.variants().forEach(v -> variants.put(v.getVariantId(), told)));
          variants.forEach(
              (variant, told) ->
                  lines.add(
                      String.join(
                          " ", "variant", product, variant, price(told, variant), eventId(told))));
        });
    return lines;
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
                        row.getString("price"),
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
                    select products.*, prints.event_id as print
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
                            row.getString("print").replace("-", "")))
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
                        row.getString("price"),
                        row.getString("event_id").replace("-", "")))
            .list());
    return lines;
  }

  @Provide
  Arbitrary<List<Fact>> facts() {
    Arbitrary<String> products = Arbitraries.of("deck", "wheels", "shoe");
    Arbitrary<Instant> moments =
        Arbitraries.integers().between(0, 5).map(hour -> BEGIN.plus(Duration.ofHours(hour)));
    Arbitrary<VariantRecord> variants =
        Combinators.combine(Arbitraries.of("a", "b", "c"), Arbitraries.of("10", "20", "30"))
            .as(Told::variant);
    Arbitrary<Fact> observations =
        Combinators.combine(
                products,
                moments,
                Arbitraries.integers().between(1, 2),
                variants
                    .list()
                    .uniqueElements(VariantRecord::getVariantId)
                    .ofMinSize(1)
                    .ofMaxSize(3))
            .as(Told::new)
            .map(Fact.Observed::new);
    Arbitrary<Fact> misses = Combinators.combine(products, moments).as(Fact.Missed::new);
    return Arbitraries.frequencyOf(Tuple.of(5, observations), Tuple.of(1, misses))
        .list()
        .ofMinSize(1)
        .ofMaxSize(25);
  }
}
