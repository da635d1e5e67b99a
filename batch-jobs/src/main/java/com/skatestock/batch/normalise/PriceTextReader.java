package com.skatestock.batch.normalise;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one price text: chooses among its amounts, and says its currency and kind. */
final class PriceTextReader {

  private static final Pattern FREE =
      Pattern.compile(
          "(?iu)\\W*(?:free|for"
              + " free|gratis|kostenlos|umsonst|gratuite?|gratuito|zdarma|zadarmo|бесплатно|無料|免费|免費|무료)\\W*");

  private final String text;
  private final @Nullable String hint;
  private final @Nullable Character decimal;

  PriceTextReader(String text, @Nullable String hint, @Nullable Character decimal) {
    this.text = PriceMarkup.shown(text);
    this.hint = hint == null ? null : PriceMarkup.shown(hint);
    this.decimal = decimal;
  }

  PriceText read() {
    PriceCandidates found = new PriceCandidates(text, hint, decimal);
    List<PriceCandidate> candidates = found.all();
    if (found.numbers() == 0) {
      if (FREE.matcher(text).matches()) {
        return amount(BigDecimal.ZERO, null, PriceText.Kind.EXACT);
      }
      return new PriceText.Missing(PriceText.Reason.NO_NUMBER);
    }
    if (candidates.isEmpty()) {
      return new PriceText.Missing(
          found.thresholdSeen()
              ? PriceText.Reason.FREE_DELIVERY_THRESHOLD
              : PriceText.Reason.NO_PRICE);
    }
    int chosen = 0;
    for (int i = 1; i < candidates.size(); i++) {
      if (candidates.get(i).weight() > candidates.get(chosen).weight()) {
        chosen = i;
      }
    }
    boolean rangeBehind = isRange(candidates, chosen);
    if (!rangeBehind && isRange(candidates, chosen - 1)) {
      chosen--;
      rangeBehind = true;
    }
    PriceCandidate best = candidates.get(chosen);
    return amount(best.amount(), sign(candidates, best), kind(candidates, best, rangeBehind));
  }

  // ---- currency

  /** The currency shown with an amount: beside it, elsewhere in the text, or in the hint. */
  private @Nullable CurrencySign sign(List<PriceCandidate> candidates, PriceCandidate best) {
    CurrencySign before = best.before();
    CurrencySign after = best.after();
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
    for (PriceCandidate other : candidates) {
      if (other.hasCurrency() && isRange(candidates, candidates.indexOf(best))) {
        return other.before() == null ? other.after() : other.before();
      }
    }
    CurrencySign elsewhere = CurrencySign.within(text);
    return elsewhere != null || hint == null ? elsewhere : CurrencySign.within(hint);
  }

  /** The code beside an ambiguous sign that it explains: {@code $5.00 (AUD)}. */
  private @Nullable CurrencySign codeElsewhere(CurrencySign sign) {
    CurrencySign other = CurrencySign.codeWithin(text);
    return other != null && sign.codes().contains(other.codes().getFirst()) ? other : null;
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

  private boolean isRange(List<PriceCandidate> candidates, int index) {
    if (index < 0 || index + 1 >= candidates.size()) {
      return false;
    }
    PriceCandidate low = candidates.get(index);
    PriceCandidate high = candidates.get(index + 1);
    String front =
        PriceWords.lower(text, Math.max(0, low.start() - PriceCandidates.REACH), low.start());
    if (PriceWords.notAsked(front, "")) {
      return false; // "You save $15 - $45.00"
    }
    boolean sameShape = low.hasCurrency() || high.before() == null;
    return sameShape
        && low.amount().compareTo(high.amount()) <= 0
        && PriceWords.range(front, text.substring(low.end(), Math.max(low.end(), high.start())));
  }

  private PriceText.Kind kind(List<PriceCandidate> candidates, PriceCandidate best, boolean range) {
    if (range) {
      return PriceText.Kind.RANGE;
    }
    String front =
        PriceWords.lower(text, Math.max(0, best.start() - PriceCandidates.REACH), best.start());
    String behind =
        PriceWords.lower(
            text, best.end(), Math.min(text.length(), best.end() + PriceCandidates.REACH));
    if (PriceWords.from(front, behind)) {
      return PriceText.Kind.FROM;
    }
    if (PriceWords.upTo(front, behind)) {
      return PriceText.Kind.UP_TO;
    }
    long priced = candidates.stream().filter(PriceCandidate::hasCurrency).count();
    return priced > 1 ? PriceText.Kind.SEVERAL : PriceText.Kind.EXACT;
  }
}
