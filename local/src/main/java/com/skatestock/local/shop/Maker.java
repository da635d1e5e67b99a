package com.skatestock.local.shop;

import java.util.Optional;

/** Thinks up the trade's articles: a pure function of the trade's seed, category and numbers. */
final class Maker {
  private final Trade trade = new Trade();
  private final Dice dice;

  /**
   * @param tradeSeed the same for shops that are to sell the same articles
   */
  Maker(long tradeSeed) {
    dice = Dice.of(tradeSeed).with("trade");
  }

  Dice dice(Category category, long line) {
    return dice.with(category.name()).with(line);
  }

  /** The {@code generation}-th article of a line; a line is a place in the makers' range. */
  Article article(Category category, long line, long generation) {
    Dice own = dice(category, line).with(generation);
    boolean pro =
        switch (category) {
          case DECKS, WHEELS -> own.with("pro").chance(45);
          case SHOES, TSHIRTS -> own.with("pro").chance(8);
          default -> false;
        };
    var models = trade.models(category);
    Trade.Model model = models.isEmpty() ? null : own.with("model").pick(models);
    Trade.Brand brand =
        model == null ? own.with("brand").pick(trade.brands(category)) : model.brand();
    return new Article(
        category,
        brand,
        pro ? Optional.of(own.with("rider").pick(trade.riders)) : Optional.empty(),
        partner(brand, category, own),
        model == null ? graphic(own) : model.name(),
        Colourway.of(category, trade, own.with("colour")),
        code(model == null ? "999999" : model.style(), own.with("code")),
        model == null ? list(category, own) : model.cents(),
        SizeRun.of(category, own.with("sizes")),
        barcode(own));
  }

  private Optional<String> partner(Trade.Brand brand, Category category, Dice own) {
    if (category.isStaple() || !own.with("collab").chance(5)) {
      return Optional.empty();
    }
    String partner = own.with("partner").pick(trade.brands(Category.TSHIRTS)).name();
    return partner.equals(brand.name()) ? Optional.empty() : Optional.of(partner);
  }

  private String graphic(Dice own) {
    String second = own.with("second").pick(trade.secondWords);
    return own.with("first?").chance(80)
        ? own.with("first").pick(trade.firstWords) + " " + second
        : second;
  }

  /** Ends in .95 or .99, as most of the trade's prices do; gift cards are round. */
  private static long list(Category category, Dice own) {
    if (category == Category.GIFTCARDS) {
      return category.leastCents;
    }
    int dollars = own.with("price").between(category.leastCents / 100, category.mostCents / 100);
    return dollars * 100L + (own.with("ending").chance(75) ? 95 : 99);
  }

  private static long barcode(Dice own) {
    return 600_000_000_000L
        + Long.remainderUnsigned(own.with("barcode").state(), 3_000_000_000L) * 100;
  }

  private static String code(String style, Dice own) {
    StringBuilder code = new StringBuilder(style);
    for (int i = 0; i < code.length(); i++) {
      Dice at = own.with(i);
      if (code.charAt(i) == 'A') {
        code.setCharAt(i, (char) ('A' + at.below(26)));
      } else if (code.charAt(i) == '9') {
        code.setCharAt(i, (char) ('0' + at.below(10)));
      }
    }
    return code.toString();
  }
}
