package com.skatestock.batch.job.scrape;

import com.skatestock.batch.archive.Capture;
import com.skatestock.batch.archive.ChunkAttempt;
import com.skatestock.batch.archive.PageArchive;
import com.skatestock.batch.archive.PageIndex;
import com.skatestock.batch.archive.PageLocation;
import com.skatestock.batch.archive.PageUnreadable;
import com.skatestock.batch.extract.ExtractedPage;
import com.skatestock.batch.extract.PageState;
import com.skatestock.batch.job.scrape.PageFeed.ReadPage;
import com.skatestock.batch.job.scrape.PageRequests.Reply;
import com.skatestock.batch.job.scrape.PageWalk.Place;
import com.skatestock.batch.job.scrape.PageWalk.Step;
import com.skatestock.batch.shop.Shop;
import com.skatestock.batch.source.FetchOutcome;
import com.skatestock.batch.source.Page;
import com.skatestock.batch.source.PoliteFetcher;
import com.skatestock.batch.source.Validators;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A shop's pages, fetched. First those that an earlier attempt of this run archived and did not
 * publish, from the archive; then the rest from the shop, each archived before it is read. Holds a
 * few pages at a time, however long the listings are.
 */
final class LivePages implements PageSource {
  private static final Logger LOG = LoggerFactory.getLogger(LivePages.class);

  private static final int CHUNK_PAGES = 12;

  /** How often a page that makes no sense is asked for again: a shop's hiccup passes. */
  private static final int SECOND_LOOKS = 2;

  /** After so many pages in a row that are refused or make no sense a shop is left alone. */
  private static final int MOST_NOT_HAD_IN_A_ROW = 5;

  /** What fetching and reading pages takes. */
  record Tools(PoliteFetcher fetcher, PageArchive archive, PageIndex index, ReadingRules rules) {}

  /** A page in the archive, as it is read. */
  private record Look(
      Page page, Validators validators, PageLocation location, ExtractedPage extracted) {
    boolean makesNoSense() {
      return extracted.state() == PageState.NOT_UNDERSTOOD
          || extracted.state() == PageState.BLOCKED;
    }
  }

  private final Tools tools;
  private final Shop shop;
  private final Instant slot;
  private final String scope;
  private final ScrapeRuns.Run run;
  private final long epoch;
  private final PageWalk walk;
  private final DailyPages daily;
  private int leftOut;
  private int notHadInARow;

  /**
   * @param run where an earlier attempt left it
   * @param epoch of the lease under which pages are indexed
   */
  LivePages(Tools tools, Shop shop, Instant slot, String scope, ScrapeRuns.Run run, long epoch) {
    this.tools = tools;
    this.shop = shop;
    this.slot = slot;
    this.scope = scope;
    this.run = run;
    this.epoch = epoch;
    walk = PageWalk.of(shop, tools.rules().extractor());
    daily = new DailyPages(tools.index(), shop);
  }

  @Override
  public Seen readTo(PageChunks chunks) throws InterruptedException {
    int number = archived(chunks);
    try (PageRequests requests =
        new PageRequests(tools.fetcher(), tools.index(), shop, walk, daily)) {
      while (walk.peek(0).isPresent() && notHadInARow < MOST_NOT_HAD_IN_A_ROW) {
        if (!requests.ask(number - run.nextPage())) {
          return new Seen(false, Optional.of(usedUp(number)));
        }
        List<ReadPage> pages = readNext(number, requests);
        requests.settled();
        number += pages.size();
        pages.forEach(chunks::add);
        chunks.handOver();
      }
    }
    return new Seen(walk.sawEverything() && walk.peek(0).isEmpty(), Optional.empty());
  }

  /** Walks what an earlier attempt archived; answers with the number of the page that follows. */
  private int archived(PageChunks chunks) throws InterruptedException {
    int number = run.nextPage();
    // Some published pages are read again, and not handed out: the walk must know what they showed.
    for (PageIndex.Entry entry : tools.index().of(run.id(), run.nextPage() - 1)) {
      Place place = new Place(entry.listing(), entry.listingPage());
      int jumped = walk.moveTo(place, entry.uri());
      leftOut += entry.number() < run.nextPage() ? 0 : jumped;
      Page page = tools.archive().read(entry.location());
      ExtractedPage extracted = tools.rules().extractor().extract(shop, page);
      boolean ends = walk.goOn(place, extracted);
      if (entry.number() >= run.nextPage()) {
        chunks.add(readPage(entry.number(), page, extracted, ends));
        chunks.handOver();
        number = entry.number() + 1;
      }
    }
    return number;
  }

  private String usedUp(int number) {
    String shortfall = "the day's " + daily.most() + " pages are used up";
    LOG.warn(
        "Stopped at page {} of {}: {} (manners.pages-per-day); the next day (UTC) has as many",
        number,
        shop.id(),
        shortfall);
    return shortfall;
  }

  /** Tells of the pages that were left out with the next that was not: their number is kept so. */
  private ReadPage readPage(int number, Page page, ExtractedPage extracted, boolean ends) {
    ReadPage read = ReadPage.of(number, page, extracted, ends).behind(leftOut);
    leftOut = 0;
    return read;
  }

  /** Archives and reads the next pages: those that are there; none if the first is not had. */
  private List<ReadPage> readNext(int number, PageRequests requests) throws InterruptedException {
    return switch (requests.take()) {
      case Reply.Captured first -> {
        List<Reply.Captured> captures = new ArrayList<>(CHUNK_PAGES);
        Optional<Reply.Captured> captured = Optional.of(first);
        while (captured.isPresent()) {
          captures.add(captured.get());
          captured = captures.size() < CHUNK_PAGES ? requests.takeIfHad() : Optional.empty();
        }
        requests.askAhead(number - run.nextPage());
        yield read(number, captures, requests);
      }
      case Reply.Refused(Step step, FetchOutcome.Refused why) -> {
        LOG.warn(
            "Page refused: shop={} page={} reason={} status={}: {}",
            shop.id(),
            why.uri(),
            why.reason(),
            why.status(),
            why.message());
        requests.forget();
        giveUp(step.place(), why.isGone());
        yield List.of();
      }
      // One product's page that is broken for good must not keep the others from being read.
      case Reply.Failed(Step step, FetchOutcome.Failed why)
          when why.reason() == FetchOutcome.Failure.HTTP_STATUS
              && walk.canDoWithout(step.place())
              && notHadInARow + 1 < MOST_NOT_HAD_IN_A_ROW -> {
        LOG.warn(
            "Page left out: shop={} page={} status={}", shop.id(), why.uri(), why.lastStatus());
        requests.forget();
        giveUp(step.place(), false);
        yield List.of();
      }
      case Reply.Failed(Step _, FetchOutcome.Failed why) -> throw new PageNotHad(shop.id(), why);
    };
  }

  private void giveUp(Place place, boolean gone) {
    leftOut += walk.giveUp(place, gone) ? 1 : 0;
    notHadInARow += gone ? 0 : 1;
  }

  private List<ReadPage> read(int number, List<Reply.Captured> captures, PageRequests requests)
      throws InterruptedException {
    List<ChunkAttempt.Placed> placed = new ArrayList<>(captures.size());
    for (Reply.Captured captured : captures) {
      placed.add(placed(number + placed.size(), captured));
    }
    List<PageLocation> locations = archive(placed);
    List<ReadPage> pages = new ArrayList<>(captures.size());
    List<PageIndex.Entry> entries = new ArrayList<>(captures.size());
    for (int i = 0; i < captures.size(); i++) {
      Reply.Captured captured = captures.get(i);
      Look look = look(number + i, captured, locations.get(i));
      notHadInARow = look.makesNoSense() ? notHadInARow + 1 : 0;
      boolean ends = walk.goOn(captured.step().place(), look.extracted());
      entries.add(entry(number + i, captured, look));
      pages.add(readPage(number + i, look.page(), look.extracted(), ends));
      if (ends) {
        // What was asked for beyond the end is of no interest.
        requests.forget();
        break;
      }
    }
    if (!tools.index().add(run.id(), epoch, entries)) {
      throw new RunTakenOver("Run " + run.id() + " at page " + number, epoch);
    }
    return pages;
  }

  private List<PageLocation> archive(List<ChunkAttempt.Placed> captures) {
    return tools
        .archive()
        .write(new ChunkAttempt(shop.id(), slot, scope, tools.rules().version(), epoch, captures));
  }

  private static ChunkAttempt.Placed placed(int number, Reply.Captured captured) {
    Place place = captured.step().place();
    return new ChunkAttempt.Placed(
        number, place.listing(), place.page(), captured.validators(), captured.capture());
  }

  /** Reads a capture; one that makes no sense is asked for again, and the last word counts. */
  private Look look(int number, Reply.Captured captured, PageLocation location)
      throws InterruptedException {
    Look look =
        switch (captured.capture()) {
          case Capture.Fresh(Page fresh) -> look(fresh, captured.validators(), location);
          case Capture.Unchanged unchanged -> stillValid(number, captured, location);
        };
    for (int again = 0; again < SECOND_LOOKS && look.makesNoSense(); again++) {
      LOG.warn(
          "Page not as expected: shop={} page={} state={}; asked for again",
          shop.id(),
          captured.step().uri(),
          look.extracted().state());
      look = askedAgain(number, captured.step()).orElse(look);
    }
    return look;
  }

  /** What a 304 declared still valid; where the archive has lost that, the shop shows it again. */
  private Look stillValid(int number, Reply.Captured captured, PageLocation location)
      throws InterruptedException {
    try {
      return look(tools.archive().read(location), captured.validators(), location);
    } catch (PageUnreadable lost) {
      LOG.warn("{} Asked for in full: {}", lost.getMessage(), captured.step().uri());
      return askedAgain(number, captured.step()).orElseThrow(() -> lost);
    }
  }

  /** The page, asked for as if for the first time, and archived; empty if it is not had. */
  private Optional<Look> askedAgain(int number, Step step) throws InterruptedException {
    if (tools.fetcher().fetch(shop, step.uri(), Validators.NONE)
        instanceof FetchOutcome.Fetched(Page fetched, Validators validators)) {
      Reply.Captured second = new Reply.Captured(step, new Capture.Fresh(fetched), validators);
      return Optional.of(
          look(fetched, validators, archive(List.of(placed(number, second))).getFirst()));
    }
    return Optional.empty();
  }

  private Look look(Page page, Validators validators, PageLocation location) {
    return new Look(page, validators, location, tools.rules().extractor().extract(shop, page));
  }

  private static PageIndex.Entry entry(int number, Reply.Captured captured, Look look) {
    Step step = captured.step();
    Page page = look.page();
    return new PageIndex.Entry(
        number,
        step.place().listing(),
        step.place().page(),
        page.recordId(),
        step.uri(),
        page.capturedAt(),
        page.status(),
        look.location(),
        look.validators().etag(),
        look.validators().lastModified(),
        captured.capture() instanceof Capture.Unchanged unchanged
                && page.recordId().equals(unchanged.recordId())
            ? Optional.of(unchanged.originalRecordId())
            : Optional.empty());
  }
}
