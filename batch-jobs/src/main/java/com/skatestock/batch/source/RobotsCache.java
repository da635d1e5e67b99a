package com.skatestock.batch.source;

import com.skatestock.batch.shop.Shop;
import com.skatestock.batch.source.FetchOutcome.Failed;
import com.skatestock.batch.source.FetchOutcome.Failure;
import com.skatestock.batch.source.FetchOutcome.Fetched;
import com.skatestock.batch.source.FetchOutcome.NotModified;
import com.skatestock.batch.source.FetchOutcome.Refusal;
import com.skatestock.batch.source.FetchOutcome.Refused;
import com.skatestock.batch.source.RobotsShelf.Kept;
import com.skatestock.batch.source.Turns.Question;
import com.skatestock.batch.source.Turns.Reply;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The robots.txt of each host, fetched when first needed and again when it expires; the shelf holds
 * what other processes read.
 *
 * <p>RFC 9309, section 2.3.1: a 4xx means that there are no rules; whatever else keeps us from
 * reading them (5xx, throttling, no connection, redirects without end) forbids everything, for a
 * short while.
 */
final class RobotsCache {
  /** RFC 9309, section 2.5: at least this much of a robots.txt counts. */
  private static final int CAP = 500 * 1024;

  /** Says nothing about the host's robots.txt: whoever comes next tries again. */
  private static final Set<Failure> NOT_ASKED =
      Set.of(Failure.INTERRUPTED, Failure.CIRCUIT_OPEN, Failure.NO_LEASE);

  private final Turns turns;
  private final FetchSettings settings;
  private final Clock clock;
  private final RobotsShelf shelf;
  private final ConcurrentMap<Host, Entry> entries = new ConcurrentHashMap<>();

  RobotsCache(Turns turns, FetchSettings settings, Clock clock, RobotsShelf shelf) {
    this.turns = turns;
    this.settings = settings;
    this.clock = clock;
    this.shelf = shelf;
  }

  /**
   * A robots.txt as it was read.
   *
   * @param unreachable why it could not be read, so that {@code rules} forbid everything
   * @param lifetime how long it counts
   */
  record Reading(RobotsRules rules, Optional<String> unreachable, Duration lifetime) {}

  /** One host's rules; its lock lets one thread fetch while the others wait for what it finds. */
  private static final class Entry {
    final ReentrantLock lock = new ReentrantLock();
    volatile @Nullable Reading reading;
    volatile Instant expires = Instant.MIN;
  }

  /** The rules of a host, fetched on behalf of this shop if they are not known. */
  Reading get(Shop shop, Host host, ShopCounters counters) {
    Entry entry = entries.computeIfAbsent(host, any -> new Entry());
    Reading known = fresh(entry);
    if (known != null) {
      return known;
    }
    entry.lock.lock();
    try {
      known = fresh(entry);
      if (known == null) {
        known =
            shelfFor(shop)
                .find(host)
                .map(this::reading)
                .orElseGet(() -> read(shop, host, counters));
        entry.reading = known;
        entry.expires = clock.instant().plus(known.lifetime());
      }
      return known;
    } finally {
      entry.lock.unlock();
    }
  }

  private @Nullable Reading fresh(Entry entry) {
    return clock.instant().isBefore(entry.expires) ? entry.reading : null;
  }

  private Reading read(Shop shop, Host host, ShopCounters counters) {
    URI uri = host.robots();
    Set<URI> seen = new HashSet<>();
    while (seen.add(uri) && seen.size() <= settings.maxRedirects() + 1) {
      Duration delay = shop.manners().delay();
      switch (turns.ask(new Question(shop, uri, Validators.NONE, delay, CAP, true, counters))) {
        case Reply.Stopped(FetchOutcome outcome) -> {
          return unreachable(outcome);
        }
        case Reply.Answered(Answer answer) when answer.isRedirect() -> {
          Optional<URI> next = answer.target(uri).filter(RobotsCache::isWeb);
          if (next.isEmpty()) {
            return unreachable(uri + " redirects to no web address");
          }
          uri = next.get();
        }
        case Reply.Answered(Answer answer) when answer.isSuccess() -> {
          return kept(shop, host, Optional.of(answer.body()));
        }
        case Reply.Answered(Answer answer) -> {
          return answer.status() >= 400
              ? kept(shop, host, Optional.empty())
              : unreachable("HTTP " + answer.status() + " from " + uri);
        }
      }
    }
    return unreachable(host.robots() + " redirects without end");
  }

  /** A shop of one's own, without delay, may change its mind by the minute. */
  private RobotsShelf shelfFor(Shop shop) {
    return shop.manners().delay().isZero() ? RobotsShelf.NONE : shelf;
  }

  private Reading kept(Shop shop, Host host, Optional<Body> text) {
    Kept kept = new Kept(text, settings.robotsExpiry());
    shelfFor(shop).keep(host, kept);
    return reading(kept);
  }

  private Reading reading(Kept kept) {
    RobotsRules rules =
        kept.text()
            .map(text -> RobotsRules.parse(text.bytes(), settings.agent()))
            .orElseGet(RobotsRules::allowAll);
    return new Reading(rules, Optional.empty(), kept.left());
  }

  private Reading unreachable(String why) {
    return new Reading(RobotsRules.disallowAll(), Optional.of(why), settings.robotsRetry());
  }

  private Reading unreachable(FetchOutcome outcome) {
    return switch (outcome) {
      case Failed(var _, Failure reason, var _, var _, String message)
          when NOT_ASKED.contains(reason) ->
          new Reading(RobotsRules.disallowAll(), Optional.of(message), Duration.ZERO);
      case Failed(var _, Failure reason, int attempts, var _, String message) ->
          unreachable("%s after %d attempts: %s".formatted(reason, attempts, message));
      case Refused(var _, Refusal reason, var _, String message) ->
          unreachable(reason + ": " + message);
      case Fetched _, NotModified _ ->
          throw new IllegalStateException("Not an end without answer: " + outcome);
    };
  }

  private static boolean isWeb(URI uri) {
    return uri.getHost() != null
        && uri.getRawUserInfo() == null
        && ("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()));
  }
}
