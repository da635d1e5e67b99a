package com.skatestock.batch.source;

import java.time.Duration;

/** Waits; a test's sleeper moves its clock instead. */
@FunctionalInterface
public interface Sleeper {
  /** The real thing. */
  Sleeper THREAD = Thread::sleep;

  void sleep(Duration duration) throws InterruptedException;
}
