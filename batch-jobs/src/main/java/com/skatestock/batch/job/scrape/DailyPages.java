package com.skatestock.batch.job.scrape;

import com.skatestock.batch.archive.PageIndex;
import com.skatestock.batch.shop.Shop;

/**
 * How many pages of a shop may still be asked for today (UTC). Counted in PostgreSQL, so that it
 * holds over restarts and whatever happens to Redis. For one thread.
 */
final class DailyPages {
  private final PageIndex index;
  private final Shop shop;
  private int left;

  DailyPages(PageIndex index, Shop shop) {
    this.index = index;
    this.shop = shop;
  }

  /** Of each day. */
  int most() {
    return shop.manners().pagesPerDay();
  }

  /**
   * Takes one.
   *
   * @param underWay pages that were asked for and are not in PostgreSQL yet
   * @return false if there is none left
   */
  boolean take(int underWay) {
    if (left == 0) {
      left = Math.max(0, most() - index.capturedToday(shop.id()) - underWay);
    }
    if (left == 0) {
      return false;
    }
    left--;
    return true;
  }
}
