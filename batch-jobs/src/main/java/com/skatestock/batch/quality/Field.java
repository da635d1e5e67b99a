package com.skatestock.batch.quality;

import com.skatestock.batch.normalise.Product;
import com.skatestock.batch.normalise.Variant;
import com.skatestock.contracts.Availability;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What a listed product may or may not show. */
public enum Field {
  PRICE,
  IN_STOCK,
  BRAND,
  CATEGORY,
  IMAGE,
  SKU,
  COMPARE_AT_PRICE;

  private boolean isShownBy(Product product) {
    return switch (this) {
      case PRICE -> any(product, variant -> variant.price() != null);
      case IN_STOCK -> any(product, Field::isInStock);
      case BRAND -> product.brand() != null;
      case CATEGORY -> product.category() != null;
      case IMAGE -> product.imageUrl() != null;
      case SKU -> any(product, variant -> variant.sku() != null);
      case COMPARE_AT_PRICE -> any(product, variant -> variant.compareAtPrice() != null);
    };
  }

  private static boolean any(Product product, Predicate<Variant> shown) {
    for (Variant variant : product.variants()) {
      if (shown.test(variant)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isInStock(Variant variant) {
    return variant.availability() == Availability.IN_STOCK
        || variant.availability() == Availability.LIMITED_AVAILABILITY
        || variant.availability() == Availability.ONLINE_ONLY;
  }

  /** How many of the products show each field. */
  public static Map<Field, Long> count(List<Product> products) {
    Map<Field, Long> counts = new EnumMap<>(Field.class);
    for (Field field : values()) {
      counts.put(field, products.stream().filter(field::isShownBy).count());
    }
    return counts;
  }
}
