package com.skatestock.batch.job.scrape;

import java.util.Optional;

/** Where a run's pages come from: a shop, the archive, a WARC file. Is read once. */
interface PageSource {

  /**
   * What there was.
   *
   * @param everything every page of every listing was had and read
   * @param shortfall why not, if that is known
   */
  record Seen(boolean everything, Optional<String> shortfall) {
    /** Pages that are no whole visit of a shop. */
    static final Seen A_PART = new Seen(false, Optional.empty());
  }

  /** Reads the pages in order, to the end or until the thread is interrupted. */
  Seen readTo(PageChunks chunks) throws InterruptedException;
}
