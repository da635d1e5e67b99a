package com.skatestock.batch.job.scrape;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets live work go first: a backfill asks before each chunk whether it is its turn. It is not
 * while the same shop is being scraped, nor while the loader is behind and catching up. A backlog
 * that nobody works off holds nothing up: the backfill's own load will come to it.
 *
 * <p>Made for one run; not thread-safe.
 */
public final class LiveFirst {
  private static final Logger LOG = LoggerFactory.getLogger(LiveFirst.class);

  /**
   * What all backfills of a process share.
   *
   * @param isScraped whether somebody scrapes the shop right now
   * @param backlog records of the topic that are not in PostgreSQL yet
   * @param longestBacklog a backlog up to this is no reason to wait
   * @param patience a backlog that has not shrunk for so long is nobody's work
   */
  public record Rules(
      Predicate<String> isScraped,
      LongSupplier backlog,
      long longestBacklog,
      Duration patience,
      Duration lookAgain) {}

  private final Rules rules;
  private final String shop;
  private long least = Long.MAX_VALUE;
  private long shrankAt;
  private boolean waiting;

  LiveFirst(Rules rules, String shop) {
    this.rules = rules;
    this.shop = shop;
  }

  /** True if the next chunk may be published now; if not, some time has passed. */
  boolean isOurTurn() throws InterruptedException {
    boolean scraped = rules.isScraped().test(shop);
    if (!scraped && !isBeingLoaded()) {
      waiting = false;
      return true;
    }
    if (!waiting) {
      waiting = true;
      LOG.info(
          "Waiting: {}", scraped ? shop + " is being scraped" : "the load is " + least + " behind");
    }
    Thread.sleep(rules.lookAgain());
    return false;
  }

  private boolean isBeingLoaded() {
    long now = rules.backlog().getAsLong();
    if (now <= rules.longestBacklog()) {
      least = Long.MAX_VALUE;
      return false;
    }
    if (now < least) {
      least = now;
      shrankAt = System.nanoTime();
    }
    return System.nanoTime() - shrankAt < rules.patience().toNanos();
  }
}
