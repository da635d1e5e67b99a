package com.skatestock.batch.source;

import java.time.Duration;
import java.util.Optional;

/**
 * Says when a request to a host may start: one budget per scheme, host and port, shared by all
 * shops and workers. Turns go in the order of asking. Who asks waits as long as it is told and asks
 * again; who may start tells how it ended.
 *
 * <p>Between two starts lies at least the delay of either, times a factor that doubles when the
 * shop asks us to slow down and shrinks again by a tenth with each good answer. A host that fails
 * again and again is left alone ("the circuit is open"); after its rest a single request tries it.
 *
 * <p>Implementations are safe for use by several threads.
 */
public interface HostBudget {
  /** Of who asks for the first time, or was told to wait without a turn. */
  String NO_TICKET = "";

  /**
   * A wish to ask something of a host.
   *
   * @param shop on whose behalf
   * @param delay least time between this start and those before and after it
   * @param window how late for its turn who asks may be, and how late after the answer the request
   *     may start: the next start waits for both
   * @param ticket from the {@link Turn.Later} that was waited for; {@link #NO_TICKET} at first
   */
  record Visit(Host host, String shop, Duration delay, Duration window, String ticket) {

    Visit with(String otherTicket) {
      return new Visit(host, shop, delay, window, otherTicket);
    }
  }

  /** Asks for a start. */
  Turn ask(Visit visit);

  /**
   * A request that has its turn would start only now, later than its window (a new connection, a
   * busy machine); if it may, the next one waits from now on.
   *
   * @param visit with the ticket of {@link Turn.Now}
   * @return false if another has started since
   */
  boolean late(Visit visit);

  /** The host answered, and not that we should slow down. */
  void answered(Host host);

  /**
   * The host asked us to slow down: nobody starts before {@code pause} is over, and the delay
   * doubles. A shorter pause never ends a longer one; a second one during the first does not double
   * the delay again.
   */
  void throttled(Host host, Duration pause);

  /**
   * The host did not answer, or with a server error.
   *
   * @return how long the host is left alone, if it is from now on
   */
  Optional<Duration> failed(Host host);
}
