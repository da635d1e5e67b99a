package com.skatestock.batch.normalise;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The amounts of a text that may be its price: its numbers without percentages, counts, measures,
 * dates and the like, each with the currency signs beside it and a weight. Of one text; not safe
 * for several threads.
 */
final class PriceCandidates {
  /** How far around an amount words are looked at, in characters. */
  static final int REACH = 40;

  /** More numbers than that are a list, not a price. */
  private static final int MOST_NUMBERS = 100;

  private final String text;
  private final @Nullable String hint;
  private final @Nullable Character decimal;
  private final NearbySigns signs;
  private final List<NumberText> numbers;
  private boolean thresholdSeen;

  PriceCandidates(String text, @Nullable String hint, @Nullable Character decimal) {
    this.text = text;
    this.hint = hint;
    this.decimal = decimal;
    signs = new NearbySigns(text);
    numbers = numberTexts();
  }

  /** How many numbers the text holds, prices or not. */
  int numbers() {
    return numbers.size();
  }

  /**
   * True if one of the amounts only says from where on delivery is free. Known after {@link #all}.
   */
  boolean thresholdSeen() {
    return thresholdSeen;
  }

  private List<NumberText> numberTexts() {
    List<NumberText> found = new ArrayList<>();
    int i = 0;
    while (i < text.length() && found.size() < MOST_NUMBERS) {
      char c = text.charAt(i);
      boolean leading =
          NumberText.isPoint(c)
              && i + 1 < text.length()
              && NumberText.digit(text.charAt(i + 1)) >= 0
              && (i == 0
                  || (!Character.isLetterOrDigit(text.charAt(i - 1)) && text.charAt(i - 1) != '/'));
      if (NumberText.digit(c) >= 0 || leading) {
        NumberText number = NumberText.at(text, i, decimal);
        found.add(number);
        i = number.end();
      } else {
        i++;
      }
    }
    return found;
  }

  List<PriceCandidate> all() {
    List<PriceCandidate> candidates = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < numbers.size(); i++) {
      NumberText number = numbers.get(i);
      NumberText next = i + 1 < numbers.size() ? numbers.get(i + 1) : null;
      int until = next == null ? text.length() : next.start();
      PriceCandidate candidate = candidate(number, from, until);
      if (candidate != null && next != null) {
        PriceCandidate joined = withCents(candidate, next);
        if (joined != null) {
          candidate = joined;
          i++;
        }
      }
      if (candidate != null) {
        candidates.add(candidate);
        from = candidate.end();
      } else {
        from = number.end();
      }
    }
    return candidates;
  }

  /** {@code 1€50}, {@code 1250€ 60}, {@code 20$00}: the currency stands for the separator. */
  private @Nullable PriceCandidate withCents(PriceCandidate left, NumberText right) {
    if (raisedCents(left, right)) {
      BigDecimal cents = right.amount() == null ? BigDecimal.ZERO : right.amount();
      return new PriceCandidate(
          left.number(),
          left.amount().add(cents.movePointLeft(2)),
          left.before(),
          null,
          left.start(),
          right.end(),
          left.weight());
    }
    CurrencySign sign = left.after();
    if (sign == null
        || left.before() != null
        || (!left.number().whole() && !left.number().grouped())
        || !right.whole()
        || (decimal != null && decimal != sign.text().charAt(0))) {
      return null;
    }
    int digits = right.end() - right.start();
    boolean glued = left.end() == right.start();
    boolean euro = sign.text().equals("€");
    boolean cents = digits == 2 || (euro && glued && digits <= 3);
    if (!cents || !(glued || euro) || !text.substring(left.end(), right.start()).isBlank()) {
      return null;
    }
    if (!glued && signs.after(right.end()) != null) {
      return null;
    }
    BigDecimal fraction = right.amount() == null ? BigDecimal.ZERO : right.amount();
    BigDecimal amount = left.number().amount() == null ? left.amount() : left.number().amount();
    return new PriceCandidate(
        left.number(),
        amount.add(fraction.movePointLeft(digits)),
        null,
        sign,
        left.start(),
        right.end(),
        left.weight());
  }

  /** {@code $19 99} at the end of a text: the cents stood raised in the page. */
  private boolean raisedCents(PriceCandidate left, NumberText right) {
    return left.before() != null
        && left.before().symbolic()
        && left.after() == null
        && left.number().whole()
        && right.whole()
        && right.end() - right.start() == 2
        && right.start() == left.end() + 1
        && right.end() == text.length()
        && NumberText.isSpace(text.charAt(left.end()));
  }

  private @Nullable PriceCandidate candidate(NumberText number, int from, int until) {
    BigDecimal amount = number.amount();
    if (amount == null) {
      return null;
    }
    int left = number.start();
    int right = number.end();
    CurrencySign before = signs.before(left);
    int start = before == null ? left : text.lastIndexOf(before.text(), left);
    CurrencySign after = signs.after(right);
    int end = after == null ? right : text.indexOf(after.text(), right) + after.text().length();
    if (after != null && end > until) {
      after = null;
      end = right;
    }
    if (start < from) {
      before = null;
      start = left;
    }
    if (after != null
        && end < text.length()
        && end == until
        && (before != null || signs.gapBefore(end))) {
      after = null; // "50 $2.00": the sign is glued to the next amount
      end = right;
    }
    if (before != null
        && after != null
        && until < text.length()
        && before.text().equals(after.text())
        && text.substring(end, until).isBlank()) {
      after = null; // "₹ 999 ₹ 499": the second sign stands in front of the next amount
      end = right;
    }
    if (after != null
        && after.text().equals("p")
        && (text.charAt(right) != 'p' || right - left > 3)) {
      after = null; // pence are glued to their number; "1080p" is a film
      end = right;
    }
    boolean money = before != null || after != null;
    String front = PriceWords.lower(text, Math.max(from, start - REACH), start);
    String behind = PriceWords.lower(text, end, Math.min(text.length(), end + REACH));
    if (PriceWords.percentage(text, left, right)
        || CalendarText.isPartOf(text, left, right, money)
        || (!money && number.whole() && PriceWords.count(front, behind))
        || (!money && (PriceWords.partOfACode(text, left) || rating(left, behind)))
        || (!money && PriceWords.measure(behind) && noCurrencyAnywhere())) {
      return null;
    }
    if (PriceWords.deliveryThreshold(
        PriceWords.lower(text, Math.max(0, start - 2 * REACH), start), behind)) {
      thresholdSeen = true;
      return null;
    }
    if (number.grouped() && threeDecimals(number, before, after)) {
      BigDecimal exact = number.withThreeDecimals().amount();
      amount = exact == null ? amount : exact;
    }
    if (after != null && number.whole() && isHundredth(after, right)) {
      amount = amount.movePointLeft(2);
    }
    amount = PriceWords.tenThousands(text, right, amount);
    if (negative(before == null ? left : start) || negativeBehindSign(before, start, left)) {
      amount = amount.negate();
    }
    int weight = weight(before, after, front, behind);
    return new PriceCandidate(number, amount, before, after, start, end, weight);
  }

  /** "1 ¢" with a space may be a cedi or a colón. */
  private boolean isHundredth(CurrencySign after, int right) {
    return PriceWords.isHundredth(after.text())
        && (after.text().length() > 1 || text.startsWith(after.text(), right));
  }

  private boolean rating(int start, String behind) {
    return PriceWords.rating(PriceWords.lower(text, Math.max(0, start - 12), start), behind);
  }

  private static int weight(
      @Nullable CurrencySign before, @Nullable CurrencySign after, String front, String behind) {
    int weight = 0;
    if ((before != null && !before.weak()) || (after != null && !after.weak())) {
      weight += 8;
    } else if (before != null || after != null) {
      weight += 4;
    } else if (PriceWords.asked(front)) {
      weight += 2;
    } else if (PriceWords.count(front, behind)) {
      weight -= 2;
    }
    if (PriceWords.notAsked(front, behind)) {
      weight -= 3;
    } else if (PriceWords.now(front)) {
      weight += 1;
    }
    return weight;
  }

  private boolean threeDecimals(
      NumberText number, @Nullable CurrencySign before, @Nullable CurrencySign after) {
    char separator = text.charAt(Math.max(number.start(), number.end() - 4));
    return (before != null && before.threeDecimalsBehind(separator))
        || (after != null && after.threeDecimalsBehind(separator));
  }

  private boolean negative(int start) {
    return start == 1 && minus(0);
  }

  /** {@code $-5.00}; {@code EUR-49} and {@code $ - 5} are dashes. */
  private boolean negativeBehindSign(@Nullable CurrencySign before, int start, int left) {
    return before != null
        && before.symbolic()
        && left == start + before.text().length() + 1
        && minus(left - 1);
  }

  private boolean minus(int place) {
    return text.charAt(place) == '-' || text.charAt(place) == '−';
  }

  private boolean noCurrencyAnywhere() {
    return (hint == null || CurrencySign.within(hint) == null) && CurrencySign.within(text) == null;
  }
}
