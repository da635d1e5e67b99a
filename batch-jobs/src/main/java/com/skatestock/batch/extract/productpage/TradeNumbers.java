package com.skatestock.batch.extract.productpage;

import com.skatestock.batch.extract.productpage.ShownPage.Line;
import com.skatestock.batch.extract.productpage.embedded.TradeNumber;
import com.skatestock.batch.extract.structured.PageSubject;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The trade item number (GTIN) that a page prints with a label: {@code EAN: 4006381333931}. */
final class TradeNumbers {
  private static final Set<String> LABELS =
      PageWords.of("trade-number").stream()
          .map(PageSubject::folded)
          .collect(Collectors.toUnmodifiableSet());

  private static final int LONGEST_LABEL = 24;

  private TradeNumbers() {}

  /** The first with a right last digit; null if there is none. */
  static @Nullable String find(ShownPage page) {
    List<Line> words = page.words();
    for (int i = 0; i < words.size(); i++) {
      String text = words.get(i).text();
      if (words.get(i).beside() || text.length() > LONGEST_LABEL + 24) {
        continue;
      }
      int colon = Math.max(text.indexOf(':'), text.indexOf('：'));
      String label = colon > 0 ? text.substring(0, colon) : text;
      if (label.length() > LONGEST_LABEL || !LABELS.contains(PageSubject.folded(label))) {
        continue;
      }
      String rest = colon > 0 ? text.substring(colon + 1).strip() : "";
      for (int next = i + 1; rest.isEmpty() && next < Math.min(words.size(), i + 3); next++) {
        String behind = words.get(next).text();
        rest = behind.chars().anyMatch(Character::isDigit) ? behind : "";
      }
      @Nullable String number = TradeNumber.of(rest);
      if (number != null) {
        return number;
      }
    }
    return null;
  }
}
