package com.skatestock.local.shop;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * The places of a shop and what stands in each at a moment. A place keeps its category for ever;
 * when an article leaves, the next one arrives in the same moment, so a shop of N products always
 * lists exactly N. In one place of forty two articles take turns: what was delisted comes back.
 */
final class Shelf {
  /** Room for the places of a shop inside one generation's numbers. */
  static final int MOST_PLACES = 1_000_000;

  private static final Instant START = Instant.parse("2000-01-03T15:00:00Z");
  private static final long WEEK = 7;
  private static final int CYCLE = 100;
  private static final List<Category> PATTERN = pattern();
  private static final int[] RANK = ranks();

  /**
   * An article in its place.
   *
   * @param generation counts the articles of this place; with the place it names the listing
   * @param from when it was put there
   * @param until when the next one takes its place
   */
  record Stay(
      int place, long generation, Category category, long line, Instant from, Instant until) {
    /** Unique in a shop, below 10^9; the same listing keeps it when it returns. */
    long number() {
      return generation * MOST_PLACES + place;
    }
  }

  private final Dice shop;
  private final Maker maker;

  Shelf(Dice shop, Maker maker) {
    this.shop = shop;
    this.maker = maker;
  }

  static Category category(int place) {
    return PATTERN.get(place % CYCLE);
  }

  /** How many of the first {@code places} belong to the category. */
  static int count(Category category, int places) {
    int rest = 0;
    for (int i = 0; i < places % CYCLE; i++) {
      rest += PATTERN.get(i) == category ? 1 : 0;
    }
    return places / CYCLE * category.share + rest;
  }

  /** The place of the category's {@code nth} product, counted from 0. */
  static int place(Category category, int nth) {
    int rank = nth % category.share;
    for (int i = 0; i < CYCLE; i++) {
      if (PATTERN.get(i) == category && RANK[i] == rank) {
        return nth / category.share * CYCLE + i;
      }
    }
    throw new IllegalStateException("No place for " + category + " " + nth);
  }

  Stay at(int place, Instant moment) {
    Category category = category(place);
    long nth = (long) place / CYCLE * category.share + RANK[place % CYCLE];
    long line = nth + shop.with("range").below(30);
    Dice dice = maker.dice(category, line);
    long weeks =
        category.isStaple()
            ? 4 * 52 + dice.with("weeks").below(52)
            : dice.with("weeks").between(9, 52);
    // The maker releases to all shops in one week, on a weekday or (shoes) a Saturday; each shop
    // puts it on the shelf some days later.
    long day = category == Category.SHOES ? 5 : dice.with("weekday").below(5);
    long late = shop.with("late").with(place).below(category == Category.SHOES ? 1 : 4);
    Instant first =
        START.plus(Duration.ofDays(dice.with("phase").below((int) weeks) * WEEK + day + late));
    long life = weeks * WEEK;
    long turn = Math.floorDiv(ChronoUnit.SECONDS.between(first, moment), life * 86_400);
    Instant from = first.plus(Duration.ofDays(turn * life));
    boolean takesTurns = dice.with("turns").below(40) == 0;
    return new Stay(
        place,
        takesTurns ? Math.floorMod(turn, 2L) : turn,
        category,
        line,
        from,
        from.plus(Duration.ofDays(life)));
  }

  /** The categories in a hundred places, mixed as a shop's "all products" page mixes them. */
  private static List<Category> pattern() {
    List<Category> pattern = new ArrayList<>();
    for (Category category : Category.values()) {
      pattern.addAll(Collections.nCopies(category.share, category));
    }
    Collections.shuffle(pattern, new Random(1999));
    return List.copyOf(pattern);
  }

  private static int[] ranks() {
    int[] ranks = new int[CYCLE];
    for (int i = 0; i < CYCLE; i++) {
      ranks[i] = Collections.frequency(PATTERN.subList(0, i), PATTERN.get(i));
    }
    return ranks;
  }
}
