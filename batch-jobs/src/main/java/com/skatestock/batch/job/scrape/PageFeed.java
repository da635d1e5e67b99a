package com.skatestock.batch.job.scrape;

import com.skatestock.batch.extract.ExtractedPage;
import com.skatestock.batch.source.Page;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Hands out a run's pages in order, chunk by chunk, each archived and read. Works ahead on a thread
 * of its own.
 */
public interface PageFeed extends AutoCloseable {

  /**
   * What a page says, and where that is from. Without the page's bytes: several chunks of them are
   * on their way at a time.
   *
   * @param number its place in the run, from 0
   * @param ends nothing follows in its listing, be it that it says so or that it makes no sense to
   *     go on
   */
  record ReadPage(
      int number,
      URI uri,
      String recordId,
      Instant capturedAt,
      ExtractedPage extracted,
      boolean ends) {

    static ReadPage of(int number, Page page, ExtractedPage extracted, boolean ends) {
      return new ReadPage(number, page.uri(), page.recordId(), page.capturedAt(), extracted, ends);
    }
  }

  /** The next pages; empty at the end. */
  Optional<List<ReadPage>> take() throws InterruptedException;

  /** True if every page of every listing was had and read; asked at the end. */
  boolean sawEverything();

  @Override
  void close();
}
