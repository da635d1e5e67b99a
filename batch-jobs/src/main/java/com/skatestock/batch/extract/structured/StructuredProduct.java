package com.skatestock.batch.extract.structured;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A product as a page's structured data states it, word for word.
 *
 * @param groupId {@code productGroupID}, which all variants of a product share
 * @param productId the platform's id, without a scheme such as {@code isbn:}
 * @param sku of the product itself; its offers may have others
 * @param mpn the maker's number
 * @param gtin of the product itself
 * @param url as written, perhaps relative
 * @param image as written, perhaps relative
 * @param aside true where the page states it beside its own product: related ones, list entries
 * @param offers in page order; empty where none is stated
 */
public record StructuredProduct(
    Source source,
    @Nullable String groupId,
    @Nullable String productId,
    @Nullable String sku,
    @Nullable String mpn,
    @Nullable String gtin,
    @Nullable String name,
    @Nullable String brand,
    @Nullable String category,
    @Nullable String url,
    @Nullable String image,
    boolean aside,
    List<StructuredOffer> offers) {}
