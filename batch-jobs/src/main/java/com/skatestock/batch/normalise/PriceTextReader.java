package com.skatestock.batch.normalise;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one price text: finds its numbers, weighs what stands beside each, chooses one. */
final class PriceTextReader {

  private static final Pattern FREE =
      Pattern.compile(
          "(?iu)\\W*(?:free|for"
              + " free|gratis|kostenlos|umsonst|gratuite?|gratuito|zdarma|zadarmo|бесплатно|無料|免费|免費|무료)\\W*");

  /** How far around an amount words are looked at. */
  private static final int REACH = 40;

  /** More numbers than that are a list, not a price. */
  private static final int MOST_NUMBERS = 100;

  private final String text;
  private final @Nullable String hint;
  private final @Nullable Character decimal;
  private boolean thresholdSeen;

  PriceTextReader(String text, @Nullable String hint, @Nullable Character decimal) {
    this.text = clean(text);
    this.hint = hint == null ? null : clean(hint);
    this.decimal = decimal;
  }

  /** An amount with what stands beside it. */
  private record Candidate(
      NumberText number,
      BigDecimal amount,
      @Nullable CurrencySign before,
      @Nullable CurrencySign after,
      int start,
      int end,
      int weight) {

    boolean hasCurrency() {
      return before != null || after != null;
    }
  }

  PriceText read() {
    List<NumberText> numbers = numbers();
    if (numbers.isEmpty()) {
      if (FREE.matcher(text).matches()) {
        return amount(BigDecimal.ZERO, null, PriceText.Kind.EXACT);
      }
      return new PriceText.Missing(PriceText.Reason.NO_NUMBER);
    }
    List<Candidate> candidates = candidates(numbers);
    if (candidates.isEmpty()) {
      return new PriceText.Missing(
          thresholdSeen ? PriceText.Reason.FREE_DELIVERY_THRESHOLD : PriceText.Reason.NO_PRICE);
    }
    int chosen = 0;
    for (int i = 1; i < candidates.size(); i++) {
      if (candidates.get(i).weight > candidates.get(chosen).weight) {
        chosen = i;
      }
    }
    boolean rangeBehind = isRange(candidates, chosen);
    if (!rangeBehind && isRange(candidates, chosen - 1)) {
      chosen--;
      rangeBehind = true;
    }
    Candidate best = candidates.get(chosen);
    return amount(best.amount, sign(candidates, best), kind(candidates, best, rangeBehind));
  }

  // ---- numbers

  private List<NumberText> numbers() {
    List<NumberText> numbers = new ArrayList<>();
    int i = 0;
    while (i < text.length() && numbers.size() < MOST_NUMBERS) {
      char c = text.charAt(i);
      boolean leading =
          NumberText.isPoint(c)
              && i + 1 < text.length()
              && NumberText.digit(text.charAt(i + 1)) >= 0
              && (i == 0
                  || (!Character.isLetterOrDigit(text.charAt(i - 1)) && text.charAt(i - 1) != '/'));
      if (NumberText.digit(c) >= 0 || leading) {
        NumberText number = NumberText.at(text, i, decimal);
        numbers.add(number);
        i = number.end();
      } else {
        i++;
      }
    }
    return numbers;
  }

  private List<Candidate> candidates(List<NumberText> numbers) {
    List<Candidate> candidates = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < numbers.size(); i++) {
      NumberText number = numbers.get(i);
      NumberText next = i + 1 < numbers.size() ? numbers.get(i + 1) : null;
      int until = next == null ? text.length() : next.start();
      Candidate candidate = candidate(number, from, until);
      if (candidate != null && next != null) {
        Candidate joined = withCents(candidate, next);
        if (joined != null) {
          candidate = joined;
          i++;
        }
      }
      if (candidate != null) {
        candidates.add(candidate);
        from = candidate.end;
      } else {
        from = number.end();
      }
    }
    return candidates;
  }

  /** {@code 1€50}, {@code 1250€ 60}, {@code 20$00}: the currency stands for the separator. */
  private @Nullable Candidate withCents(Candidate left, NumberText right) {
    if (raisedCents(left, right)) {
      BigDecimal cents = right.amount() == null ? BigDecimal.ZERO : right.amount();
      return new Candidate(
          left.number,
          left.amount.add(cents.movePointLeft(2)),
          left.before,
          null,
          left.start,
          right.end(),
          left.weight);
    }
    CurrencySign sign = left.after;
    if (sign == null
        || left.before != null
        || (!left.number.whole() && !left.number.grouped())
        || !right.whole()
        || (decimal != null && decimal != sign.text().charAt(0))) {
      return null;
    }
    int digits = right.end() - right.start();
    boolean glued = left.end == right.start();
    boolean euro = sign.text().equals("€");
    boolean cents = digits == 2 || (euro && glued && digits <= 3);
    if (!cents || !(glued || euro) || !text.substring(left.end, right.start()).isBlank()) {
      return null;
    }
    if (!glued && signAfter(right.end()) != null) {
      return null;
    }
    BigDecimal fraction = right.amount() == null ? BigDecimal.ZERO : right.amount();
    BigDecimal amount = left.number.amount() == null ? left.amount : left.number.amount();
    return new Candidate(
        left.number,
        amount.add(fraction.movePointLeft(digits)),
        null,
        sign,
        left.start,
        right.end(),
        left.weight);
  }

  /** {@code $19 99} at the end of a text: the cents stood raised in the page. */
  private boolean raisedCents(Candidate left, NumberText right) {
    return left.before != null
        && left.before.symbolic()
        && left.after == null
        && left.number.whole()
        && right.whole()
        && right.end() - right.start() == 2
        && right.start() == left.end + 1
        && right.end() == text.length()
        && NumberText.isSpace(text.charAt(left.end));
  }

  private @Nullable Candidate candidate(NumberText number, int from, int until) {
    BigDecimal amount = number.amount();
    if (amount == null) {
      return null;
    }
    int left = number.start();
    int right = number.end();
    CurrencySign before = signBefore(left);
    int start = before == null ? left : text.lastIndexOf(before.text(), left);
    CurrencySign after = signAfter(right);
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
        && (before != null || gapBefore(end))) {
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
    boolean money = before != null || after != null;
    String front = PriceWords.lower(text, Math.max(from, start - REACH), start);
    String behind = PriceWords.lower(text, end, Math.min(text.length(), end + REACH));
    if (PriceWords.percentage(text, left, right)
        || PriceWords.clockOrDate(text, left, right, money)
        || (!money && number.whole() && PriceWords.count(front, behind))
        || (!money && PriceWords.measure(behind) && noCurrencyAnywhere())) {
      return null;
    }
    if (PriceWords.deliveryThreshold(
        PriceWords.lower(text, Math.max(0, start - 2 * REACH), start), behind)) {
      thresholdSeen = true;
      return null;
    }
    if (number.grouped() && text.charAt(threeBack(number)) != ',' && threeDecimals(before, after)) {
      BigDecimal exact = number.withThreeDecimals().amount();
      amount = exact == null ? amount : exact;
    }
    if (after != null && after.text().equals("¢") && number.whole()) {
      amount = amount.movePointLeft(2);
    }
    amount = PriceWords.tenThousands(text, right, amount);
    if (negative(before == null ? left : start)) {
      amount = amount.negate();
    }
    int weight = weight(before, after, front, behind);
    return new Candidate(number, amount, before, after, start, end, weight);
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

  private int threeBack(NumberText number) {
    return Math.max(number.start(), number.end() - 4);
  }

  private static boolean threeDecimals(
      @Nullable CurrencySign before, @Nullable CurrencySign after) {
    Currency a = before == null ? null : before.certain();
    Currency b = after == null ? null : after.certain();
    return (a != null && a.getDefaultFractionDigits() == 3)
        || (b != null && b.getDefaultFractionDigits() == 3);
  }

  private boolean negative(int start) {
    return start == 1 && (text.charAt(0) == '-' || text.charAt(0) == '−');
  }

  private boolean noCurrencyAnywhere() {
    return (hint == null || CurrencySign.within(hint) == null) && CurrencySign.within(text) == null;
  }

  /** True if a space stands in front of the sign that ends here. */
  private boolean gapBefore(int end) {
    int i = end - 1;
    while (i > 0 && !NumberText.isSpace(text.charAt(i)) && NumberText.digit(text.charAt(i)) < 0) {
      i--;
    }
    return NumberText.isSpace(text.charAt(i));
  }

  // ---- currency

  private @Nullable CurrencySign signBefore(int start) {
    int i = start;
    while (i > 0 && start - i < 4 && skippable(text.charAt(i - 1))) {
      i--;
    }
    return CurrencySign.endingAt(text, i);
  }

  private boolean skippable(char c) {
    return NumberText.isSpace(c) || c == ':' || c == '.' || c == '-' || c == '−';
  }

  private @Nullable CurrencySign signAfter(int end) {
    int i = end;
    if (i + 1 < text.length() && ",.:/".indexOf(text.charAt(i)) >= 0 && dash(text.charAt(i + 1))) {
      i++; // "50,- Kč"
    }
    if (i < text.length() && dash(text.charAt(i)) && i > end) {
      while (i < text.length() && dash(text.charAt(i))) {
        i++;
      }
    }
    while (i < text.length() && i - end < 6 && NumberText.isSpace(text.charAt(i))) {
      i++;
    }
    if (i < text.length() && PriceWords.isTenThousands(text.charAt(i))) {
      i++;
    }
    return CurrencySign.startingAt(text, i);
  }

  private static boolean dash(char c) {
    return c == '-' || c == '–' || c == '—' || c == '−';
  }

  /** The currency shown with an amount: beside it, elsewhere in the text, or in the hint. */
  private @Nullable CurrencySign sign(List<Candidate> candidates, Candidate best) {
    CurrencySign before = best.before;
    CurrencySign after = best.after;
    if (before != null && after != null) {
      boolean exact = after.isCode() && before.codes().size() != 1;
      return exact || (before.weak() && !after.weak()) ? after : before;
    }
    CurrencySign beside = before == null ? after : before;
    if (beside != null) {
      if ((before != null && before.isCode()) || beside.codes().size() == 1) {
        return beside;
      }
      CurrencySign code = codeElsewhere(beside);
      return code == null ? beside : code;
    }
    for (Candidate other : candidates) {
      if (other.hasCurrency() && isRange(candidates, candidates.indexOf(best))) {
        return other.before == null ? other.after : other.before;
      }
    }
    CurrencySign elsewhere = CurrencySign.within(text);
    return elsewhere != null || hint == null ? elsewhere : CurrencySign.within(hint);
  }

  /** The code beside an ambiguous sign that it explains: {@code $5.00 (AUD)}. */
  private @Nullable CurrencySign codeElsewhere(CurrencySign sign) {
    CurrencySign other = CurrencySign.within(text);
    return other != null && other.isCode() && sign.codes().contains(other.codes().getFirst())
        ? other
        : null;
  }

  private PriceText amount(BigDecimal amount, @Nullable CurrencySign sign, PriceText.Kind kind) {
    Currency currency = sign == null ? null : sign.certain();
    CurrencySign hinted = hint == null ? null : CurrencySign.within(hint);
    Currency told = hinted == null ? null : hinted.certain();
    if (currency == null && told != null) {
      currency = sign == null || sign.canMean(told) ? told : null;
    }
    String shown = sign == null ? hinted == null ? null : hinted.text() : sign.text();
    return new PriceText.Amount(amount, shown, currency, kind);
  }

  // ---- kind

  private boolean isRange(List<Candidate> candidates, int index) {
    if (index < 0 || index + 1 >= candidates.size()) {
      return false;
    }
    Candidate low = candidates.get(index);
    Candidate high = candidates.get(index + 1);
    boolean sameShape = low.hasCurrency() || high.before == null;
    return sameShape
        && low.amount.compareTo(high.amount) <= 0
        && PriceWords.rangeSign(text.substring(low.end, Math.max(low.end, high.start)));
  }

  private PriceText.Kind kind(List<Candidate> candidates, Candidate best, boolean range) {
    if (range) {
      return PriceText.Kind.RANGE;
    }
    String front = PriceWords.lower(text, Math.max(0, best.start - REACH), best.start);
    String behind = PriceWords.lower(text, best.end, Math.min(text.length(), best.end + REACH));
    if (PriceWords.from(front, behind)) {
      return PriceText.Kind.FROM;
    }
    if (PriceWords.upTo(front, behind)) {
      return PriceText.Kind.UP_TO;
    }
    long priced = candidates.stream().filter(Candidate::hasCurrency).count();
    return priced > 1 ? PriceText.Kind.SEVERAL : PriceText.Kind.EXACT;
  }

  /** Without characters that show nothing, and not longer than a price text can be. */
  private static String clean(String text) {
    int length = Math.min(text.length(), PriceText.LONGEST_TEXT);
    StringBuilder clean = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c == 0x200B
          || c == 0xFEFF
          || c == 0xAD
          || c == 0x2060
          || (c >= 0x200E && c <= 0x200F)
          || (c >= 0x202A && c <= 0x202E)
          || (c >= 0x2066 && c <= 0x2069)) {
        continue;
      }
      clean.append(c);
    }
    return clean.toString().strip();
  }
}
