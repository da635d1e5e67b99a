package com.skatestock.batch.job.scrape;

import com.skatestock.batch.archive.PageArchive;
import com.skatestock.batch.archive.PageUnreadable;
import com.skatestock.batch.extract.ExtractedPage;
import com.skatestock.batch.extract.Extractor;
import com.skatestock.batch.extract.PageState;
import com.skatestock.batch.job.scrape.BackfillPlan.PlannedPage;
import com.skatestock.batch.job.scrape.PageFeed.ReadPage;
import com.skatestock.batch.shop.Shop;
import com.skatestock.batch.source.Page;
import java.net.URI;
import java.util.List;

/**
 * Pages out of the archive, read by today's rules. Holds a few at a time.
 *
 * @param firstNumber what the first page is counted as
 */
record ArchivedPages(
    Shop shop, Extractor extractor, PageArchive archive, List<PlannedPage> pages, int firstNumber)
    implements PageSource {
  private static final int CHUNK_PAGES = 8;

  @Override
  public Seen readTo(PageChunks chunks) throws InterruptedException {
    for (int i = 0; i < pages.size(); i++) {
      chunks.add(read(firstNumber + i, pages.get(i)));
      if (chunks.ready() >= CHUNK_PAGES) {
        chunks.handOver();
      }
    }
    return Seen.A_PART;
  }

  private ReadPage read(int number, PlannedPage planned) {
    try {
      Page page = archive.read(planned.location());
      ExtractedPage extracted = extractor.extract(shop, page);
      return ReadPage.of(
          number, page, extracted, extracted.last() || extracted.state() != PageState.LISTING);
    } catch (PageUnreadable e) {
      return ReadPage.unreadable(
          number,
          URI.create(planned.uri()),
          planned.recordId(),
          planned.capturedAt(),
          String.valueOf(e.getMessage()));
    }
  }
}
