package com.skatestock.batch.normalise;

/** A product that was understood, or the reason why not. */
public sealed interface Normalised {

  /** Understood. */
  record Accepted(Product product) implements Normalised {}

  /**
   * Not understood; counted and kept for replay.
   *
   * @param externalId the product's id at the shop
   * @param field the field that was not understood, in the spelling of the extract command's JSON
   * @param raw what stood there, cut to 1,000 characters
   * @param position the product's place on the page, from 1
   */
  record Rejected(String externalId, String field, String raw, Reason reason, int position)
      implements Normalised {}

  /** Why a product was not understood. */
  enum Reason {
    /** There is a price text, but no amount in it. */
    PRICE_NOT_UNDERSTOOD,
    /** The amount is negative or has more digits than money has. */
    PRICE_OUT_OF_RANGE,
    /** The currency beside the amount is not one of ISO 4217. */
    CURRENCY_NOT_UNDERSTOOD,
    /** Nothing is left of the title. */
    TITLE_EMPTY,
    /** Two variants have the same id and say different things. */
    VARIANT_AMBIGUOUS,
    /** There is nothing to buy. */
    VARIANTS_MISSING
  }
}
