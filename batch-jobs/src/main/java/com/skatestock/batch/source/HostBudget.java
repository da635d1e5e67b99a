package com.skatestock.batch.source;

import java.time.Duration;

/**
 * Says when the next request to a host may start: one budget per host, shared by all shops and
 * threads, in the order in which they ask. Implementations are safe for use by several threads.
 */
public interface HostBudget {

  /**
   * Takes the next free start at the host. The caller waits as long as it is told, looks at {@link
   * #pause(Host)} and then starts its request.
   *
   * @param delay least time between this start and the one before
   * @return how long to wait; zero if the request may start now
   */
  Duration reserve(Host host, Duration delay);

  /**
   * The host asked us to slow down: no request starts before {@code pause} is over, and for a while
   * the delay is doubled. A shorter pause never ends a longer one.
   */
  void throttle(Host host, Duration pause);

  /** What is left of the host's pause; zero if there is none. */
  Duration pause(Host host);
}
