package com.skatestock.batch.extract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A product as a page shows it, every text as the shop wrote it (HTML removed, nothing
 * interpreted).
 *
 * @param externalId the platform's id, or the canonical URL path where a listing shows none
 * @param code the code that the shop prints, if any
 * @param title the product's name
 * @param brand what the shop calls the brand or vendor; may be a distributor
 * @param category what the shop calls the type of product
 * @param url absolute address of the product's page
 * @param imageUrl absolute address of its first image
 * @param tags the shop's own labels
 * @param variants at least one
 * @param position 1 for the first product of the page
 */
public record RawProduct(
    String externalId,
    @Nullable String code,
    String title,
    @Nullable String brand,
    @Nullable String category,
    @Nullable String url,
    @Nullable String imageUrl,
    List<String> tags,
    List<RawVariant> variants,
    int position) {}
