package com.skatestock.batch.extract.productpage;

import com.skatestock.batch.extract.productpage.ShownPage.Line;
import java.util.List;
import java.util.Optional;

/** Words that stand where a price would: {@code Price on request}. */
final class OnRequest {
  private static final List<String> WORDS = PageWords.of("on-request");
  private static final int LONGEST = 60;
  private static final int REACH = 250;

  private OnRequest() {}

  /** Where they stand, in words, soon behind the headline; empty if they do not. */
  static Optional<Integer> at(ShownPage page) {
    for (Line line : page.words()) {
      int behind = line.at() - Math.max(0, page.titleAt());
      if (line.beside()
          || line.hidden()
          || behind < 0
          || behind > REACH
          || line.text().length() > LONGEST) {
        continue;
      }
      String said = ElementNames.lower(line.text());
      if (WORDS.stream().anyMatch(words -> isSaid(said, words))) {
        return Optional.of(line.at());
      }
    }
    return Optional.empty();
  }

  /** A short word counts only where nothing else is said. */
  private static boolean isSaid(String said, String words) {
    return words.length() > 3 ? said.contains(words) : said.equals(words);
  }
}
