package com.skatestock.batch.extract.productpage.embedded;

import com.skatestock.batch.extract.RawPrice;
import com.skatestock.contracts.Availability;
import org.jspecify.annotations.Nullable;

/**
 * A product as a page's scripts know it.
 *
 * @param sku the shop's code; not a number of its database
 * @param gtin with a right last digit
 * @param price what is asked now, never zero
 * @param listPrice what was asked before
 * @param currency ISO 4217, also where no price is said
 */
public record EmbeddedProduct(
    String name,
    @Nullable String sku,
    @Nullable String gtin,
    @Nullable RawPrice price,
    @Nullable RawPrice listPrice,
    @Nullable String currency,
    Availability availability) {}
