package com.skatestock.batch.job.scrape;

import com.skatestock.batch.archive.WarcPages;
import com.skatestock.batch.extract.Extractor;
import com.skatestock.batch.job.BadData;
import com.skatestock.batch.job.scrape.PageFeed.ReadPage;
import com.skatestock.batch.shop.Shop;
import com.skatestock.batch.source.Page;
import com.skatestock.batch.source.SiteRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pages of the shop's own site in a WARC file, from a place in it on. A crawler's file holds
 * those of many sites. Holds a few pages at a time.
 *
 * @param firstNumber entries of the file before this one are published already
 */
record WarcFilePages(Shop shop, Extractor extractor, Path file, int firstNumber)
    implements PageSource {
  private static final Logger LOG = LoggerFactory.getLogger(WarcFilePages.class);

  @Override
  public Seen readTo(PageChunks chunks) throws InterruptedException {
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
              chunks.add(ReadPage.of(number, page, extractor.extract(shop, page), false));
          case WarcPages.Entry.Unreadable(var recordId, var _, var _, String problem) ->
              chunks.add(
                  ReadPage.unreadable(number, file.toUri(), recordId, Instant.EPOCH, problem));
          case WarcPages.Entry.Broken(String problem) -> {
            chunks.end();
            throw new BadData(
                "%s is damaged: %s. What stands before that is published."
                    .formatted(file, problem));
          }
        }
        chunks.handOver();
      }
      if (ofOthers > 0) {
        LOG.warn("{}: {} pages are not of {} and were left out", file, ofOthers, shop.url());
      }
      return Seen.A_PART;
    } catch (IOException e) {
      throw new UncheckedIOException("Not readable as a WARC file: " + file, e);
    }
  }
}
