package com.skatestock.batch.normalise;

import com.skatestock.contracts.Availability;
import org.jspecify.annotations.Nullable;

/**
 * One buyable form of a product.
 *
 * @param size normalised text, such as {@code 8.25}, {@code US 9.5}, {@code XL}, {@code 54 mm};
 *     null where none is said
 * @param price what is asked; null where the shop shows none
 * @param compareAtPrice the struck-out price, whether or not it is higher; null where the shop
 *     shows none
 * @param quantity pieces in stock, where the shop tells
 */
public record Variant(
    String variantId,
    @Nullable String sku,
    @Nullable String gtin,
    @Nullable String size,
    @Nullable String color,
    @Nullable Money price,
    @Nullable Money compareAtPrice,
    Availability availability,
    @Nullable Integer quantity) {}
