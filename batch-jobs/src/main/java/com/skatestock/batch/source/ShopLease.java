package com.skatestock.batch.source;

/** Whether this process is the one that may scrape a shop. */
@FunctionalInterface
public interface ShopLease {

  /** True while this process, and so no other, holds the shop's lease. */
  boolean isHeld(String shop);
}
