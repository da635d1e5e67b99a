package com.skatestock.local.shop;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Products grouped under one address. The collections of the categories together hold each product
 * once, and none is larger than a Shopify shop can page through.
 */
sealed interface ShopCollection {
  /** Shopify's last readable product: page x limit beyond it answers 400. */
  int MOST_PRODUCTS = 25_000;

  String handle();

  String title();

  int size();

  /** The place of the nth product, counted from 0, in the shop's list. */
  int place(int nth);

  /**
   * Whether each place keeps its position. Where not, a page can change although none of the
   * products that it shows has: such a page has no modification time.
   */
  default boolean isSteady() {
    return true;
  }

  /** All of a shop. */
  record Everything(int size) implements ShopCollection {
    @Override
    public String handle() {
      return "all";
    }

    @Override
    public String title() {
      return "All products";
    }

    @Override
    public int place(int nth) {
      return nth;
    }
  }

  /** A category, or its nth part of 25,000. */
  record OfCategory(Category category, int part, int from, int size) implements ShopCollection {
    @Override
    public String handle() {
      return category.handle() + (part == 0 ? "" : "-" + (part + 1));
    }

    @Override
    public String title() {
      return category.shopType + (part == 0 ? "" : " " + (part + 1));
    }

    @Override
    public int place(int nth) {
      return Shelf.place(category, from + nth);
    }
  }

  /** Products that happen to be chosen, such as those on sale now. */
  record Chosen(String handle, String title, List<Integer> places) implements ShopCollection {
    @Override
    public int size() {
      return places.size();
    }

    @Override
    public int place(int nth) {
      return places.get(nth);
    }

    @Override
    public boolean isSteady() {
      return false;
    }
  }

  /** The categories of a shop of that many products; empty ones are left out. */
  static List<ShopCollection> ofCategories(int products) {
    List<ShopCollection> all = new ArrayList<>();
    for (Category category : Category.values()) {
      int count = Shelf.count(category, products);
      for (int from = 0, part = 0; from < count; from += MOST_PRODUCTS, part++) {
        all.add(new OfCategory(category, part, from, Math.min(MOST_PRODUCTS, count - from)));
      }
    }
    return all;
  }

  /** The places of one page; none past the end. */
  default List<Integer> page(int number, int limit) {
    long from = (long) (number - 1) * limit;
    int to = (int) Math.min(size(), from + limit);
    return from >= size()
        ? List.of()
        : IntStream.range((int) from, to).map(this::place).boxed().toList();
  }
}
