package com.skatestock.batch.source;

import com.skatestock.batch.shop.Shop;
import com.skatestock.batch.source.FetchOutcome.Failed;
import com.skatestock.batch.source.FetchOutcome.Failure;
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
 * The robots.txt of each host, fetched when first needed and again when it expires.
 *
 * <p>RFC 9309, section 2.3.1: a 4xx means that there are no rules; whatever else keeps us from
 * reading them (5xx, throttling, no connection, redirects without end) forbids everything, for a
 * short while.
 */
final class RobotsCache {
  /** RFC 9309, section 2.5: at least this much of a robots.txt counts. */
  private static final int CAP = 500 * 1024;

  private final Turns turns;
  private final FetchSettings settings;
  private final Clock clock;
  private final ConcurrentMap<Host, Entry> entries = new ConcurrentHashMap<>();

  RobotsCache(Turns turns, FetchSettings settings, Clock clock) {
    this.turns = turns;
    this.settings = settings;
    this.clock = clock;
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
        known = read(shop, host, counters);
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
          return reading(RobotsRules.parse(answer.body().bytes(), settings.agent()));
        }
        case Reply.Answered(Answer answer) -> {
          return answer.status() >= 400
              ? reading(RobotsRules.allowAll())
              : unreachable("HTTP " + answer.status() + " from " + uri);
        }
      }
    }
    return unreachable(host.robots() + " redirects without end");
  }

  private Reading reading(RobotsRules rules) {
    return new Reading(rules, Optional.empty(), settings.robotsExpiry());
  }

  private Reading unreachable(String why) {
    return new Reading(RobotsRules.disallowAll(), Optional.of(why), settings.robotsRetry());
  }

  private Reading unreachable(FetchOutcome outcome) {
    if (outcome instanceof Failed failed && failed.reason() == Failure.INTERRUPTED) {
      // says nothing about the host: the next thread tries again
      return new Reading(RobotsRules.disallowAll(), Optional.of(failed.message()), Duration.ZERO);
    }
    return unreachable(outcome.toString());
  }

  private static boolean isWeb(URI uri) {
    return uri.getHost() != null
        && uri.getRawUserInfo() == null
        && ("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()));
  }
}
