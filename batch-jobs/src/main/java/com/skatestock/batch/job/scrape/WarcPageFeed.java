package com.skatestock.batch.job.scrape;

import com.skatestock.batch.archive.WarcPages;
import com.skatestock.batch.extract.ExtractedPage;
import com.skatestock.batch.extract.Extractor;
import com.skatestock.batch.extract.PageState;
import com.skatestock.batch.job.BadData;
import com.skatestock.batch.shop.Shop;
import com.skatestock.batch.source.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The pages of a WARC file, from a place in it on; a backfill's feed. Holds a few pages at a time.
 */
final class WarcPageFeed implements PageFeed {
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
    try (WarcPages pages = WarcPages.of(shop.id(), file, shop.manners().maxBodyBytes())) {
      for (int number = 0; pages.hasNext(); number++) {
        WarcPages.Entry entry = pages.next();
        if (number < firstNumber) {
          continue;
        }
        switch (entry) {
          case WarcPages.Entry.Captured(Page page) ->
              put(
                  groups.add(ReadPage.of(number, page, extractor.extract(shop, page), false)),
                  sink);
          case WarcPages.Entry.Unreadable(String recordId, String problem) ->
              put(groups.add(unreadable(number, recordId, problem)), sink);
          case WarcPages.Entry.Broken(String problem) -> {
            put(groups.rest(), sink);
            throw new BadData(
                "%s is damaged: %s. What stands before that is published."
                    .formatted(file, problem));
          }
        }
      }
      put(groups.rest(), sink);
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

  private ReadPage unreadable(int number, String recordId, String problem) {
    ExtractedPage nothing =
        new ExtractedPage(
            PageState.NOT_UNDERSTOOD,
            List.of(),
            List.of(
                new ExtractedPage.Refused("record", problem, ExtractedPage.Reason.MALFORMED, 0)),
            false);
    return new ReadPage(number, file.toUri(), recordId, Instant.EPOCH, nothing, false, 0);
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
