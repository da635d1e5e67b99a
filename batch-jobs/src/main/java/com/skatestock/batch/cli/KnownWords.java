package com.skatestock.batch.cli;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiPredicate;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * The words that a filter knows. Any other is a wrong call: an empty answer would look like news.
 */
record KnownWords(String what, Collection<String> words, CommandLine commandLine) {

  /** Refuses a word that is none of them; none at all is fine. Capitals may be written small. */
  void check(Optional<String> asked) {
    check(asked, (word, text) -> word.equals(text) || word.equals(text.toUpperCase(Locale.ROOT)));
  }

  /** Likewise the beginning of one, or of what lies below it, such as {@code manual/monday}. */
  void checkBeginning(Optional<String> asked) {
    check(asked, (word, text) -> word.startsWith(text) || text.startsWith(word + "/"));
  }

  private void check(Optional<String> asked, BiPredicate<String, String> fits) {
    if (asked.isPresent() && words.stream().noneMatch(word -> fits.test(word, asked.get()))) {
      throw new ParameterException(
          commandLine, "No %s '%s'; there are %s".formatted(what, asked.get(), words));
    }
  }
}
