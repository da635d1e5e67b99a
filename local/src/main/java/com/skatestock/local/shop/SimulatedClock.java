package com.skatestock.local.shop;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The shops' time: can be set, frozen and run at any speed while they are open. Safe for all
 * threads; a change is seen by the next request.
 */
public final class SimulatedClock implements InstantSource {
  /** The first moment that the simulated trade knows. */
  public static final Instant EARLIEST = Instant.parse("2010-01-01T00:00:00Z");

  /** The last moment that the simulated trade knows. */
  public static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

  private record Setting(Instant at, long sinceNanos, double speed, boolean frozen) {
    Instant now(long nanos) {
      if (frozen) {
        return at;
      }
      Instant moment = at.plus(Duration.ofNanos(Math.round((nanos - sinceNanos) * speed)));
      return moment.isBefore(LATEST) ? moment : LATEST;
    }
  }

  private volatile Setting setting;

  private SimulatedClock(Instant at, double speed, boolean frozen) {
    setting = new Setting(known(at), System.nanoTime(), running(speed), frozen);
  }

  public static SimulatedClock frozenAt(Instant at) {
    return new SimulatedClock(at, 1, true);
  }

  /** A running clock; speed 60 lets an hour pass in a minute. */
  public static SimulatedClock runningFrom(Instant at, double speed) {
    return new SimulatedClock(at, speed, false);
  }

  @Override
  public Instant instant() {
    return setting.now(System.nanoTime());
  }

  public double speed() {
    return setting.speed();
  }

  public boolean frozen() {
    return setting.frozen();
  }

  /** Jumps, backwards too; stays frozen or running as it was. */
  public synchronized void set(Instant at) {
    setting = new Setting(known(at), System.nanoTime(), setting.speed(), setting.frozen());
  }

  /**
   * @param speed simulated seconds per second, 0 or more
   */
  public synchronized void accelerate(double speed) {
    long nanos = System.nanoTime();
    setting = new Setting(setting.now(nanos), nanos, running(speed), setting.frozen());
  }

  public synchronized void freeze(boolean frozen) {
    long nanos = System.nanoTime();
    setting = new Setting(setting.now(nanos), nanos, setting.speed(), frozen);
  }

  private static Instant known(Instant at) {
    if (at.isBefore(EARLIEST) || at.isAfter(LATEST)) {
      throw new IllegalArgumentException(
          "The simulated trade knows " + EARLIEST + " to " + LATEST + ", not " + at);
    }
    return at;
  }

  private static double running(double speed) {
    if (!(speed >= 0 && speed <= 1e7)) {
      throw new IllegalArgumentException("speed must be from 0 to 10000000, not " + speed);
    }
    return speed;
  }
}
