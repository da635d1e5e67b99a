package com.skatestock.batch.job.scrape;

import com.skatestock.batch.archive.WarcPages;
import com.skatestock.batch.extract.Extractor;
import com.skatestock.batch.job.BadData;
import com.skatestock.batch.shop.Shop;
import com.skatestock.batch.source.Page;
import com.skatestock.batch.source.SiteRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pages of the shop's own site in a WARC file, from a place in it on; a backfill's feed. A
 * crawler's file holds those of many sites. Holds a few pages at a time.
 */
final class WarcPageFeed implements PageFeed {
  private static final Logger LOG = LoggerFactory.getLogger(WarcPageFeed.class);
  private static final int AHEAD = 4;

  private final Shop shop;
  private final Extractor extractor;
  private final Path file;
  private final int firstNumber;
  private final PageGroups groups = new PageGroups();
  private final Ahead<List<ReadPage>> ahead;

  /**
   * @param firstNumber entries of the file before this one are published already
   */
  WarcPageFeed(Shop shop, Extractor extractor, Path file, int firstNumber) {
    this.shop = shop;
    this.extractor = extractor;
    this.file = file;
    this.firstNumber = firstNumber;
    ahead = new Ahead<>("warc-" + shop.id(), AHEAD, this::produce);
  }

  private void produce(Ahead.Sink<List<ReadPage>> sink) throws InterruptedException {
    int ofOthers = 0;
    try (WarcPages pages = WarcPages.of(shop.id(), file, shop.manners().maxBodyBytes())) {
      for (int number = 0; pages.hasNext(); number++) {
        WarcPages.Entry entry = pages.next();
        if (number < firstNumber) {
          continue;
        }
        switch (entry) {
          case WarcPages.Entry.Captured(Page page) when !SiteRules.isOf(shop, page.uri()) ->
              ofOthers++;
          case WarcPages.Entry.Captured(Page page) ->
              put(
                  groups.add(ReadPage.of(number, page, extractor.extract(shop, page), false)),
                  sink);
          case WarcPages.Entry.Unreadable(String recordId, String problem) ->
              put(
                  groups.add(
                      ReadPage.unreadable(number, file.toUri(), recordId, Instant.EPOCH, problem)),
                  sink);
          case WarcPages.Entry.Broken(String problem) -> {
            put(groups.rest(), sink);
            throw new BadData(
                "%s is damaged: %s. What stands before that is published."
                    .formatted(file, problem));
          }
        }
      }
      put(groups.rest(), sink);
      if (ofOthers > 0) {
        LOG.warn("{}: {} pages are not of {} and were left out", file, ofOthers, shop.url());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Not readable as a WARC file: " + file, e);
    }
  }

  private static void put(List<ReadPage> settled, Ahead.Sink<List<ReadPage>> sink)
      throws InterruptedException {
    if (!settled.isEmpty()) {
      sink.put(settled);
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
