package com.skatestock.batch.shop;

import java.net.URI;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/**
 * A configured storefront.
 *
 * @param id lower-case letters, digits and dashes; part of every key, so it never changes
 * @param name as the trade writes it
 * @param address city and region, for people; empty if unknown
 * @param url the storefront's root
 * @param platform how its pages are read
 * @param currency what its prices are in when a page does not say
 * @param timeZone where a sale day begins and ends
 * @param listings paths of the listings to read, in order; empty means the platform's own listing
 *     of everything
 * @param manners how it is asked
 * @param expectedProducts about how many products it lists; 0 if unknown
 * @param selectors how its HTML is read; empty unless the platform is {@link Platform#SELECTORS}
 * @param sitemap how its product pages are found; empty for the platform's usual way
 */
public record Shop(
    String id,
    String name,
    String address,
    URI url,
    Platform platform,
    Currency currency,
    ZoneId timeZone,
    List<String> listings,
    Manners manners,
    int expectedProducts,
    Optional<ListingSelectors> selectors,
    Optional<SitemapRules> sitemap) {

  /**
   * Stands for the shop of a page that belongs to no configured one; the configuration refuses it.
   */
  public static final String NO_SHOP = "no-shop";

  public Shop {
    if (!isId(id)) {
      throw new IllegalArgumentException("No shop id: " + id);
    }
    listings = List.copyOf(listings);
  }

  /** A shop whose configuration says nothing of sitemaps. */
  public Shop(
      String id,
      String name,
      String address,
      URI url,
      Platform platform,
      Currency currency,
      ZoneId timeZone,
      List<String> listings,
      Manners manners,
      int expectedProducts,
      Optional<ListingSelectors> selectors) {
    this(
        id,
        name,
        address,
        url,
        platform,
        currency,
        timeZone,
        listings,
        manners,
        expectedProducts,
        selectors,
        Optional.empty());
  }

  /** The same shop, asked elsewhere and otherwise. */
  public Shop at(URI otherUrl, Manners otherManners) {
    return new Shop(
        id,
        name,
        address,
        otherUrl,
        platform,
        currency,
        timeZone,
        listings,
        otherManners,
        expectedProducts,
        selectors,
        sitemap);
  }

  /** Whether {@code text} can be a shop's id. */
  static boolean isId(String text) {
    boolean good = !text.isEmpty() && text.length() <= 40 && isLetter(text.charAt(0));
    for (int i = 0; good && i < text.length(); i++) {
      char c = text.charAt(i);
      good = isLetter(c) || (c >= '0' && c <= '9') || c == '-';
    }
    return good;
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z';
  }
}
