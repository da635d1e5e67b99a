package com.skatestock.batch.job.scrape;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.skatestock.batch.archive.Capture;
import com.skatestock.batch.archive.ChunkAttempt;
import com.skatestock.batch.archive.PageArchive;
import com.skatestock.batch.archive.PageIndex;
import com.skatestock.batch.archive.PageLocation;
import com.skatestock.batch.extract.ExtractedPage;
import com.skatestock.batch.extract.PageState;
import com.skatestock.batch.job.scrape.PageWalk.Place;
import com.skatestock.batch.job.scrape.PageWalk.Step;
import com.skatestock.batch.shop.Shop;
import com.skatestock.batch.source.FetchOutcome;
import com.skatestock.batch.source.Page;
import com.skatestock.batch.source.PoliteFetcher;
import com.skatestock.batch.source.Validators;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A shop's pages, fetched. First those that an earlier attempt of this run archived and did not
 * publish, from the archive; then the rest from the shop, each archived before it is read. Holds a
 * few pages at a time, however long the listings are.
 */
final class LivePageFeed implements PageFeed {
  private static final Logger LOG = LoggerFactory.getLogger(LivePageFeed.class);

  /** Pages asked for at once where no delay is due; more, the more pages there turn out to be. */
  private static final int AT_ONCE = 6;

  private static final int MOST_AT_ONCE = 8;
  private static final int CHUNK_PAGES = 6;

  /** Where no delay is due, the next page is worth so much waiting to fill a chunk. */
  private static final Duration PATIENCE = Duration.ofMillis(100);

  private static final int CHUNKS_AHEAD = 1;

  /** How often a page that makes no sense is asked for again: a shop's hiccup passes. */
  private static final int SECOND_LOOKS = 2;

  /** After so many pages in a row that are refused or make no sense a shop is left alone. */
  private static final int MOST_NOT_HAD_IN_A_ROW = 5;

  /** What the feed works with. */
  record Tools(
      PoliteFetcher fetcher,
      PageArchive archive,
      PageIndex index,
      ReadingRules rules,
      ScrapeRuns runs) {}

  /**
   * @param earlier the capture whose validators were sent along
   */
  private record Asked(
      Step step, Optional<PageIndex.Earlier> earlier, Future<FetchOutcome> answer) {}

  /** What became of a page that was asked for. */
  private sealed interface Reply {}

  /** The shop says that there is no such page. */
  private record Gone() implements Reply {}

  /** The page is not to be had. */
  private record NotHad() implements Reply {}

  /** A capture on its way into the archive. */
  private record Captured(Step step, Capture capture, Validators validators) implements Reply {
    ChunkAttempt.Placed at(int number) {
      return new ChunkAttempt.Placed(
          number, step.place().listing(), step.place().page(), validators, capture);
    }
  }

  private final Tools tools;
  private final Shop shop;
  private final Instant slot;
  private final String scope;
  private final ScrapeRuns.Run run;
  private final long epoch;
  private final ExecutorService fetching = Executors.newVirtualThreadPerTaskExecutor();
  private final Deque<Asked> asked = new ArrayDeque<>();
  private final PageWalk walk;
  private final PageGroups groups = new PageGroups();
  private final boolean undelayed;
  private final DailyPages daily;
  private int leftOut;
  private int notHadInARow;
  private volatile boolean sawEverything;
  private volatile Optional<String> shortfall = Optional.empty();
  private final Ahead<List<ReadPage>> ahead;

  /**
   * @param run where an earlier attempt left it
   * @param epoch of the lease under which pages are indexed
   */
  LivePageFeed(Tools tools, Shop shop, Instant slot, String scope, ScrapeRuns.Run run, long epoch) {
    this.tools = tools;
    this.shop = shop;
    this.slot = slot;
    this.scope = scope;
    this.run = run;
    this.epoch = epoch;
    walk = PageWalk.of(shop, tools.rules().extractor());
    daily = new DailyPages(tools.runs(), shop);
    undelayed = shop.manners().delay().isZero();
    ahead = new Ahead<>("pages-" + shop.id(), CHUNKS_AHEAD, this::produce);
  }

  private void produce(Ahead.Sink<List<ReadPage>> sink) throws InterruptedException {
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
        put(groups.add(readPage(entry.number(), page, extracted, ends)), sink);
        number = entry.number() + 1;
      }
    }
    while (walk.peek(0).isPresent() && notHadInARow < MOST_NOT_HAD_IN_A_ROW) {
      ask(number - run.nextPage());
      if (asked.isEmpty()) {
        shortfall = Optional.of("the day's " + daily.most() + " pages are used up");
        LOG.warn(
            "Stopped at page {} of {}: {} (manners.pages-per-day); the next day (UTC) has as many",
            number,
            shop.id(),
            shortfall.get());
        put(groups.rest(), sink);
        return;
      }
      List<ReadPage> pages = readNext(number);
      number += pages.size();
      List<ReadPage> whole = new ArrayList<>(pages.size());
      pages.forEach(page -> whole.addAll(groups.add(page)));
      put(whole, sink);
    }
    put(groups.rest(), sink);
    sawEverything = walk.sawEverything() && walk.peek(0).isEmpty();
  }

  /** Tells of the pages that were left out with the next that was not: their number is kept so. */
  private ReadPage readPage(int number, Page page, ExtractedPage extracted, boolean ends) {
    ReadPage read = ReadPage.of(number, page, extracted, ends).behind(leftOut);
    leftOut = 0;
    return read;
  }

  private static void put(List<ReadPage> pages, Ahead.Sink<List<ReadPage>> sink)
      throws InterruptedException {
    if (!pages.isEmpty()) {
      sink.put(pages);
    }
  }

  /** Fetches, archives and reads the next pages: those that are there, but at least one. */
  private List<ReadPage> readNext(int number) throws InterruptedException {
    Asked first = asked.removeFirst();
    Reply reply = capture(first);
    if (!(reply instanceof Captured captured)) {
      forgetAsked();
      giveUp(first.step().place(), reply instanceof Gone);
      return List.of();
    }
    List<Captured> captures = new ArrayList<>(CHUNK_PAGES);
    captures.add(captured);
    while (captures.size() < CHUNK_PAGES && !asked.isEmpty() && isHad(asked.getFirst())) {
      captures.add((Captured) capture(asked.removeFirst()));
    }
    return read(number, captures);
  }

  /** Whether it comes into the same chunk; what is not to be had waits until it is the first. */
  private boolean isHad(Asked page) throws InterruptedException {
    try {
      return switch (page.answer().get(undelayed ? PATIENCE.toMillis() : 0, MILLISECONDS)) {
        case FetchOutcome.Fetched fetched -> true;
        case FetchOutcome.NotModified same -> true;
        case FetchOutcome.Refused refused -> false;
        case FetchOutcome.Failed failed -> false;
      };
    } catch (TimeoutException | ExecutionException e) {
      return false;
    }
  }

  private void giveUp(Place place, boolean gone) {
    leftOut += walk.giveUp(place, gone) ? 1 : 0;
    notHadInARow += gone ? 0 : 1;
  }

  private List<ReadPage> read(int number, List<Captured> captures) throws InterruptedException {
    List<ChunkAttempt.Placed> placed = new ArrayList<>(captures.size());
    for (Captured captured : captures) {
      placed.add(captured.at(number + placed.size()));
    }
    List<PageLocation> locations = archive(placed);
    List<ReadPage> pages = new ArrayList<>(captures.size());
    List<PageIndex.Entry> entries = new ArrayList<>(captures.size());
    for (int i = 0; i < captures.size(); i++) {
      Captured captured = captures.get(i);
      Page page =
          switch (captured.capture()) {
            case Capture.Fresh(Page fresh) -> fresh;
            case Capture.Unchanged unchanged -> tools.archive().read(locations.get(i));
          };
      ExtractedPage extracted = tools.rules().extractor().extract(shop, page);
      PageLocation location = locations.get(i);
      Validators validators = captured.validators();
      for (int look = 0; look < SECOND_LOOKS && makesNoSense(extracted); look++) {
        LOG.warn(
            "Page not as expected: shop={} page={} state={}; asked for again",
            shop.id(),
            captured.step().uri(),
            extracted.state());
        FetchOutcome outcome = tools.fetcher().fetch(shop, captured.step().uri(), Validators.NONE);
        if (outcome instanceof FetchOutcome.Fetched(Page again, Validators now)) {
          page = again;
          validators = now;
          Captured second = new Captured(captured.step(), new Capture.Fresh(page), now);
          location = archive(List.of(second.at(number + i))).getFirst();
          extracted = tools.rules().extractor().extract(shop, page);
        }
      }
      notHadInARow = makesNoSense(extracted) ? notHadInARow + 1 : 0;
      boolean ends = walk.goOn(captured.step().place(), extracted);
      entries.add(entry(number + i, captured, page, location, validators));
      pages.add(readPage(number + i, page, extracted, ends));
      if (ends) {
        // What was asked for beyond the end is of no interest.
        forgetAsked();
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

  private static boolean makesNoSense(ExtractedPage page) {
    return page.state() == PageState.NOT_UNDERSTOOD || page.state() == PageState.BLOCKED;
  }

  private PageIndex.Entry entry(
      int number, Captured captured, Page page, PageLocation location, Validators validators) {
    return new PageIndex.Entry(
        number,
        captured.step().place().listing(),
        captured.step().place().page(),
        page.recordId(),
        captured.step().uri(),
        page.capturedAt(),
        page.status(),
        location,
        validators.etag(),
        validators.lastModified(),
        captured.capture() instanceof Capture.Unchanged unchanged
                && page.recordId().equals(unchanged.recordId())
            ? Optional.of(unchanged.originalRecordId())
            : Optional.empty());
  }

  /**
   * Asks for the next pages, several together.
   *
   * @param read how many pages this visit has read
   */
  private void ask(int read) {
    int most = undelayed ? Math.min(AT_ONCE + read, MOST_AT_ONCE) : 1;
    if (asked.size() > most / 2) {
      return;
    }
    List<Step> steps = new ArrayList<>();
    while (asked.size() + steps.size() < most) {
      int underWay = asked.size() + steps.size();
      Optional<Step> step = walk.peek(underWay);
      if (step.isEmpty() || !daily.take(underWay)) {
        break;
      }
      steps.add(step.get());
    }
    if (steps.isEmpty()) {
      return;
    }
    // Not on the fetching thread: that one may be interrupted, and an interrupt of a virtual
    // thread closes the database connection that it waits for.
    Map<URI, PageIndex.Earlier> known =
        tools.index().earlier(shop.id(), steps.stream().map(Step::uri).toList());
    for (Step step : steps) {
      Optional<PageIndex.Earlier> earlier = Optional.ofNullable(known.get(step.uri()));
      asked.addLast(new Asked(step, earlier, fetching.submit(() -> fetch(step.uri(), earlier))));
    }
  }

  private FetchOutcome fetch(URI uri, Optional<PageIndex.Earlier> earlier) {
    Validators known =
        earlier
            .map(capture -> new Validators(capture.etag(), capture.lastModified()))
            .orElse(Validators.NONE);
    return tools.fetcher().fetch(shop, uri, known);
  }

  private void forgetAsked() {
    asked.forEach(page -> page.answer().cancel(true));
    asked.clear();
  }

  private Reply capture(Asked page) throws InterruptedException {
    FetchOutcome outcome;
    try {
      outcome = page.answer().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "Page could not be fetched: " + page.step().uri(), e.getCause());
    }
    return switch (outcome) {
      case FetchOutcome.Fetched(Page fetched, Validators validators) ->
          new Captured(page.step(), new Capture.Fresh(fetched), validators);
      case FetchOutcome.NotModified same -> {
        PageIndex.Earlier earlier = page.earlier().orElseThrow();
        yield new Captured(
            page.step(),
            new Capture.Unchanged(
                shop.id(),
                same.uri(),
                same.capturedAt(),
                same.recordId(),
                same.headers(),
                earlier.location(),
                earlier.recordId(),
                earlier.capturedAt()),
            same.validators());
      }
      case FetchOutcome.Refused refused -> {
        LOG.warn(
            "Page refused: shop={} page={} reason={} status={}: {}",
            shop.id(),
            refused.uri(),
            refused.reason(),
            refused.status(),
            refused.message());
        yield refused.status() == 404 || refused.status() == 410 ? new Gone() : new NotHad();
      }
      // One product's page that is broken for good must not keep the others from being read.
      case FetchOutcome.Failed failed
          when failed.reason() == FetchOutcome.Failure.HTTP_STATUS
              && walk.canDoWithout(page.step().place())
              && notHadInARow + 1 < MOST_NOT_HAD_IN_A_ROW -> {
        LOG.warn(
            "Page left out: shop={} page={} status={}",
            shop.id(),
            failed.uri(),
            failed.lastStatus());
        yield new NotHad();
      }
      case FetchOutcome.Failed failed -> throw new PageNotHad(shop.id(), failed);
    };
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
  public Optional<String> shortfall() {
    return shortfall;
  }

  @Override
  public void close() {
    ahead.close();
    fetching.shutdownNow();
  }
}
