package com.skatestock.batch.normalise;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What kind of goods a product is, from the shop's product type, its title and its tags. Immutable
 * and safe for threads.
 *
 * <p>A product type that names a kind ("T-Shirts") decides; one that only names a family
 * ("Apparel") is made exact by the title. In a title the last kind before the colour counts, for
 * the noun stands last ("Card Deck T-Shirt - Black/Denim"); without one, a model ("Half Cab"), then
 * a maker of one kind of goods ("Lakai"), then a size ("8.25 x 32", "54mm") tells.
 */
public final class CategoryFinder {
  private static final int LONGEST = 4;

  /** After these words come things that go with the goods. */
  private static final Set<String> ADDITIONS = Set.of("w", "with", "for", "incl", "including");

  private enum Use {
    NOUN,
    HINT,
    MAKER
  }

  private record Meaning(Category category, Use use) {
    boolean noun() {
      return use == Use.NOUN;
    }
  }

  private final Phrases<Meaning> titleWords = new Phrases<>();
  private final Phrases<Meaning> typeWords = new Phrases<>();
  private final Remembered<String, Optional<Category>> types =
      new Remembered<>(type -> Optional.ofNullable(ofType(type)), String::length);

  public CategoryFinder() {
    for (String[] row : CsvTable.read("category-words.csv", 3)) {
      Category category =
          Category.ofSlug(row[1])
              .orElseThrow(() -> new IllegalStateException("category-words.csv: " + row[1]));
      switch (row[2]) {
        case "noun" -> add(titleWords, row[0], new Meaning(category, Use.NOUN));
        case "hint" -> add(titleWords, row[0], new Meaning(category, Use.HINT));
        case "maker" -> add(titleWords, row[0], new Meaning(category, Use.MAKER));
        case "type" -> add(typeWords, row[0], new Meaning(category, Use.NOUN));
        default -> throw new IllegalStateException("category-words.csv: " + row[2]);
      }
    }
  }

  private static void add(Phrases<Meaning> words, String phrase, Meaning meaning) {
    FoldedWords folded = new FoldedWords(phrase);
    String key = folded.joined(0, folded.count());
    words.put(key, meaning);
    words.putIfAbsent(key.concat("s"), meaning);
    if (key.endsWith("s") || key.endsWith("h") || key.endsWith("x")) {
      words.putIfAbsent(key.concat("es"), meaning);
    }
  }

  /**
   * The most exact category that the three tell; empty if they tell none.
   *
   * @param productType what the shop calls the type; null or blank if it says nothing
   * @param tags in the shop's order; used last
   */
  public Optional<Category> find(String title, @Nullable String productType, List<String> tags) {
    return Optional.ofNullable(find(new FoldedWords(title), productType, tags));
  }

  /** The same of a title that is folded already; null if they tell none. */
  @Nullable Category find(FoldedWords title, @Nullable String productType, List<String> tags) {
    Category type = productType == null ? null : types.of(productType).orElse(null);
    if (type != null && !type.isFamily()) {
      return type;
    }
    Category named = ofTitle(title);
    if (named != null) {
      return named;
    }
    Category tagged = type;
    for (String tag : tags) {
      Category category = types.of(tag).orElse(null);
      if (category != null && (tagged == null || refines(category, tagged))) {
        tagged = category;
      }
    }
    return tagged;
  }

  private static boolean refines(Category category, Category family) {
    return category != family && category.isWithin(family);
  }

  /** The last kind, else the last family, that a type or tag names. */
  private @Nullable Category ofType(String type) {
    FoldedWords words = new FoldedWords(type);
    Category exact = null;
    Category family = null;
    for (int i = 0; i < words.count(); ) {
      int next = i + 1;
      for (int to = Math.min(words.count(), i + LONGEST); to > i; to--) {
        Meaning meaning = typeWords.find(words, i, to);
        if (meaning == null) {
          meaning = titleWords.find(words, i, to);
        }
        if (meaning != null && meaning.noun()) {
          if (meaning.category().isFamily()) {
            family = meaning.category();
          } else {
            exact = meaning.category();
          }
          next = to;
          break;
        }
      }
      i = next;
    }
    return exact != null ? exact : family;
  }

  private @Nullable Category ofTitle(FoldedWords words) {
    Category noun = null;
    Category hint = null;
    Category made = null;
    for (int i = 0; i < words.count(); ) {
      if (noun != null && (ADDITIONS.contains(words.word(i)) || beginsColour(words, i))) {
        break;
      }
      int next = i + 1;
      for (int to = Math.min(words.count(), i + LONGEST); to > i; to--) {
        Meaning meaning = titleWords.find(words, i, to);
        if (meaning != null) {
          switch (meaning.use()) {
            case NOUN -> noun = meaning.category();
            case HINT -> hint = hint == null ? meaning.category() : hint;
            case MAKER -> made = i == 0 ? meaning.category() : made;
          }
          next = to;
          break;
        }
      }
      i = next;
    }
    if (noun != null) {
      return noun;
    }
    if (made != null && hint == null) {
      return made;
    }
    Category sized = ofSizes(words);
    boolean graphic = // "Otter Flag 8.25"
        hint != null
            && sized != null
            && (hint.isWithin(Category.ACCESSORIES) || hint.isWithin(Category.APPAREL));
    return hint == null || graphic ? sized : hint;
  }

  /** Whether " - ", " | ", "(" or the like stands before this word. */
  private static boolean beginsColour(FoldedWords words, int index) {
    int from = words.endInText(index - 1);
    int to = words.startInText(index);
    for (int i = from; i < to; i++) {
      switch (words.text().charAt(i)) {
        case '-', '–', '—' -> {
          if (to - from > 2) {
            return true;
          }
        }
        case '|', '(', '[' -> {
          return true;
        }
        default -> {}
      }
    }
    return false;
  }

  /** Decks are measured in inches ("8.5 x 32", 8.25"), wheels in millimetres ("54mm"). */
  private static @Nullable Category ofSizes(FoldedWords words) {
    for (int i = 0; i < words.count(); i++) {
      String word = words.word(i);
      boolean apart = i + 1 < words.count() && words.word(i + 1).equals("mm");
      String millimetres =
          apart ? word : word.endsWith("mm") ? word.substring(0, word.length() - 2) : "";
      if (!millimetres.isEmpty() && isBetween(millimetres, 48, 90)) {
        return Category.WHEELS;
      }
      if (word.indexOf('.') > 0 && isBetween(word, 27, 48)) {
        return Category.DECKS; // the length of a longboard; waists have no decimals
      }
      if (word.indexOf('.') > 0 && isBetween(word, 7, 11)) {
        boolean byLength =
            i + 2 < words.count()
                && words.word(i + 1).equals("x")
                && isBetween(words.word(i + 2), 28, 36);
        boolean shoeSize = word.endsWith(".5");
        if (byLength || !shoeSize || isInchSign(words.text(), words.endInText(i))) {
          return Category.DECKS;
        }
      }
    }
    return null;
  }

  private static boolean isInchSign(String title, int at) {
    return at < title.length() && "\"”″“'’".indexOf(title.charAt(at)) >= 0;
  }

  private static boolean isBetween(String number, int low, int high) {
    double value = 0;
    double scale = 0;
    for (int i = 0; i < number.length(); i++) {
      char c = number.charAt(i);
      if (c == '.' && scale == 0) {
        scale = 1;
      } else if (c >= '0' && c <= '9') {
        value = value * 10 + (c - '0');
        scale *= 10;
      } else {
        return false;
      }
    }
    double size = scale == 0 ? value : value / scale;
    return size >= low && size <= high;
  }
}
