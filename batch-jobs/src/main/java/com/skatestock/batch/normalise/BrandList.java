package com.skatestock.batch.normalise;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names of {@code brands.csv}, found by how they sound rather than by how they are spelled.
 * Immutable.
 */
final class BrandList {
  /** A brand's longest spelling has this many words. */
  private static final int LONGEST = 6;

  /** What firms add to a name and titles leave out, in the folded form. */
  private static final Set<String> TRADE_WORDS =
      Set.of(
          "skateboards",
          "skateboard",
          "skateboarding",
          "skate",
          "skates",
          "boards",
          "board",
          "co",
          "company",
          "inc",
          "llc",
          "ltd",
          "brand",
          "brands",
          "trucks",
          "truck",
          "wheels",
          "wheel",
          "bearings",
          "grip",
          "griptape",
          "footwear",
          "shoes",
          "shoe",
          "clothing",
          "apparel",
          "supply",
          "goods",
          "usa",
          "us",
          "wood",
          "hardware",
          "world",
          "snowboards",
          "surf",
          "eyewear",
          "headwear",
          "socks",
          "watches",
          "shop",
          "store",
          "boardshop",
          "skateshop",
          "the",
          "ab",
          "international",
          "mfg",
          "and");

  enum Kind {
    /** The name on the goods. */
    BRAND,
    /** A name on goods that is an ordinary word too. */
    WORD,
    /** Sells other firms' goods to shops: never the brand. */
    DISTRIBUTOR,
    /** A distributor with goods of its own: a brand as a vendor, an ordinary word in a title. */
    HOUSE
  }

  /**
   * A name of the list.
   *
   * @param canonical the one spelling that leaves this package
   */
  record Name(String canonical, Kind kind) {
    boolean isBrand() {
      return kind == Kind.BRAND || kind == Kind.WORD;
    }
  }

  /**
   * A name found in a text.
   *
   * @param end the first word after it
   */
  record Found(Name name, int end) {}

  private final Phrases<Name> names = new Phrases<>();

  BrandList() {
    for (String[] row : CsvTable.read("brands.csv", 3)) {
      Name name = new Name(row[0], Kind.valueOf(row[2].toUpperCase(Locale.ROOT)));
      add(row[0], name);
      if (!row[1].isEmpty()) {
        for (String alias : row[1].split("\\|", -1)) {
          add(alias, name);
        }
      }
    }
  }

  private void add(String spelling, Name name) {
    FoldedWords words = new FoldedWords(spelling);
    Name other = names.putIfAbsent(words.joined(0, words.count()), name);
    if (other != null && !other.canonical().equals(name.canonical())) {
      throw new IllegalStateException(
          "brands.csv: " + spelling + " stands for both " + other + " and " + name);
    }
  }

  /** The longest name that begins at a word; null if none does. */
  @Nullable Found startingAt(FoldedWords words, int from) {
    for (int to = Math.min(words.count(), from + LONGEST); to > from; to--) {
      Name name = names.find(words, from, to);
      if (name != null) {
        return new Found(name, to);
      }
    }
    return null;
  }

  /** The name that these words are, give or take trade words at the end; null if they are none. */
  @Nullable Name named(FoldedWords words) {
    int from = words.count() > 1 && words.word(0).equals("the") ? 1 : 0;
    for (int to = words.count(); to > 0; to--) {
      Name name = names.find(words, 0, to);
      if (name == null && from < to) {
        name = names.find(words, from, to);
      }
      if (name != null) {
        return name;
      }
      if (!isTradeWord(words.word(to - 1))) {
        return null;
      }
    }
    return null;
  }

  static boolean isTradeWord(String word) {
    return TRADE_WORDS.contains(word);
  }

  boolean hasCanonical(String canonical) {
    return names.hasMeaning(name -> name.canonical().equals(canonical));
  }

  /** This list as it would be if nobody had heard of a name. */
  BrandList without(String canonical) {
    BrandList rest = new BrandList();
    rest.names.remove(name -> name.canonical().equals(canonical));
    return rest;
  }
}
