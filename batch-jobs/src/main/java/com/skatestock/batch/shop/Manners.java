package com.skatestock.batch.shop;

import java.time.Duration;

/**
 * How SkateStock behaves towards one host.
 *
 * @param delay least time between the starts of two requests to the host; zero only for shops of
 *     one's own
 * @param timeout longest wait for a whole answer
 * @param attempts how often a page is asked for before it counts as failed, 1 or more
 * @param maxBodyBytes a body longer than this is refused
 * @param pagesPerDay a scrape ends, incomplete, when so many pages were fetched since the UTC day
 *     began
 * @param allowPrivateAddresses true only for shops on one's own network, such as the simulator
 */
public record Manners(
    Duration delay,
    Duration timeout,
    int attempts,
    int maxBodyBytes,
    int pagesPerDay,
    boolean allowPrivateAddresses) {

  /**
   * Two seconds between requests, thirty for an answer, four attempts, 32 MiB, ten thousand pages a
   * day, public addresses only.
   */
  public static final Manners DEFAULT =
      new Manners(
          Duration.ofSeconds(2), Duration.ofSeconds(30), 4, 32 * 1024 * 1024, 10_000, false);

  /**
   * The same towards a shop of one's own: another delay, any number of pages, private addresses
   * allowed.
   */
  public Manners forOwnShop(Duration otherDelay) {
    return new Manners(otherDelay, timeout, attempts, maxBodyBytes, Integer.MAX_VALUE, true);
  }
}
