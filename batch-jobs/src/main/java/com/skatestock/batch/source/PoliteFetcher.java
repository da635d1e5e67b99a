package com.skatestock.batch.source;

import com.skatestock.batch.shop.Shop;
import com.skatestock.batch.source.FetchOutcome.Failed;
import com.skatestock.batch.source.FetchOutcome.Failure;
import com.skatestock.batch.source.FetchOutcome.Fetched;
import com.skatestock.batch.source.FetchOutcome.NotModified;
import com.skatestock.batch.source.FetchOutcome.Refusal;
import com.skatestock.batch.source.FetchOutcome.Refused;
import com.skatestock.batch.source.RobotsCache.Reading;
import com.skatestock.batch.source.Turns.Question;
import com.skatestock.batch.source.Turns.Reply;
import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.random.RandomGenerator;

/**
 * Fetches pages as a guest should: under its own name, where robots.txt allows it, no faster than
 * the host's budget, no longer than the shop's manners, and never from a private network by
 * mistake.
 *
 * <p>Safe for use by many virtual threads, which it blocks. Whatever the shop does is a {@link
 * FetchOutcome}, never an exception.
 */
public final class PoliteFetcher implements AutoCloseable {
  /** Header under which a page says where redirects led to; absent if there were none. */
  public static final String REDIRECTED_TO = "x-skatestock-redirected-to";

  private final FetchSettings settings;
  private final Clock clock;
  private final Wire wire;
  private final Turns turns;
  private final RobotsCache robots;
  private final ConcurrentMap<String, ShopCounters> counters = new ConcurrentHashMap<>();

  /** A fetcher that waits on the calling thread and reads robots.txt files for itself alone. */
  public PoliteFetcher(FetchSettings settings, HostBudget budget, Clock clock) {
    this(settings, budget, RobotsShelf.NONE, clock);
  }

  /** A fetcher that waits on the calling thread. */
  public PoliteFetcher(FetchSettings settings, HostBudget budget, RobotsShelf shelf, Clock clock) {
    this(settings, budget, shelf, clock, Sleeper.THREAD, RandomGenerator.getDefault());
  }

  /** A fetcher whose waiting and jitter are the caller's. */
  public PoliteFetcher(
      FetchSettings settings,
      HostBudget budget,
      RobotsShelf shelf,
      Clock clock,
      Sleeper sleeper,
      RandomGenerator random) {
    this.settings = settings;
    this.clock = clock;
    wire = new Wire(settings);
    turns = new Turns(wire, budget, settings, clock, sleeper, random);
    robots = new RobotsCache(turns, settings, clock, shelf);
  }

  /**
   * Asks for one page.
   *
   * @param known what came with the page the last time, to hear only whether it changed; {@link
   *     Validators#NONE} to get it in any case
   */
  public FetchOutcome fetch(Shop shop, URI uri, Validators known) {
    ShopCounters counts = counters.computeIfAbsent(shop.id(), id -> new ShopCounters());
    FetchOutcome outcome = follow(shop, uri, known, counts);
    switch (outcome) {
      case Refused refused -> counts.refusals.increment();
      case Failed failed -> counts.failures.increment();
      case Fetched fetched -> {}
      case NotModified unchanged -> {}
    }
    return outcome;
  }

  /**
   * What the robots.txt of an address' host says about the address, asked for as any page is.
   *
   * @param unreachable why it could not be read, so that nothing is allowed; empty if it was
   * @param crawlDelay as the robots.txt says
   * @param delay between two requests: the shop's own or the robots.txt' Crawl-delay, up to a cap
   */
  public record RobotsVerdict(
      boolean allowed,
      Optional<String> unreachable,
      Optional<Duration> crawlDelay,
      Duration delay,
      List<String> sitemaps) {}

  /** What the host's robots.txt says about an address of the shop. */
  public RobotsVerdict robots(Shop shop, URI uri) {
    Optional<Refused> refusal = address(shop, uri, uri, Set.of());
    if (refusal.isPresent()) {
      return new RobotsVerdict(
          false,
          refusal.map(Refused::message),
          Optional.empty(),
          shop.manners().delay(),
          List.of());
    }
    ShopCounters counts = counters.computeIfAbsent(shop.id(), id -> new ShopCounters());
    Reading reading = robots.get(shop, Host.of(uri), counts);
    return new RobotsVerdict(
        reading.rules().allows(uri.toASCIIString()),
        reading.unreachable(),
        reading.rules().crawlDelay(),
        delay(shop, reading),
        reading.rules().sitemaps());
  }

  /** What was asked of the shop so far; all zero if nothing was. */
  public FetchCounts counts(String shop) {
    return counters.getOrDefault(shop, new ShopCounters()).snapshot();
  }

  private FetchOutcome follow(Shop shop, URI asked, Validators known, ShopCounters counts) {
    Set<URI> seen = new LinkedHashSet<>();
    URI uri = asked;
    while (true) {
      Optional<Refused> refusal = address(shop, asked, uri, seen);
      if (refusal.isPresent()) {
        return refusal.get();
      }
      seen.add(uri);
      Reading reading = robots.get(shop, Host.of(uri), counts);
      if (reading.unreachable().isPresent()) {
        return new Failed(asked, Failure.ROBOTS_UNREACHABLE, 0, 0, reading.unreachable().get());
      }
      if (!reading.rules().allows(uri.toASCIIString())) {
        return new Refused(
            asked, Refusal.DISALLOWED_BY_ROBOTS, 0, uri + " is disallowed to " + settings.agent());
      }
      Duration delay = delay(shop, reading);
      int cap = shop.manners().maxBodyBytes();
      switch (turns.ask(new Question(shop, uri, known, delay, cap, false, counts))) {
        case Reply.Stopped(FetchOutcome outcome) -> {
          return outcome;
        }
        case Reply.Answered(Answer answer) when answer.isRedirect() -> {
          Optional<URI> next = answer.target(uri);
          if (next.isEmpty()) {
            return new Refused(
                asked,
                Refusal.ADDRESS_NOT_ALLOWED,
                answer.status(),
                "redirect to no address: " + answer.header("location").orElse(""));
          }
          uri = next.get();
        }
        case Reply.Answered(Answer answer) -> {
          return conclude(shop, asked, uri, known, answer);
        }
      }
    }
  }

  /** Why this hop must not be asked for, whatever its robots.txt says. */
  private Optional<Refused> address(Shop shop, URI asked, URI uri, Set<URI> seen) {
    boolean first = seen.isEmpty();
    if (seen.contains(uri)) {
      return refused(asked, Refusal.REDIRECT_LOOP, "redirects in a circle: " + seen);
    }
    if (seen.size() > settings.maxRedirects()) {
      return refused(asked, Refusal.TOO_MANY_REDIRECTS, "redirects without end: " + seen);
    }
    Optional<Refusal> site = SiteRules.refusal(shop, uri);
    if (site.isPresent()) {
      Refusal reason =
          site.get() == Refusal.OFF_SITE && !first ? Refusal.REDIRECT_OFF_SITE : site.get();
      return refused(asked, reason, (first ? "" : "redirect to ") + withoutUserInfo(uri));
    }
    if (!shop.manners().allowPrivateAddresses()) {
      try {
        PrivateAddresses.resolvePublic(uri.getHost());
      } catch (PrivateAddresses.PrivateHost e) {
        return refused(asked, Refusal.PRIVATE_ADDRESS, String.valueOf(e.getMessage()));
      } catch (UnknownHostException e) {
        // the attempts will say so
      }
    }
    return Optional.empty();
  }

  private static Optional<Refused> refused(URI asked, Refusal reason, String message) {
    return Optional.of(new Refused(asked, reason, 0, message));
  }

  private static String withoutUserInfo(URI uri) {
    String text = uri.toString();
    return uri.getRawUserInfo() == null ? text : text.replace(uri.getRawUserInfo(), "…");
  }

  /** The shop's own delay, or the longer one that its robots.txt asks for, up to the cap. */
  private Duration delay(Shop shop, Reading reading) {
    Duration own = shop.manners().delay();
    Duration asked = reading.rules().crawlDelay().orElse(Duration.ZERO);
    Duration cap = settings.maxCrawlDelay();
    Duration capped = asked.compareTo(cap) > 0 ? cap : asked;
    return own.compareTo(capped) > 0 ? own : capped;
  }

  private FetchOutcome conclude(Shop shop, URI asked, URI last, Validators known, Answer answer) {
    // PostgreSQL keeps microseconds; the same instant must come back from everywhere.
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    String recordId = "urn:uuid:" + UUID.randomUUID();
    if (answer.status() == 304 && !known.isEmpty()) {
      return new NotModified(
          asked, now, recordId, answer.headers(), Validators.of(answer.headers()).or(known));
    }
    if (!answer.isSuccess()) {
      return new Refused(
          asked, Refusal.HTTP_STATUS, answer.status(), "HTTP " + answer.status() + " from " + last);
    }
    Map<String, List<String>> headers = answer.headers();
    if (!last.equals(asked)) {
      headers = new LinkedHashMap<>(headers);
      headers.put(REDIRECTED_TO, List.of(last.toString()));
    }
    return new Fetched(
        new Page(shop.id(), asked, now, recordId, answer.status(), headers, answer.body()),
        Validators.of(answer.headers()));
  }

  @Override
  public void close() throws IOException {
    wire.close();
  }
}
