package com.skatestock.batch.job.scrape;

import com.skatestock.batch.archive.PageArchive;
import com.skatestock.batch.archive.PageUnreadable;
import com.skatestock.batch.extract.ExtractedPage;
import com.skatestock.batch.extract.Extractor;
import com.skatestock.batch.extract.PageState;
import com.skatestock.batch.job.scrape.BackfillPlan.PlannedPage;
import com.skatestock.batch.shop.Shop;
import com.skatestock.batch.source.Page;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Pages out of the archive, read by today's rules. Holds a few at a time. */
final class ArchivePageFeed implements PageFeed {
  private static final int CHUNK_PAGES = 8;
  private static final int CHUNKS_AHEAD = 1;

  private final Shop shop;
  private final Extractor extractor;
  private final PageArchive archive;
  private final PageGroups groups = new PageGroups();
  private final Ahead<List<ReadPage>> ahead;

  /**
   * @param firstNumber what the first page is counted as
   */
  ArchivePageFeed(
      Shop shop,
      Extractor extractor,
      PageArchive archive,
      List<PlannedPage> pages,
      int firstNumber) {
    this.shop = shop;
    this.extractor = extractor;
    this.archive = archive;
    ahead =
        new Ahead<>(
            "archive-" + shop.id(), CHUNKS_AHEAD, sink -> produce(sink, pages, firstNumber));
  }

  private void produce(Ahead.Sink<List<ReadPage>> sink, List<PlannedPage> pages, int firstNumber)
      throws InterruptedException {
    List<ReadPage> chunk = new ArrayList<>(CHUNK_PAGES);
    for (int i = 0; i < pages.size(); i++) {
      chunk.addAll(groups.add(read(firstNumber + i, pages.get(i))));
      if (chunk.size() >= CHUNK_PAGES) {
        sink.put(chunk);
        chunk = new ArrayList<>(CHUNK_PAGES);
      }
    }
    chunk.addAll(groups.rest());
    if (!chunk.isEmpty()) {
      sink.put(chunk);
    }
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

  @Override
  public Optional<List<ReadPage>> take() throws InterruptedException {
    return ahead.take();
  }

  @Override
  public boolean sawEverything() {
    return false;
  }

  @Override
  public void close() {
    ahead.close();
  }
}
