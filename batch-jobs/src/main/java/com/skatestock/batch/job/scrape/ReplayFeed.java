package com.skatestock.batch.job.scrape;

import com.skatestock.batch.archive.PageIndex;
import com.skatestock.batch.archive.PageUnreadable;
import com.skatestock.batch.extract.ExtractedPage;
import com.skatestock.batch.job.scrape.PageWalk.Place;
import com.skatestock.batch.shop.Shop;
import com.skatestock.batch.source.Page;
import java.util.List;
import java.util.Optional;

/** The pages of a scrape that was, in its order, out of the archive; nothing is fetched. */
final class ReplayFeed implements PageFeed {
  private static final int PAGES_AHEAD = 4;

  private final Stages stages;
  private final Shop shop;
  private final ScrapeRuns.Run run;
  private final PageWalk walk;
  private final PageGroups groups = new PageGroups();
  private volatile boolean sawEverything;
  private final Ahead<List<ReadPage>> ahead;

  ReplayFeed(Stages stages, Shop shop, ScrapeRuns.Run run) {
    this.stages = stages;
    this.shop = shop;
    this.run = run;
    walk = PageWalk.of(shop, stages.rules().extractor());
    ahead = new Ahead<>("replay-" + shop.id(), PAGES_AHEAD, this::produce);
  }

  private void produce(Ahead.Sink<List<ReadPage>> sink) throws InterruptedException {
    int leftOut = 0;
    // Some published pages are read again, and not handed out: the walk must know what they showed.
    for (PageIndex.Entry entry : stages.index().of(run.id(), run.nextPage() - 1)) {
      Place place = new Place(entry.listing(), entry.listingPage());
      int jumped = walk.moveTo(place, entry.uri());
      ReadPage read = read(entry, place);
      if (entry.number() >= run.nextPage()) {
        leftOut += jumped;
        put(groups.add(read.behind(jumped)), sink);
      }
    }
    put(groups.rest(), sink);
    sawEverything = walk.sawEverything() && walk.peek(0).isEmpty() && leftOut == 0;
  }

  private static void put(List<ReadPage> settled, Ahead.Sink<List<ReadPage>> sink)
      throws InterruptedException {
    if (!settled.isEmpty()) {
      sink.put(settled);
    }
  }

  private ReadPage read(PageIndex.Entry entry, Place place) {
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

  @Override
  public Optional<List<ReadPage>> take() throws InterruptedException {
    return ahead.take();
  }

  @Override
  public boolean sawEverything() {
    return sawEverything;
  }

  @Override
  public void close() {
    ahead.close();
  }
}
