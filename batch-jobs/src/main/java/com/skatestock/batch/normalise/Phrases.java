package com.skatestock.batch.normalise;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What words mean, one or several of them written as one. Most words of a title mean nothing here:
 * a bit per hash says so before a text is cut out to be looked up. Filled once, then only read.
 */
final class Phrases<T> {
  private static final int BITS = 1 << 16;

  private final Map<String, T> meanings = new HashMap<>(4096);
  private final BitSet hashes = new BitSet(BITS);

  /** Adds a meaning, unless there is one; that one is the answer. */
  @Nullable T putIfAbsent(String phrase, T meaning) {
    hashes.set(bit(phrase.hashCode()));
    return meanings.putIfAbsent(phrase, meaning);
  }

  void put(String phrase, T meaning) {
    hashes.set(bit(phrase.hashCode()));
    meanings.put(phrase, meaning);
  }

  /** The meaning of words {@code from} (inclusive) to {@code to} (exclusive); null if none. */
  @Nullable T find(FoldedWords words, int from, int to) {
    return hashes.get(bit(words.hash(from, to))) ? meanings.get(words.joined(from, to)) : null;
  }

  boolean hasMeaning(Predicate<T> wanted) {
    return meanings.values().stream().anyMatch(wanted);
  }

  void remove(Predicate<T> unwanted) {
    meanings.values().removeIf(unwanted);
  }

  private static int bit(int hash) {
    return (hash ^ (hash >>> 16)) & (BITS - 1);
  }
}
