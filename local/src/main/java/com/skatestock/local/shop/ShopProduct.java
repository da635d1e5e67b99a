package com.skatestock.local.shop;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A product as its shop lists it at one moment.
 *
 * @param id the platform's id, 13 digits
 * @param place 0 to N-1: its position in the shop's list of all products
 * @param title as shown, with the trade's habits
 * @param handle the last part of its address
 * @param publishedAt when it was put on the shelf (again)
 * @param updatedAt when anything that a page shows was last changed
 * @param options one or two, in the order of {@link ShopVariant#options}
 */
public record ShopProduct(
    long id,
    int place,
    Category category,
    String title,
    String handle,
    String bodyHtml,
    String brand,
    String vendor,
    String productType,
    List<String> tags,
    Instant publishedAt,
    Instant updatedAt,
    List<Option> options,
    List<ShopVariant> variants,
    List<Picture> pictures) {

  public record Option(String name, List<String> values) {}

  public record Picture(long id, String src, int width, int height) {}

  /**
   * One size, or one size in one colour.
   *
   * @param options the chosen value of each option
   * @param price in the shop's currency, two decimals
   * @param compareAt the struck-out price; equal and lower ones occur
   * @param quantity pieces left; told by {@code /products/{handle}.js} only
   */
  public record ShopVariant(
      long id,
      int position,
      List<String> options,
      String sku,
      String barcode,
      BigDecimal price,
      Optional<BigDecimal> compareAt,
      int quantity,
      int grams,
      Instant createdAt,
      Instant updatedAt) {

    public boolean available() {
      return quantity > 0;
    }

    public String title() {
      return options.size() == 1 ? options.getFirst() : String.join(" / ", options);
    }
  }

  public boolean available() {
    return variants.stream().anyMatch(ShopVariant::available);
  }
}
