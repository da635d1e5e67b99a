package com.skatestock.batch.source;

import java.time.Duration;

/** A budget's answer to who asks for a start at a host. */
public sealed interface Turn {

  /**
   * The request starts now.
   *
   * @param window the start counts for so long; who comes later (a long collection, a paused
   *     machine) asks again, since others may start after it
   * @param ticket of the turn
   */
  record Now(Duration window, String ticket) implements Turn {}

  /**
   * Not now.
   *
   * @param after ask again when it has passed
   * @param ticket to be shown then: the turn that was kept free
   */
  record Later(Duration after, Reason reason, String ticket) implements Turn {}

  /** Why a request does not start now. */
  enum Reason {
    /** The delay between two starts is not over. */
    DELAY,
    /** The shop asked us to slow down. */
    PAUSE,
    /** The host failed so often that it is left alone for a while. */
    CIRCUIT_OPEN,
    /** The workers cannot agree on a budget, and this one does not hold the shop's lease. */
    NO_LEASE
  }
}
