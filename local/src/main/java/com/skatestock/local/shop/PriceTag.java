package com.skatestock.local.shop;

import java.time.Instant;
import java.util.OptionalLong;

/**
 * What hangs on a product at a moment, in hundredths of the shop's currency.
 *
 * @param compareAt the struck-out price; can be equal to or below the price, as in real shops
 * @param since when the tag was last changed
 */
record PriceTag(long cents, OptionalLong compareAt, Instant since) {}
