package com.skatestock.batch.extract;

import com.skatestock.contracts.Availability;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One buyable form of a product, as the page shows it.
 *
 * @param variantId the platform's id; the product's external id where a listing shows no variants
 * @param title what the shop calls the variant
 * @param options the shop's option names and values, in its order ("Size" → "8.25", "Color" →
 *     "Blue")
 * @param price what is asked now
 * @param compareAtPrice what is struck out next to it
 * @param quantity pieces in stock, where the shop tells
 */
public record RawVariant(
    String variantId,
    @Nullable String title,
    @Nullable String sku,
    @Nullable String gtin,
    Map<String, String> options,
    @Nullable RawPrice price,
    @Nullable RawPrice compareAtPrice,
    Availability availability,
    @Nullable Integer quantity) {}
