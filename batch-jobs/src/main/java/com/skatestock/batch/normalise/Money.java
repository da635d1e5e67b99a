package com.skatestock.batch.normalise;

import java.math.BigDecimal;
import java.util.Currency;

/**
 * An amount and the currency it is in.
 *
 * @param amount not negative, at least the currency's decimals ({@code 45.00})
 */
public record Money(BigDecimal amount, Currency currency) {

  /**
   * Stands where nobody knows the currency ({@code $} on a page of no configured shop): ISO 4217's
   * own code for that. A shop whose currency it is gives a price's currency only where it is
   * certain.
   */
  public static final Currency UNKNOWN_CURRENCY = Currency.getInstance("XXX");
}
