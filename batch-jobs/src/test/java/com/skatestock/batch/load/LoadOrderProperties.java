package com.skatestock.batch.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.skatestock.batch.load.FactModel.Fact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;

/**
 * Whatever the order of arrival and the size of the chunks, and if a part of them is put away and
 * told again, the same facts give the same rows.
 */
class LoadOrderProperties {
  private static final LoadStand STAND = new LoadStand();
  private static final LoadedRows ROWS = new LoadedRows(STAND);

  @AfterContainer
  static void close() {
    STAND.close();
  }

  @Provide
  Arbitrary<List<Fact>> facts() {
    return FactModel.facts();
  }

  @Property(tries = 60)
  void theSameFactsGiveTheSameRowsInAnyOrderAndChunks(
      @ForAll("facts") List<Fact> facts,
      @ForAll Random random,
      @ForAll @IntRange(min = 1, max = 12) int chunk) {
    List<Fact> arrival = arrival(facts, random);

    STAND.empty();
    load(arrival, chunk);

    assertThat(ROWS.history()).isEqualTo(FactModel.expectedHistory(arrival));
    assertThat(ROWS.state()).isEqualTo(FactModel.expectedState(arrival));
  }

  /**
   * A rebuild of what was observed from a time on is a rebuild of everything: in between nothing is
   * left of it, and in the end every row is as it was, whether the topic tells the earlier facts
   * again or has forgotten them.
   */
  @Property(tries = 60)
  void whatIsPutAwayFromATimeOnComesBackAsItWas(
      @ForAll("facts") List<Fact> facts,
      @ForAll Random random,
      @ForAll @IntRange(min = 1, max = 12) int chunk,
      @ForAll @IntRange(min = -1, max = 6) int hour,
      @ForAll boolean toldFromTheBeginning) {
    List<Fact> arrival = arrival(facts, random);
    STAND.empty();
    load(arrival, chunk);
    Instant since = hour < 0 ? History.BEGINNING : FactModel.hour(hour);
    History history = new History(STAND.database);
    List<Integer> shops = history.shops(Optional.of(Told.SHOP));

    history.putAway(shops, since);
    List<Fact> before = arrival.stream().filter(fact -> isBefore(fact, since)).toList();
    assertThat(ROWS.history()).isEqualTo(FactModel.expectedHistory(before));
    assertThat(ROWS.prices()).containsAll(prices(FactModel.expectedState(before)));
    List<Fact> again = new ArrayList<>(arrival);
    again.removeIf(fact -> !toldFromTheBeginning && isBefore(fact, since));
    Collections.shuffle(again, random);
    load(again, chunk);
    assertThat(history.settle(shops)).isZero();

    assertThat(ROWS.history()).isEqualTo(FactModel.expectedHistory(arrival));
    assertThat(ROWS.state()).isEqualTo(FactModel.expectedState(arrival));
  }

  private static boolean isBefore(Fact fact, Instant since) {
    return FactModel.at(fact).isBefore(since);
  }

  /** Of each variant its product, key and price. */
  private static List<String> prices(Set<String> state) {
    return state.stream()
        .filter(line -> line.startsWith("variant "))
        .map(line -> String.join(" ", List.of(line.split(" ", -1)).subList(1, 5)))
        .toList();
  }

  private static void load(List<Fact> facts, int chunk) {
    STAND.publish(facts.stream().map(FactModel::event).toList());
    STAND.load(chunk);
  }

  private static List<Fact> arrival(List<Fact> facts, Random random) {
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
    arrival.removeIf(fact -> !known.contains(FactModel.product(fact)));
    first.addAll(arrival);
    return first;
  }
}
