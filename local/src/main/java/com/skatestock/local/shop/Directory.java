package com.skatestock.local.shop;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The collections of a shop: everything, one per category, and (in a shop of up to 25,000) the
 * sale.
 */
final class Directory {
  static final String SALE = "sale";

  private final Catalogue catalogue;
  private final ShopCollection everything;
  private final List<ShopCollection> categories;

  Directory(Catalogue catalogue) {
    this.catalogue = catalogue;
    this.everything = new ShopCollection.Everything(catalogue.size());
    this.categories = ShopCollection.ofCategories(catalogue.size());
  }

  ShopCollection everything() {
    return everything;
  }

  List<ShopCollection> categories() {
    return categories;
  }

  /** The categories, then the sale. */
  List<ShopCollection> at(Instant moment) {
    List<ShopCollection> all = new ArrayList<>(categories);
    sale(moment).ifPresent(all::add);
    return all;
  }

  Optional<ShopCollection> named(String handle, Instant moment) {
    if (handle.equals("all")) {
      return Optional.of(everything);
    }
    return handle.equals(SALE)
        ? sale(moment)
        : categories.stream().filter(collection -> collection.handle().equals(handle)).findFirst();
  }

  private Optional<ShopCollection> sale(Instant moment) {
    if (catalogue.size() > ShopCollection.MOST_PRODUCTS) {
      return Optional.empty();
    }
    List<Integer> places =
        IntStream.range(0, catalogue.size())
            .filter(place -> catalogue.product(place, moment).tags().contains("sale"))
            .boxed()
            .toList();
    return Optional.of(new ShopCollection.Chosen(SALE, "Sale", places));
  }
}
