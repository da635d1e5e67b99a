package com.skatestock.local.shop;

/** The colours of an article as the maker writes them: {@code Black/White-Gum}. */
record Colourway(String text) {
  static Colourway of(Category category, Trade trade, Dice dice) {
    String main = dice.with("main").pick(trade.colours);
    if (category != Category.SHOES) {
      return new Colourway(main);
    }
    String second = dice.with("second").pick(trade.colours);
    String upper = second.equals(main) ? main : main + "/" + second;
    return new Colourway(
        dice.with("sole?").chance(60) ? upper + "-" + dice.with("sole").pick(trade.soles) : upper);
  }
}
