package com.skatestock.local.shop;

import java.time.Duration;
import java.time.Instant;

/**
 * How many of one size lie in the shop, and since when it has been there or gone.
 *
 * <p>A product is delivered every 12 to 40 days in all sizes; the middle sizes sell fastest, the
 * ends of the run often outlast the delivery. One delivery in eight does not come. A quickstrike is
 * gone within minutes and never comes back.
 */
record StockLevel(int quantity, Instant since) {
  private static final int GIFT_CARDS = 9999;

  static StockLevel of(
      Dice product, Shelf.Stay stay, Article article, int position, int count, Instant moment) {
    if (stay.category() == Category.GIFTCARDS) {
      return new StockLevel(GIFT_CARDS, stay.from());
    }
    Dice size = product.with("size").with(position);
    double distance = SizeRun.distanceFromMiddle(position, count);
    if (article.isQuickstrike()) {
      long minutes = 3 + Math.round(distance * 20) + size.with("queue").below(8);
      return left(stay.from(), moment, minutes, 6 + size.below(12));
    }
    long period = product.with("period").between(12, 40) * 24L * 60;
    long age = Duration.between(stay.from(), moment).toMinutes();
    long delivery = age / period;
    while (delivery > 0 && product.with("missed").with(delivery).below(8) == 0) {
      delivery--;
    }
    Instant delivered = stay.from().plus(Duration.ofMinutes(delivery * period));
    Dice now = size.with(delivery);
    double lasts = 0.35 + 0.7 * distance + 0.35 * now.with("luck").below(1000) / 1000;
    return left(delivered, moment, Math.round(period * lasts), now.with("pieces").between(2, 14));
  }

  private static StockLevel left(Instant delivered, Instant moment, long minutes, int pieces) {
    long passed = Duration.between(delivered, moment).toMinutes();
    return passed < minutes
        ? new StockLevel((int) Math.max(1, pieces - pieces * passed / minutes), delivered)
        : new StockLevel(0, delivered.plus(Duration.ofMinutes(minutes)));
  }

  boolean isAvailable() {
    return quantity > 0;
  }
}
