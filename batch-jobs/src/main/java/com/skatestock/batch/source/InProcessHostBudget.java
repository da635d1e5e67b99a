package com.skatestock.batch.source;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The budget of one process, by its own clock; of several who wait whoever asks first has the turn.
 * Worker processes have a {@link SharedHostBudget}.
 */
public final class InProcessHostBudget implements HostBudget {
  private static final Duration ANY_TIME = Duration.ofDays(1);

  /** The factor is counted in tenths. */
  private static final int ONE = 10;

  private final Clock clock;
  private final BudgetSettings settings;
  private final ConcurrentMap<Host, State> hosts = new ConcurrentHashMap<>();

  public InProcessHostBudget(Clock clock) {
    this(clock, BudgetSettings.USUAL);
  }

  public InProcessHostBudget(Clock clock, BudgetSettings settings) {
    this.clock = clock;
    this.settings = settings;
  }

  /** What is known of a host; read and written under its own lock. */
  private static final class State {
    Instant last = Instant.MIN;
    Instant free = Instant.MIN;
    Instant pausedUntil = Instant.MIN;
    int tenths = ONE;
    int failures;
    Instant openUntil = Instant.MIN;
    Duration rest = Duration.ZERO;
    boolean onTrial;
  }

  private State of(Host host) {
    return hosts.computeIfAbsent(host, any -> new State());
  }

  @Override
  public Turn ask(Visit visit) {
    State state = of(visit.host());
    synchronized (state) {
      Instant now = clock.instant();
      Duration gap = gap(state, visit);
      Instant free =
          state.last.isAfter(Instant.MIN) ? latest(state.free, state.last.plus(gap)) : state.free;
      if (state.pausedUntil.isAfter(now)) {
        return later(now, state.pausedUntil, Turn.Reason.PAUSE);
      }
      if (state.openUntil.isAfter(now)) {
        return later(now, state.openUntil, Turn.Reason.CIRCUIT_OPEN);
      }
      if (free.isAfter(now)) {
        return later(now, free, Turn.Reason.DELAY);
      }
      if (state.rest.isPositive()) {
        state.onTrial = true;
        state.openUntil = now.plus(settings.trial());
      }
      state.last = now;
      state.free = now.plus(gap);
      return new Turn.Now(ANY_TIME, NO_TICKET);
    }
  }

  private static Duration gap(State state, Visit visit) {
    return visit.delay().multipliedBy(state.tenths).dividedBy(ONE);
  }

  @Override
  public boolean late(Visit visit) {
    State state = of(visit.host());
    synchronized (state) {
      state.last = clock.instant();
      state.free = latest(state.free, state.last.plus(gap(state, visit)));
      return true; // the threads of one process wait for one another
    }
  }

  private static Turn later(Instant now, Instant then, Turn.Reason reason) {
    return new Turn.Later(Duration.between(now, then), reason, NO_TICKET);
  }

  /** Nobody starts before {@code wait} is over. */
  void hold(Host host, Duration wait) {
    State state = of(host);
    synchronized (state) {
      state.free = latest(state.free, clock.instant().plus(wait));
    }
  }

  @Override
  public void answered(Host host) {
    State state = of(host);
    synchronized (state) {
      close(state);
      state.tenths = Math.max(ONE, state.tenths - 1);
    }
  }

  @Override
  public void throttled(Host host, Duration pause) {
    State state = of(host);
    synchronized (state) {
      close(state);
      Instant now = clock.instant();
      if (!state.pausedUntil.isAfter(now)) {
        state.tenths = Math.min(ONE * settings.slowest(), state.tenths * 2);
      }
      state.pausedUntil =
          latest(state.pausedUntil, now.plus(shorter(pause, settings.longestPause())));
    }
  }

  private static void close(State state) {
    state.failures = 0;
    state.rest = Duration.ZERO;
    state.onTrial = false;
    state.openUntil = Instant.MIN;
  }

  @Override
  public Optional<Duration> failed(Host host) {
    State state = of(host);
    synchronized (state) {
      state.failures++;
      boolean resting = state.rest.isPositive();
      if (resting ? !state.onTrial : state.failures < settings.failuresToOpen()) {
        return Optional.empty();
      }
      state.rest =
          resting ? shorter(state.rest.multipliedBy(2), settings.longestRest()) : settings.rest();
      state.openUntil = clock.instant().plus(state.rest);
      state.onTrial = false;
      return Optional.of(state.rest);
    }
  }

  private static Instant latest(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
