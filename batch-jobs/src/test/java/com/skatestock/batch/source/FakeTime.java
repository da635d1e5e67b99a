package com.skatestock.batch.source;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A clock that moves only when somebody sleeps. */
final class FakeTime extends Clock implements Sleeper {
  final List<Duration> slept = new CopyOnWriteArrayList<>();
  private Instant now;

  FakeTime(Instant now) {
    this.now = now;
  }

  @Override
  public synchronized void sleep(Duration duration) {
    slept.add(duration);
    now = now.plus(duration);
  }

  @Override
  public synchronized Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
