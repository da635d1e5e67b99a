package com.skatestock.batch.shop;

import java.util.function.Supplier;

/**
 * The shops that are watched now. Their files can change while the program runs: {@link #readAgain}
 * takes over what they say. Safe for use by several threads.
 */
public final class WatchedShops {
  private final Supplier<Shops> files;
  private volatile Shops shops;

  /**
   * @param files reads them; throws if they have mistakes
   */
  public WatchedShops(Shops shops, Supplier<Shops> files) {
    this.shops = shops;
    this.files = files;
  }

  /** As they were last read. */
  public Shops now() {
    return shops;
  }

  /**
   * Reads the files; where they have mistakes the shops stay as they were.
   *
   * @throws InvalidShopsException naming every mistake
   */
  public Shops readAgain() {
    shops = files.get();
    return shops;
  }
}
