package com.skatestock.batch.extract;

/** What kind of page an answer turned out to be, whatever its status code says. */
public enum PageState {
  /** Shows products. */
  LISTING,
  /** A listing, or a product's page, that shows no products. */
  EMPTY,
  /** Names the shop's pages, and shows no product itself: a sitemap, say. */
  DIRECTORY,
  /** The shop says that there is no such page. */
  NOT_FOUND,
  /** The shop refuses to serve us. */
  BLOCKED,
  /** None of the above: the shop's pages may have changed. */
  NOT_UNDERSTOOD
}
