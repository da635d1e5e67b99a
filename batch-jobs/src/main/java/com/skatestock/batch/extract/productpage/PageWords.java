package com.skatestock.batch.extract.productpage;

import com.skatestock.batch.extract.WordTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The words of {@code words.csv}, by list. In lists of names {@code _} is the edge of a word. */
final class PageWords {
  private static final Map<String, List<String>> LISTS = new HashMap<>();

  static {
    for (Map.Entry<String, String> row : WordTable.rows(PageWords.class, "words.csv")) {
      boolean name = row.getKey().endsWith("-name");
      LISTS
          .computeIfAbsent(row.getKey(), key -> new ArrayList<>())
          .add(name ? row.getValue().replace('_', ' ') : row.getValue());
    }
  }

  private PageWords() {}

  /**
   * A list, in the table's order.
   *
   * @throws IllegalStateException if the table has no such list: the build is broken
   */
  static List<String> of(String list) {
    List<String> words = LISTS.get(list);
    if (words == null) {
      throw new IllegalStateException("words.csv has no list " + list);
    }
    return List.copyOf(words);
  }
}
