package com.skatestock.local.shop;

import java.util.Locale;

/** What a shop sells, how much of its range that is, and how much it weighs and costs. */
public enum Category {
  DECKS(24, "Skateboard Decks", 1300, 4495, 8995),
  SHOES(18, "Shoes", 1100, 4995, 12995),
  TSHIRTS(12, "T-Shirts", 250, 2495, 4495),
  WHEELS(9, "Wheels", 400, 2495, 4995),
  TRUCKS(6, "Trucks", 700, 2495, 3995),
  SWEATSHIRTS(6, "Sweatshirts", 700, 5495, 12995),
  HATS(5, "Hats", 120, 2495, 4495),
  HARDWARE(4, "Hardware", 100, 395, 595),
  PANTS(4, "Pants", 600, 5995, 10995),
  COMPLETES(3, "Complete Skateboards", 2600, 8495, 17995),
  BEARINGS(3, "Bearings", 150, 1295, 5995),
  GRIPTAPE(3, "Griptape", 90, 595, 1195),
  SOCKS(2, "Socks", 80, 1195, 1995),
  GIFTCARDS(1, "Gift Cards", 0, 1000, 1000);

  /** Places out of every hundred in a shop. */
  final int share;

  final String shopType;
  final int grams;
  final int leastCents;
  final int mostCents;

  Category(int share, String shopType, int grams, int leastCents, int mostCents) {
    this.share = share;
    this.shopType = shopType;
    this.grams = grams;
    this.leastCents = leastCents;
    this.mostCents = mostCents;
  }

  /** The collection's address in a shop: {@code gift-cards}. */
  public String handle() {
    return this == GIFTCARDS ? "gift-cards" : name().toLowerCase(Locale.ROOT);
  }

  static Category named(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** Stays in the range for years, where a graphic goes after a season. */
  boolean isStaple() {
    return switch (this) {
      case BEARINGS, HARDWARE, GRIPTAPE, GIFTCARDS -> true;
      case DECKS, SHOES, TSHIRTS, WHEELS, TRUCKS, SWEATSHIRTS, HATS, PANTS, COMPLETES, SOCKS ->
          false;
    };
  }
}
