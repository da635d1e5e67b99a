package com.skatestock.batch.normalise;

import java.math.BigDecimal;
import java.util.Currency;

/**
 * An amount and the currency it is in.
 *
 * @param amount not negative, at least the currency's decimals ({@code 45.00})
 */
public record Money(BigDecimal amount, Currency currency) {}
