package com.skatestock.batch.extract;

import org.jspecify.annotations.Nullable;

/**
 * A price as it stands in the page.
 *
 * @param text as written
 * @param notation how it is written
 * @param currency ISO 4217 if the page says it beside the price, else null
 */
public record RawPrice(String text, Notation notation, @Nullable String currency) {

  /** How an amount is written. */
  public enum Notation {
    /** For people: {@code $1,099.00}, {@code 1.099,00 €}, {@code from $45}. */
    DISPLAYED,
    /** For programs: {@code 1099.00}. */
    DECIMAL,
    /** For programs, in the currency's smallest unit: {@code 109900}. */
    MINOR_UNITS
  }
}
