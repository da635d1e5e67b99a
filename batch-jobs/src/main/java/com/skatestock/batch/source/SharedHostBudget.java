package com.skatestock.batch.source;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.StringRedisTemplate;

/**
 * The budget of all workers of all processes, kept in Redis.
 *
 * <p>While Redis is away, only who holds a shop's lease goes on, at double delay and by what this
 * process knows of the host; everybody else waits. When it is back it counts again, after one full
 * delay and the time that it takes everybody to notice. An empty Redis begins with one full delay.
 *
 * <p>What is not covered: a worker that is cut off from a Redis which the others still reach goes
 * on at double delay beside them, if it holds the lease.
 */
public final class SharedHostBudget implements HostBudget {
  private static final Logger LOG = LoggerFactory.getLogger(SharedHostBudget.class);

  /** A Redis that is away is tried again after it. */
  private static final Duration TRY_AGAIN = Duration.ofMillis(500);

  private final RedisLedger redis;
  private final InProcessHostBudget own;
  private final ShopLease leases;
  private final Clock clock;

  /** When Redis is tried again; the earliest of times while it is there. */
  private final AtomicReference<Instant> awayUntil = new AtomicReference<>(Instant.MIN);

  /**
   * Where no delay is due a turn of a sound host is good for the requests of the next moment too:
   * so much later is heard what others learned of it.
   */
  static final Duration PASS = Duration.ofMillis(100);

  /** Until when a host may be asked without a word to Redis. */
  private final Map<Host, Instant> passes = new ConcurrentHashMap<>();

  /** Hosts that were asked for while Redis was away, and not since. */
  private final Set<Host> askedWithout = ConcurrentHashMap.newKeySet();

  public SharedHostBudget(
      StringRedisTemplate redis, BudgetSettings settings, ShopLease leases, Clock clock) {
    this.redis = new RedisLedger(redis, settings);
    own = new InProcessHostBudget(clock, settings);
    this.leases = leases;
    this.clock = clock;
  }

  @Override
  public Turn ask(Visit visit) {
    Host host = visit.host();
    if (hasPass(visit)) {
      return new Turn.Now(RedisLedger.NEVER_LATE, NO_TICKET);
    }
    boolean without = askedWithout.contains(host);
    Optional<Turn> turn = withRedis(() -> redis.ask(visit, without));
    if (turn.isPresent()) {
      if (visit.delay().isZero() && turn.get() instanceof Turn.Now && redis.isSound(host)) {
        passes.put(host, clock.instant().plus(PASS));
      }
      if (without) {
        askedWithout.remove(host);
      }
      return turn.get();
    }
    // A thread that is told to stop says nothing about Redis.
    return Thread.currentThread().isInterrupted()
        ? new Turn.Later(TRY_AGAIN, Turn.Reason.NO_LEASE, NO_TICKET)
        : askWithout(visit);
  }

  private boolean hasPass(Visit visit) {
    return visit.delay().isZero()
        && clock.instant().isBefore(passes.getOrDefault(visit.host(), Instant.MIN));
  }

  private Turn askWithout(Visit visit) {
    Host host = visit.host();
    boolean undelayed = visit.delay().isZero();
    Duration delay = undelayed ? Duration.ZERO : visit.delay().plus(visit.window()).multipliedBy(2);
    if (askedWithout.add(host)) {
      own.hold(host, delay);
    }
    if (!leases.isHeld(visit.shop())) {
      return new Turn.Later(TRY_AGAIN, Turn.Reason.NO_LEASE, NO_TICKET);
    }
    Turn turn = own.ask(new Visit(host, visit.shop(), delay, visit.window(), NO_TICKET));
    return turn instanceof Turn.Now && !undelayed ? new Turn.Now(visit.window(), NO_TICKET) : turn;
  }

  @Override
  public boolean late(Visit visit) {
    boolean here = own.late(visit);
    return visit.ticket().equals(NO_TICKET)
        ? here
        : withRedis(() -> redis.late(visit)).orElse(false);
  }

  @Override
  public void answered(Host host) {
    own.answered(host);
    withRedis(
        () -> {
          redis.answered(host);
          return host;
        });
  }

  @Override
  public void throttled(Host host, Duration pause) {
    passes.remove(host);
    own.throttled(host, pause);
    withRedis(
        () -> {
          redis.throttled(host, pause);
          return host;
        });
  }

  @Override
  public Optional<Duration> failed(Host host) {
    passes.remove(host);
    Optional<Duration> here = own.failed(host);
    return withRedis(() -> redis.failed(host)).orElse(here);
  }

  /** What Redis says; empty while it is away. */
  private <T> Optional<T> withRedis(Supplier<T> question) {
    Instant until = awayUntil.get();
    if (clock.instant().isBefore(until)) {
      return Optional.empty();
    }
    try {
      T answer = question.get();
      if (until.isAfter(Instant.MIN) && awayUntil.compareAndSet(until, Instant.MIN)) {
        LOG.warn("Redis is back: hosts' budgets are shared again, after one full delay");
      }
      return Optional.of(answer);
    } catch (DataAccessException e) {
      if (Thread.currentThread().isInterrupted()) {
        return Optional.empty();
      }
      if (awayUntil.getAndSet(clock.instant().plus(TRY_AGAIN)).equals(Instant.MIN)) {
        LOG.warn(
            "Redis is away ({}): until it is back only the holder of a shop's lease fetches, at"
                + " double delay. Start Redis, or set spring.data.redis.url",
            e.getMessage());
      }
      return Optional.empty();
    }
  }
}
