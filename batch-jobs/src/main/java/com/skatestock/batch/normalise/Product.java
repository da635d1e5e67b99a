package com.skatestock.batch.normalise;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one shop lists, understood.
 *
 * @param externalId with the shop the product's key
 * @param code the code that the shop prints, if any
 * @param title clean text: entities decoded, Unicode NFC, single spaces, no sale noise
 * @param brand canonical brand; null where unknown; never a distributor
 * @param category slug of the category tree; null where unknown
 * @param variants at least one, distinct ids
 */
public record Product(
    String shop,
    String externalId,
    @Nullable String code,
    String title,
    @Nullable String brand,
    @Nullable String category,
    @Nullable String url,
    @Nullable String imageUrl,
    List<Variant> variants) {

  public Product {
    variants = List.copyOf(variants);
  }
}
