package com.skatestock.batch.job.scrape;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.skatestock.batch.archive.Capture;
import com.skatestock.batch.archive.PageIndex;
import com.skatestock.batch.job.scrape.PageWalk.Step;
import com.skatestock.batch.shop.Shop;
import com.skatestock.batch.source.FetchOutcome;
import com.skatestock.batch.source.Page;
import com.skatestock.batch.source.PoliteFetcher;
import com.skatestock.batch.source.Validators;
import java.net.URI;
import java.time.Duration;
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

/**
 * The pages that a shop was asked for and that nobody has taken yet, in the order of the walk: one
 * at a time where a delay is due, else several together. For one thread.
 */
final class PageRequests implements AutoCloseable {
  /** Pages asked for at once where no delay is due; more, the more pages there turn out to be. */
  private static final int AT_ONCE = 6;

  private static final int MOST_AT_ONCE = 14;

  /** Where no delay is due, the next page is worth so much waiting to fill a chunk. */
  private static final Duration PATIENCE = Duration.ofMillis(100);

  /** What became of a page that was asked for. */
  sealed interface Reply {
    /** A capture on its way into the archive. */
    record Captured(Step step, Capture capture, Validators validators) implements Reply {}

    /** The page is not to be had. */
    record Refused(Step step, FetchOutcome.Refused why) implements Reply {}

    /** The page was not had in all attempts. */
    record Failed(Step step, FetchOutcome.Failed why) implements Reply {}
  }

  /**
   * @param earlier the capture whose validators were sent along
   */
  private record Asked(
      Step step, Optional<PageIndex.Earlier> earlier, Future<FetchOutcome> answer) {}

  private final PoliteFetcher fetcher;
  private final PageIndex index;
  private final Shop shop;
  private final PageWalk walk;
  private final DailyPages daily;
  private final boolean undelayed;
  private final ExecutorService fetching = Executors.newVirtualThreadPerTaskExecutor();
  private final Deque<Asked> asked = new ArrayDeque<>();

  /** Pages that were taken, and that the walk has not gone on behind. */
  private int inHand;

  PageRequests(PoliteFetcher fetcher, PageIndex index, Shop shop, PageWalk walk, DailyPages daily) {
    this.fetcher = fetcher;
    this.index = index;
    this.shop = shop;
    this.walk = walk;
    this.daily = daily;
    undelayed = shop.manners().delay().isZero();
  }

  /**
   * Asks for the next pages, as many as are due.
   *
   * @param read how many pages this visit has read
   * @return false if none is under way then: the day's pages are used up
   */
  boolean ask(int read) {
    int most = undelayed ? Math.min(AT_ONCE + read, MOST_AT_ONCE) : 1;
    if (asked.size() > most / 2) {
      return true;
    }
    List<Step> steps = new ArrayList<>();
    while (asked.size() + steps.size() < most) {
      int underWay = inHand + asked.size() + steps.size();
      Optional<Step> step = walk.peek(underWay);
      if (step.isEmpty() || !daily.take(underWay)) {
        break;
      }
      steps.add(step.get());
    }
    if (!steps.isEmpty()) {
      ask(steps);
    }
    return !asked.isEmpty();
  }

  /**
   * Asks for the pages behind those that were taken and are still to be read: where no delay is
   * due, and more than a first handful has been read. One of that may be the listing's last.
   */
  void askAhead(int read) {
    if (undelayed && read > 0) {
      ask(read);
    }
  }

  private void ask(List<Step> steps) {
    // Not on the fetching thread: that one may be interrupted, and an interrupt of a virtual
    // thread closes the database connection that it waits for.
    Map<URI, PageIndex.Earlier> known =
        index.earlier(shop.id(), steps.stream().map(Step::uri).toList());
    for (Step step : steps) {
      Optional<PageIndex.Earlier> earlier = Optional.ofNullable(known.get(step.uri()));
      Validators validators =
          earlier
              .map(capture -> new Validators(capture.etag(), capture.lastModified()))
              .orElse(Validators.NONE);
      asked.addLast(
          new Asked(
              step, earlier, fetching.submit(() -> fetcher.fetch(shop, step.uri(), validators))));
    }
  }

  /** The walk has gone on behind the pages that were taken. */
  void settled() {
    inHand = 0;
  }

  /** The first page's reply; waits for it. */
  Reply take() throws InterruptedException {
    Asked page = asked.removeFirst();
    inHand++;
    FetchOutcome outcome;
    try {
      outcome = page.answer().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "Page could not be fetched: " + page.step().uri(), e.getCause());
    }
    return reply(page, outcome);
  }

  /** The next page, if it comes into the same chunk; what is not to be had waits for its turn. */
  Optional<Reply.Captured> takeIfHad() throws InterruptedException {
    Asked page = asked.peekFirst();
    if (page == null) {
      return Optional.empty();
    }
    try {
      FetchOutcome outcome = page.answer().get(undelayed ? PATIENCE.toMillis() : 0, MILLISECONDS);
      if (reply(page, outcome) instanceof Reply.Captured captured) {
        asked.removeFirst();
        inHand++;
        return Optional.of(captured);
      }
      return Optional.empty();
    } catch (TimeoutException | ExecutionException e) {
      return Optional.empty();
    }
  }

  private Reply reply(Asked page, FetchOutcome outcome) {
    return switch (outcome) {
      case FetchOutcome.Fetched(Page fetched, Validators validators) ->
          new Reply.Captured(page.step(), new Capture.Fresh(fetched), validators);
      case FetchOutcome.NotModified same -> {
        PageIndex.Earlier earlier = page.earlier().orElseThrow();
        yield new Reply.Captured(
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
      case FetchOutcome.Refused refused -> new Reply.Refused(page.step(), refused);
      case FetchOutcome.Failed failed -> new Reply.Failed(page.step(), failed);
    };
  }

  /** Forgets what was asked for and not taken: it is of no interest any more. */
  void forget() {
    asked.forEach(page -> page.answer().cancel(true));
    asked.clear();
  }

  @Override
  public void close() {
    fetching.shutdownNow();
  }
}
