package com.skatestock.batch.source;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The budget of one process. Worker processes that share a shop need a shared one. */
public final class InProcessHostBudget implements HostBudget {
  private static final Duration SLOW = Duration.ofMinutes(10);

  private final Clock clock;
  private final ConcurrentMap<Host, State> hosts = new ConcurrentHashMap<>();

  public InProcessHostBudget(Clock clock) {
    this.clock = clock;
  }

  /**
   * @param last when the last request starts or started
   * @param pausedUntil no request starts before
   * @param slowUntil the delay is doubled until then
   */
  private record State(Instant last, Instant pausedUntil, Instant slowUntil) {
    static final State NEW = new State(Instant.MIN, Instant.MIN, Instant.MIN);
  }

  @Override
  public Duration reserve(Host host, Duration delay) {
    if (delay.isZero() && !hosts.containsKey(host)) {
      return Duration.ZERO;
    }
    Instant now = clock.instant();
    State state =
        hosts.compute(
            host,
            (key, known) -> {
              State before = known == null ? State.NEW : known;
              Instant start = latest(now, before.pausedUntil);
              if (before.last.isAfter(Instant.MIN)) {
                boolean slow = now.isBefore(before.slowUntil);
                start = latest(start, before.last.plus(slow ? delay.multipliedBy(2) : delay));
              }
              return new State(start, before.pausedUntil, before.slowUntil);
            });
    return Duration.between(now, state.last);
  }

  @Override
  public void throttle(Host host, Duration pause) {
    Instant now = clock.instant();
    hosts.compute(
        host,
        (key, known) -> {
          State before = known == null ? State.NEW : known;
          return new State(
              before.last, latest(before.pausedUntil, now.plus(pause)), now.plus(SLOW));
        });
  }

  @Override
  public Duration pause(Host host) {
    State state = hosts.get(host);
    Instant now = clock.instant();
    return state != null && state.pausedUntil.isAfter(now)
        ? Duration.between(now, state.pausedUntil)
        : Duration.ZERO;
  }

  private static Instant latest(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
