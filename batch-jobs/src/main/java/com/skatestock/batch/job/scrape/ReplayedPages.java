package com.skatestock.batch.job.scrape;

import com.skatestock.batch.archive.PageIndex;
import com.skatestock.batch.archive.PageUnreadable;
import com.skatestock.batch.extract.ExtractedPage;
import com.skatestock.batch.job.scrape.PageFeed.ReadPage;
import com.skatestock.batch.job.scrape.PageWalk.Place;
import com.skatestock.batch.shop.Shop;
import com.skatestock.batch.source.Page;
import java.util.Optional;

/** The pages of a scrape that was, in its order, out of the archive; nothing is fetched. */
record ReplayedPages(Stages stages, Shop shop, ScrapeRuns.Run run) implements PageSource {

  @Override
  public Seen readTo(PageChunks chunks) throws InterruptedException {
    PageWalk walk = PageWalk.of(shop, stages.rules().extractor());
    int leftOut = 0;
    // Some published pages are read again, and not handed out: the walk must know what they showed.
    for (PageIndex.Entry entry : stages.index().of(run.id(), run.nextPage() - 1)) {
      Place place = new Place(entry.listing(), entry.listingPage());
      int jumped = walk.moveTo(place, entry.uri());
      ReadPage read = read(entry, place, walk);
      if (entry.number() >= run.nextPage()) {
        leftOut += jumped;
        chunks.add(read.behind(jumped));
        chunks.handOver();
      }
    }
    return new Seen(
        walk.sawEverything() && walk.peek(0).isEmpty() && leftOut == 0, Optional.empty());
  }

  private ReadPage read(PageIndex.Entry entry, Place place, PageWalk walk) {
    try {
      Page page = stages.archive().read(entry.location());
      ExtractedPage extracted = stages.rules().extractor().extract(shop, page);
      return ReadPage.of(entry.number(), page, extracted, walk.goOn(place, extracted));
    } catch (PageUnreadable e) {
      boolean _ = walk.giveUp(place, false);
      return ReadPage.unreadable(
          entry.number(),
          entry.uri(),
          entry.recordId(),
          entry.capturedAt(),
          String.valueOf(e.getMessage()));
    }
  }
}
