package com.skatestock.batch.shop;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * CSS selectors that say where an HTML listing page shows what.
 *
 * @param pages what the address of the second and later pages has more than the first one, with
 *     {@code {page}} for the number, such as {@code ?page={page}}; empty if a listing is one page
 * @param next matches a page that has another one after it; empty if a listing goes on until a page
 *     shows nothing
 * @param empty matches a listing without products
 * @param notFound matches what the shop shows instead of a page that it does not have
 * @param blocked matches what the shop shows to those it does not want to serve
 * @param themes the designs that the shop's pages have had; the first one that is detected counts
 * @param categories what the products of a listing are when they do not say it, by the listing's
 *     path
 */
public record ListingSelectors(
    String pages,
    Optional<String> next,
    List<String> empty,
    List<String> notFound,
    List<String> blocked,
    List<Theme> themes,
    Map<String, String> categories) {

  public ListingSelectors {
    empty = List.copyOf(empty);
    notFound = List.copyOf(notFound);
    blocked = List.copyOf(blocked);
    themes = List.copyOf(themes);
    categories = Map.copyOf(categories);
  }

  /**
   * One design of a shop's pages.
   *
   * @param name for people
   * @param detect matches a page of this design, whether or not it shows products
   * @param item matches each product of the listing, and nothing outside of it (no recommendations)
   * @param data a regular expression that finds products in the page's scripts: the group {@code
   *     handle} is the last part of a product's path, the others (named as fields are) count before
   *     what the item shows; empty if the scripts tell nothing
   * @param fields where in an item to find what
   */
  public record Theme(
      String name,
      String detect,
      String item,
      Optional<String> data,
      Map<Field, List<Reading>> fields) {
    public Theme {
      EnumMap<Field, List<Reading>> copy = new EnumMap<>(Field.class);
      fields.forEach((field, readings) -> copy.put(field, List.copyOf(readings)));
      fields = copy;
    }

    /** Where to look for a field, in this order; the first that is not blank counts. */
    public List<Reading> readings(Field field) {
      return fields.getOrDefault(field, List.of());
    }
  }

  /**
   * Where in an item a field stands.
   *
   * @param select matches the element within the item; empty for the item itself
   * @param attribute the attribute that has the value; empty for the element's text
   * @param match a regular expression whose first group (or all of it, if it has none) is the
   *     value; empty for all of the text
   */
  public record Reading(String select, Optional<String> attribute, Optional<String> match) {}

  /** What can be read from an item of a listing. */
  public enum Field {
    /** The platform's id. */
    ID,
    /** The code that the shop prints. */
    CODE,
    TITLE,
    BRAND,
    CATEGORY,
    URL,
    IMAGE,
    /** What is asked now. */
    PRICE,
    /** What is struck out. */
    LIST_PRICE,
    /** The sale badge. */
    BADGE,
    /** Present where the product is sold out. */
    SOLD_OUT,
    /** Present where the product can be bought. */
    IN_STOCK;

    /** As it is written in YAML: {@code list-price}. */
    public String key() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
