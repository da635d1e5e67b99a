package com.skatestock.batch.extract.productpage;

import com.skatestock.batch.extract.productpage.ShownPage.Line;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * The texts in which a price may stand: all that an element says, and a text between two elements
 * ({@code <s>$69.95</s> $59.95}).
 */
final class ShownTexts {
  private static final Pattern NUMBER = Pattern.compile("\\d[\\d.,'\\u2019 ]{0,14}");
  private static final Pattern DIGITS = Pattern.compile("^(?:[.,]|\\d)");
  private static final Pattern CENTS = Pattern.compile("\\d\\d");
  private static final int LONGEST_SIGN = 5;

  private ShownTexts() {}

  static List<Line> of(ShownPage page) {
    IdentityHashMap<Element, Line> whole = new IdentityHashMap<>();
    page.lines().forEach(line -> whole.put(line.element(), line));
    List<Line> texts = new ArrayList<>(page.lines());
    List<Line> all = page.words();
    for (int i = 0; i < all.size(); i++) {
      joined(all, i).ifPresent(texts::add);
    }
    for (Line words : all) {
      @Nullable Line line = whole.get(words.element());
      if (words.element().childrenSize() > 0
          && (line == null || line.text().length() > words.text().length())
          && isWhole(words, line)) {
        texts.add(words);
      }
    }
    return texts;
  }

  /** A number, and the currency that stands beside it in an element of its own. */
  private static Optional<Line> joined(List<Line> words, int i) {
    Line number = words.get(i);
    if (!NUMBER.matcher(number.text()).matches()) {
      return Optional.empty();
    }
    String before = i == 0 ? "" : words.get(i - 1).text();
    String behind = i + 1 == words.size() ? "" : words.get(i + 1).text();
    String next = i + 2 >= words.size() ? "" : words.get(i + 2).text();
    if (DIGITS.matcher(behind).find() || CENTS.matcher(next).matches()) {
      return Optional.empty(); // a part of a number
    }
    String signFirst = before + ' ' + number.text();
    String signLast = number.text() + ' ' + behind;
    if (isPrice(signFirst, number)) {
      return Optional.of(number.saying(signFirst, words.get(i - 1).at()));
    }
    return isPrice(signLast, number)
        ? Optional.of(number.saying(signLast, number.at()))
        : Optional.empty();
  }

  private static boolean isPrice(String text, Line number) {
    return ShownAmount.in(text).stream().anyMatch(ShownAmount::money)
        && text.length() <= number.text().length() + LONGEST_SIGN
        && ShownAmount.in(text).size() == 1;
  }

  /** Whether its amount is one with a currency, and does not go on in the next element. */
  private static boolean isWhole(Line words, @Nullable Line line) {
    List<ShownAmount> amounts = ShownAmount.in(words.text());
    if (amounts.isEmpty() || !amounts.getFirst().money()) {
      return false;
    }
    return line == null
        ? !Character.isDigit(words.text().charAt(words.text().length() - 1))
        : ShownAmount.in(line.text()).stream()
            .anyMatch(amount -> amount.isSame(amounts.getFirst().value()));
  }
}
