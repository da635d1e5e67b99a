package com.skatestock.batch.extract.shopify;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/**
 * The short texts of one document, each as one String: a page has thousands of variants and a few
 * dozen sizes, colours and prices. Remembers the latest text of each slot; for one thread.
 */
final class RepeatedTexts {
  private static final int SLOTS = 1 << 10;
  private static final int LONGEST = 40;

  private final @Nullable String[] slots = new @Nullable String[SLOTS];

  /** The text of the parser's token. */
  String of(JsonParser json) {
    int length = json.getStringLength();
    if (length > LONGEST) {
      return json.getString();
    }
    char[] letters = json.getStringCharacters();
    int from = json.getStringOffset();
    int hash = 0;
    for (int i = from; i < from + length; i++) {
      hash = 31 * hash + letters[i];
    }
    int slot = (hash ^ (hash >>> 16)) & (SLOTS - 1);
    String known = slots[slot];
    if (known != null && isSame(known, letters, from, length)) {
      return known;
    }
    String text = new String(letters, from, length);
    slots[slot] = text;
    return text;
  }

  private static boolean isSame(String known, char[] letters, int from, int length) {
    if (known.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (known.charAt(i) != letters[from + i]) {
        return false;
      }
    }
    return true;
  }
}
