package com.skatestock.batch.job.scrape;

import com.skatestock.batch.extract.ExtractedPage;
import com.skatestock.batch.extract.PageState;
import com.skatestock.batch.job.scrape.PageMeaning.UnderstoodPage;
import com.skatestock.batch.job.scrape.PageSource.Seen;
import com.skatestock.batch.shop.Shop;
import com.skatestock.batch.source.Page;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Hands out a run's pages in order, chunk by chunk, each archived, read and made into a {@code P}.
 * All that happens ahead of the taker, on a thread of its own.
 */
public final class PageFeed<P> implements AutoCloseable {

  /** How the pages of a run that was opened come to its step. */
  interface Opening {
    PageFeed<UnderstoodPage> of(
        ScrapeRuns.Run opened, Shop shop, Function<ReadPage, UnderstoodPage> meaning);
  }

  /**
   * What a page says, and where that is from. Without the page's bytes: several chunks of them are
   * on their way at a time.
   *
   * @param number its place in the run, from 0
   * @param ends nothing follows in its listing, be it that it says so or that it makes no sense to
   *     go on
   * @param leftOut pages before this one, and behind the one before it, that were not to be had
   * @param wasRead false for what stands for a page that the archive could not give back
   */
  public record ReadPage(
      int number,
      URI uri,
      String recordId,
      Instant capturedAt,
      ExtractedPage extracted,
      boolean ends,
      int leftOut,
      boolean wasRead) {

    /** A page before which none was left out. */
    static ReadPage of(int number, Page page, ExtractedPage extracted, boolean ends) {
      return new ReadPage(
          number, page.uri(), page.recordId(), page.capturedAt(), extracted, ends, 0, true);
    }

    /** Stands for a page that could not be had: it is counted and kept with the dead letters. */
    static ReadPage unreadable(
        int number, URI uri, String recordId, Instant capturedAt, String problem) {
      return new ReadPage(
          number,
          uri,
          recordId,
          capturedAt,
          new ExtractedPage(
              PageState.NOT_UNDERSTOOD,
              List.of(),
              List.of(
                  new ExtractedPage.Refused("record", problem, ExtractedPage.Reason.MALFORMED, 0)),
              false),
          false,
          0,
          false);
    }

    /** True if the page is one that a shop without disturbance shows. */
    boolean isAsExpected() {
      return switch (extracted.state()) {
        case LISTING, EMPTY, DIRECTORY -> true;
        case NOT_FOUND, BLOCKED, NOT_UNDERSTOOD -> false;
      };
    }

    /** The same page, saying something else. */
    ReadPage saying(ExtractedPage other) {
      return new ReadPage(number, uri, recordId, capturedAt, other, ends, leftOut, wasRead);
    }

    /** The same page behind some that were left out. */
    ReadPage behind(int pages) {
      return new ReadPage(number, uri, recordId, capturedAt, extracted, ends, pages, wasRead);
    }
  }

  private final Ahead<List<P>> ahead;
  private volatile Seen seen = Seen.A_PART;

  /**
   * @param name of the thread
   * @param chunksAhead how many chunks may lie ready
   * @param meaning what is handed out of each page
   */
  PageFeed(String name, int chunksAhead, PageSource source, Function<ReadPage, P> meaning) {
    ahead =
        new Ahead<>(
            name,
            chunksAhead,
            sink ->
                read(
                    source,
                    new PageChunks(chunk -> sink.put(chunk.stream().map(meaning).toList()))));
  }

  private void read(PageSource source, PageChunks chunks) throws InterruptedException {
    seen = source.readTo(chunks);
    chunks.end();
  }

  /** The next pages; empty at the end. */
  Optional<List<P>> take() throws InterruptedException {
    return ahead.take();
  }

  /** True if every page of every listing was had and read; asked at the end. */
  boolean sawEverything() {
    return seen.everything();
  }

  /** Why not every page was had, if that is known; asked at the end. */
  Optional<String> shortfall() {
    return seen.shortfall();
  }

  @Override
  public void close() {
    ahead.close();
  }
}
