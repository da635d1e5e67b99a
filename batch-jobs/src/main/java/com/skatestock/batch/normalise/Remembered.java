package com.skatestock.batch.normalise;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * Answers that were given before: a shop has thousands of variants and a few dozen options, vendors
 * and types. Short questions only; when there are too many all are forgotten. Safe for use by
 * several threads, if the reader is.
 */
final class Remembered<Q, A> {
  private static final int MOST = 10_000;
  private static final int LONGEST = 100;

  private final Map<Q, A> answers = new ConcurrentHashMap<>();
  private final Function<Q, A> reader;
  private final ToIntFunction<Q> length;

  /**
   * @param reader gives the same answer to the same question
   * @param length of a question, in characters
   */
  Remembered(Function<Q, A> reader, ToIntFunction<Q> length) {
    this.reader = reader;
    this.length = length;
  }

  A of(Q question) {
    A known = answers.get(question);
    if (known != null) {
      return known;
    }
    A read = reader.apply(question);
    if (length.applyAsInt(question) <= LONGEST) {
      if (answers.size() >= MOST) {
        answers.clear();
      }
      answers.put(question, read);
    }
    return read;
  }
}
