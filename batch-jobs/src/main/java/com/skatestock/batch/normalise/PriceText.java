package com.skatestock.batch.normalise;

import java.math.BigDecimal;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/**
 * What a shop's price text says: an amount, or the reason why there is none.
 *
 * <p>Reads the price texts of the world's shops: {@code $1,099.00}, {@code 1.099,00 €}, {@code
 * ,89}, {@code 2 pairs from $349}. Of several amounts the one that is asked now counts: beside a
 * currency before bare, current before struck out, whole before instalment, else the first.
 */
public sealed interface PriceText {

  /** Only so many characters are read: a price is in front of them or there is none. */
  int LONGEST_TEXT = 2_000;

  /**
   * An amount.
   *
   * @param amount with the decimals that are shown: {@code 1.099,00} is 1099.00
   * @param currencyText the currency as shown, taken from the hint where the text shows none
   * @param currency where the text or the hint makes it certain: {@code €} is EUR and {@code £} GBP
   *     (the other pounds write more than the bare sign), but {@code $} and {@code kr} are nobody's
   *     alone
   */
  record Amount(
      BigDecimal amount, @Nullable String currencyText, @Nullable Currency currency, Kind kind)
      implements PriceText {}

  /** No amount. */
  record Missing(Reason reason) implements PriceText {}

  /** What the amount is of what is asked. */
  enum Kind {
    /** It is the price. */
    EXACT,
    /** The lowest of several prices: {@code from $45}. */
    FROM,
    /** The highest of several prices: {@code up to $45}. */
    UP_TO,
    /** The lower end of a range: {@code $45 - $60}. */
    RANGE,
    /** One of several amounts. */
    SEVERAL
  }

  /** Why there is no amount. */
  enum Reason {
    /** Nothing, or white space. */
    EMPTY,
    /** No number in it. */
    NO_NUMBER,
    /** All numbers in it are something else: a date, a percentage, a length, a rating. */
    NO_PRICE,
    /** The only amount is what an order must reach for free delivery. */
    FREE_DELIVERY_THRESHOLD
  }

  /** Reads a text without knowing anything beside it. */
  static PriceText parse(@Nullable String text) {
    return parse(text, null, null);
  }

  /**
   * Reads a text.
   *
   * @param currencyHint a text beside the price that is or holds a currency ({@code USD}, {@code
   *     729,00 €}); may hold none
   */
  static PriceText parse(@Nullable String text, @Nullable String currencyHint) {
    return parse(text, currencyHint, null);
  }

  /**
   * Reads a text of a shop whose decimal separator is known.
   *
   * @param decimalSeparator null where it is not known
   */
  static PriceText parse(
      @Nullable String text, @Nullable String currencyHint, @Nullable Character decimalSeparator) {
    if (text == null || text.isBlank()) {
      return new Missing(Reason.EMPTY);
    }
    return new PriceTextReader(text, currencyHint, decimalSeparator).read();
  }
}
