package com.skatestock.local.shop;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.OptionalLong;

/**
 * A shop's prices through the year. Each stay of a product is cut into chapters of 28 days; a
 * chapter is quiet, holds a short sale (A → B → A), a rise that is taken back, a compare-at price
 * that says nothing, or a clearance in steps of 10, 20 and 40 %. A product that leaves is cleared
 * in its last 28 days. From Black Friday to Cyber Monday (shop's time zone) all is 20 % off that is
 * not cheaper already. Gift cards keep their price.
 */
final class SaleCalendar {
  private static final Duration CHAPTER = Duration.ofDays(28);
  private static final Duration STEP = Duration.ofDays(9);
  private static final int[] CLEARANCE = {10, 20, 40};

  private enum Plot {
    QUIET,
    SHORT_SALE,
    RISE,
    EQUAL_COMPARE_AT,
    LOWER_COMPARE_AT,
    INFLATED_COMPARE_AT,
    CLEARANCE
  }

  /** What a chapter says at a moment. */
  private record Scene(Plot plot, int percentOff, Instant since) {}

  private final Dice shop;
  private final ZoneId zone;

  SaleCalendar(Dice shop, ZoneId zone) {
    this.shop = shop;
    this.zone = zone;
  }

  /** The product's tag; {@code listCents} is what the shop asks on a quiet day. */
  PriceTag tag(Shelf.Stay stay, Category category, long listCents, Instant moment) {
    Dice dice = shop.with("prices").with(stay.number());
    if (category == Category.GIFTCARDS) {
      return new PriceTag(listCents, OptionalLong.empty(), stay.from());
    }
    Scene scene = scene(dice, stay, moment);
    Scene told = category.isStaple() ? scene : blackFriday(scene, moment);
    boolean exact = shop.with("exact").chance(30);
    long sale = discounted(listCents, told.percentOff(), exact);
    return switch (told.plot()) {
      case QUIET -> new PriceTag(listCents, OptionalLong.empty(), told.since());
      case SHORT_SALE, CLEARANCE -> new PriceTag(sale, OptionalLong.of(listCents), told.since());
      case RISE ->
          new PriceTag(
              listCents + Math.max(100, listCents / 1000 * 100),
              OptionalLong.empty(),
              told.since());
      case EQUAL_COMPARE_AT -> new PriceTag(listCents, OptionalLong.of(listCents), told.since());
      case LOWER_COMPARE_AT ->
          new PriceTag(listCents, OptionalLong.of(discounted(listCents, 20, false)), told.since());
      case INFLATED_COMPARE_AT ->
          new PriceTag(
              listCents, OptionalLong.of(listCents + listCents / 4 / 100 * 100), told.since());
    };
  }

  private static Scene scene(Dice dice, Shelf.Stay stay, Instant moment) {
    Instant clearance = stay.until().minus(CHAPTER);
    if (!moment.isBefore(clearance)) {
      return step(clearance, moment);
    }
    long chapter = Duration.between(stay.from(), moment).dividedBy(CHAPTER);
    // Shops do not touch all tags at once: a chapter begins some hours into its day.
    Duration hours = Duration.ofMinutes(dice.with("hour").below(9 * 60));
    Instant begins =
        stay.from().plus(CHAPTER.multipliedBy(chapter)).plus(chapter == 0 ? Duration.ZERO : hours);
    if (moment.isBefore(begins)) {
      chapter--;
      begins =
          stay.from()
              .plus(CHAPTER.multipliedBy(chapter))
              .plus(chapter == 0 ? Duration.ZERO : hours);
    }
    Dice own = dice.with("chapter").with(chapter);
    Plot plot = plot(own.with("plot").below(100));
    return switch (plot) {
      case SHORT_SALE -> {
        Instant from = begins.plus(Duration.ofDays(own.with("day").between(1, 18)));
        Instant until = from.plus(Duration.ofDays(own.with("days").between(2, 5)));
        int percent = 10 + 5 * own.with("percent").below(5);
        if (moment.isBefore(from)) {
          yield new Scene(Plot.QUIET, 0, begins);
        }
        yield moment.isBefore(until)
            ? new Scene(plot, percent, from)
            : new Scene(Plot.QUIET, 0, until);
      }
      case CLEARANCE -> step(begins, moment);
      case QUIET, RISE, EQUAL_COMPARE_AT, LOWER_COMPARE_AT, INFLATED_COMPARE_AT ->
          new Scene(plot, 0, begins);
    };
  }

  private static Plot plot(int roll) {
    if (roll < 58) {
      return Plot.QUIET;
    }
    if (roll < 78) {
      return Plot.SHORT_SALE;
    }
    if (roll < 83) {
      return Plot.RISE;
    }
    if (roll < 88) {
      return Plot.EQUAL_COMPARE_AT;
    }
    if (roll < 90) {
      return Plot.LOWER_COMPARE_AT;
    }
    return roll < 95 ? Plot.INFLATED_COMPARE_AT : Plot.CLEARANCE;
  }

  private static Scene step(Instant begins, Instant moment) {
    int step = (int) Math.min(2, Duration.between(begins, moment).dividedBy(STEP));
    return new Scene(Plot.CLEARANCE, CLEARANCE[step], begins.plus(STEP.multipliedBy(step)));
  }

  private Scene blackFriday(Scene scene, Instant moment) {
    int year = moment.atZone(zone).getYear();
    Instant opens = blackFriday(year, 0);
    Instant closes = blackFriday(year, 4);
    if (scene.percentOff() >= 20) {
      return scene;
    }
    if (!moment.isBefore(opens) && moment.isBefore(closes)) {
      Instant since = scene.since().isAfter(opens) ? scene.since() : opens;
      return new Scene(Plot.SHORT_SALE, 20, since);
    }
    Instant last = moment.isBefore(opens) ? blackFriday(year - 1, 4) : closes;
    return scene.since().isBefore(last) ? new Scene(scene.plot(), scene.percentOff(), last) : scene;
  }

  private Instant blackFriday(int year, int daysLater) {
    return LocalDate.of(year, Month.NOVEMBER, 1)
        .with(TemporalAdjusters.dayOfWeekInMonth(4, DayOfWeek.THURSDAY))
        .plusDays(1 + daysLater)
        .atStartOfDay(zone)
        .toInstant();
  }

  /** To the cent, or down to the .95 or .99 that the list price ends in. */
  private static long discounted(long cents, int percent, boolean exact) {
    long sale = cents * (100 - percent) / 100;
    if (exact) {
      return sale;
    }
    long ending = cents % 100;
    long rounded = sale / 100 * 100 + ending;
    long kept = rounded > sale ? rounded - 100 : rounded;
    return kept > 0 ? kept : sale;
  }
}
