package com.skatestock.batch.normalise;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a brand that is in no list from a title that names the brand first. Measured by hiding each
 * brand of labelled decks, trucks and wheels from the list in turn: four guesses of five are right
 * (SkateTitlesTest keeps the figure).
 */
final class UnknownBrand {
  /** First words that are no unknown brand. */
  private static final Set<String> ORDINARY =
      Set.of(
          "deck",
          "decks",
          "skateboard",
          "wheels",
          "wheel",
          "trucks",
          "truck",
          "logo",
          "team",
          "mini",
          "classic",
          "og",
          "complete",
          "cruiser",
          "longboard",
          "pro",
          "assorted",
          "mystery",
          "blank",
          "black",
          "white",
          "red",
          "blue",
          "green",
          "yellow",
          "pink",
          "gold",
          "silver",
          "custom",
          "set",
          "single",
          "pair",
          "replacement",
          "standard",
          "premium",
          "gift",
          "a",
          "an",
          "my",
          "your",
          "in",
          "on",
          "of",
          "skate",
          "board",
          "street",
          "full",
          "hollow",
          "shop",
          "reissue",
          "signed",
          "guest",
          "script",
          "hardware",
          "bearings",
          "grip");

  /** Second words that belong to a firm's name. */
  private static final Set<String> FIRM_WORDS =
      Set.of(
          "house",
          "project",
          "program",
          "club",
          "collective",
          "country",
          "bros",
          "brothers",
          "society",
          "factory",
          "studio",
          "studios",
          "industries",
          "stix",
          "city",
          "school",
          "machine",
          "workshop",
          "works",
          "label",
          "labs",
          "division",
          "department",
          "records",
          "gallery",
          "market",
          "union",
          "unit",
          "gang",
          "crew",
          "army",
          "family",
          "foundation",
          "empire",
          "theory",
          "mob");

  private UnknownBrand() {}

  /** "Lovesick" of "Lovesick Painting Deck"; with "House", "of the …" and the like after it. */
  static @Nullable String in(FoldedWords words, int start) {
    if (start >= words.count()
        || !words.isCapitalised(start)
        || ORDINARY.contains(words.word(start))) {
      return null;
    }
    int end = start + 1;
    if (end < words.count() && FIRM_WORDS.contains(words.word(end))) {
      end++;
    }
    while (end < words.count() && isHyphened(words, end)) {
      end++;
    }
    boolean linked = false;
    while (end + 1 < words.count() && isLink(words, end, linked)) {
      end++;
      linked = true;
      if (words.isCapitalised(end)) {
        end++;
        break;
      }
    }
    return words.original(start, end);
  }

  /** "Keepers of the Pond", but not "Otterbank The Builder": that is the graphic. */
  private static boolean isLink(FoldedWords words, int index, boolean linked) {
    return switch (words.word(index)) {
      case "of", "and" -> words.followsDirectly(index);
      case "the" -> linked && words.followsDirectly(index);
      default -> false;
    };
  }

  /** "Otter-Bank" is one name; "Otter-8.25" is not. */
  private static boolean isHyphened(FoldedWords words, int index) {
    return words.startInText(index) == words.endInText(index - 1) + 1
        && words.text().charAt(words.endInText(index - 1)) == '-'
        && !words.isNumber(index);
  }
}
