package com.skatestock.local.shop;

import java.util.ArrayList;
import java.util.List;

/** The sizes in which an article is made, and how far from the middle each lies. */
final class SizeRun {
  private static final List<String> DECK_INCHES =
      List.of("7.75", "8.0", "8.125", "8.25", "8.38", "8.5", "8.75", "9.0");
  private static final List<String> TRUCK_HANGERS =
      List.of("129", "139", "144", "149", "159", "169");
  private static final List<String> WHEELS =
      List.of("50mm", "51mm", "52mm", "53mm", "54mm", "56mm", "58mm");
  private static final List<String> LETTERS = List.of("S", "M", "L", "XL", "XXL");
  private static final List<String> WAISTS = List.of("28", "30", "32", "34", "36", "38");
  private static final List<String> SHOES = halves(6, 13);

  private SizeRun() {}

  static List<String> of(Category category, Dice dice) {
    return switch (category) {
      case DECKS ->
          dice.chance(40) ? stretch(DECK_INCHES, 1, 1, dice) : stretch(DECK_INCHES, 2, 4, dice);
      case COMPLETES -> stretch(DECK_INCHES, 1, 2, dice);
      case TRUCKS -> stretch(TRUCK_HANGERS, 3, 6, dice);
      case WHEELS -> stretch(WHEELS, 2, 5, dice);
      case TSHIRTS, SWEATSHIRTS -> stretch(LETTERS, 4, 5, dice);
      case PANTS -> stretch(WAISTS, 4, 6, dice);
      case SHOES -> stretch(SHOES, 8, 15, dice);
      case HATS ->
          dice.chance(20) ? List.of("7 1/8", "7 1/4", "7 3/8", "7 1/2") : List.of("One Size");
      case SOCKS -> List.of("One Size");
      case HARDWARE -> List.of("7/8\"", "1\"", "1 1/8\"");
      case BEARINGS, GRIPTAPE -> List.of("Default Title");
      case GIFTCARDS -> List.of("$10", "$25", "$50", "$100");
    };
  }

  /** 0 in the middle of the run, 1 at its ends. */
  static double distanceFromMiddle(int position, int count) {
    return count == 1 ? 0 : Math.abs(2.0 * position / (count - 1) - 1);
  }

  private static List<String> stretch(List<String> all, int least, int most, Dice dice) {
    int length = dice.with("length").between(least, most);
    int from = dice.with("from").below(all.size() - length + 1);
    return all.subList(from, from + length);
  }

  private static List<String> halves(int from, int to) {
    List<String> sizes = new ArrayList<>();
    for (int halves = 2 * from; halves <= 2 * to; halves++) {
      sizes.add(halves % 2 == 0 ? Integer.toString(halves / 2) : halves / 2 + ".5");
    }
    return List.copyOf(sizes);
  }
}
