package com.skatestock.batch.extract;

/** What kind of page an answer turned out to be, whatever its status code says. */
public enum PageState {
  /** Shows products. */
  LISTING,
  /** A listing that shows no products. */
  EMPTY,
  /** The shop says that there is no such page. */
  NOT_FOUND,
  /** The shop refuses to serve us. */
  BLOCKED,
  /** None of the above: the shop's pages may have changed. */
  NOT_UNDERSTOOD
}
