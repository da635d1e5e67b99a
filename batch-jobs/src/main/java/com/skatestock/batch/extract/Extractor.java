package com.skatestock.batch.extract;

import com.skatestock.batch.shop.Shop;
import com.skatestock.batch.source.Page;
import java.net.URI;
import java.util.List;

/**
 * Reads the pages of one platform. Pure: the same page gives the same answer. Safe for use by
 * several threads.
 */
public interface Extractor {

  /**
   * The version of the reading rules. It grows with every change that can alter a result: of two
   * readings of one page the higher version counts.
   */
  int VERSION = 2;

  /**
   * The address of a page of a listing.
   *
   * @param listing a path of {@link Shop#listings()}, or empty for the platform's listing of
   *     everything
   * @param number 1 for the first page
   */
  URI page(Shop shop, String listing, int number);

  /**
   * The directories with which a shop is begun that is read page by page, as its sitemaps name
   * them; empty for a shop that is read by its listings.
   */
  default List<URI> directories(Shop shop) {
    return List.of();
  }

  /**
   * True if a page can be asked for before the one before it was read; false where a page has to
   * say where its listing goes on, or which pages belong to it.
   */
  default boolean canReadAhead(Shop shop) {
    return true;
  }

  /** What the page says. Bad content is a value, never an exception. */
  ExtractedPage extract(Shop shop, Page page);
}
