package com.skatestock.batch.job.scrape;

import com.skatestock.batch.source.FetchOutcome;

/**
 * A page was not had in all attempts. Retriable: the run goes on at this page when it is started
 * again.
 */
public final class PageNotHad extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PageNotHad(String shop, FetchOutcome.Failed failed) {
    super(
        "Page not had: shop=%s page=%s reason=%s attempts=%d status=%d: %s. Start the run again to go on here."
            .formatted(
                shop,
                failed.uri(),
                failed.reason(),
                failed.attempts(),
                failed.lastStatus(),
                failed.message()));
  }
}
