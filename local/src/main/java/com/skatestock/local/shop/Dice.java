package com.skatestock.local.shop;

import java.util.List;

/**
 * Chance that always falls the same way: a 64-bit state from which each question (a word or a
 * number) draws its own answer, whatever was asked before. SplitMix64's finaliser (Steele, Lea,
 * Flood 2014).
 */
record Dice(long state) {
  static Dice of(long seed) {
    return new Dice(mixed(seed));
  }

  Dice with(long question) {
    return new Dice(mixed(state + 0x9E3779B97F4A7C15L * (question + 1)));
  }

  Dice with(String question) {
    return with((long) question.hashCode());
  }

  /** A number from 0 to {@code sides - 1}. */
  int below(int sides) {
    return (int) Math.unsignedMultiplyHigh(state, sides);
  }

  /** A number between the two, both included. */
  int between(int least, int most) {
    return least + below(most - least + 1);
  }

  boolean chance(int percent) {
    return below(100) < percent;
  }

  <T> T pick(List<T> choices) {
    return choices.get(below(choices.size()));
  }

  private static long mixed(long seed) {
    long z = seed + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
