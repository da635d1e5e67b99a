package com.skatestock.batch.extract.structured;

import com.skatestock.batch.extract.RawPrice;
import com.skatestock.contracts.Availability;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One way to buy a product, as its structured data states it.
 *
 * @param options what tells it from the others ("size" → "8.25"), as far as the page says
 * @param price the one price; null where only a range is stated
 * @param listPrice the price before a reduction, where it is stated as such
 * @param lowest the lower end of a range, null where there is one price
 * @param highest the upper end of a range, null where there is one price
 * @param quantity pieces in stock, where the page tells
 */
public record StructuredOffer(
    @Nullable String sku,
    @Nullable String gtin,
    @Nullable String name,
    @Nullable String url,
    Map<String, String> options,
    @Nullable RawPrice price,
    @Nullable RawPrice listPrice,
    @Nullable RawPrice lowest,
    @Nullable RawPrice highest,
    Availability availability,
    @Nullable Integer quantity) {}
