package com.skatestock.local;

import java.util.OptionalLong;

/** One server on its own folder. Thread safe: a stop waits for a start that is under way. */
interface Server {
  /**
   * Returns when the server answers; does nothing if it runs. Later starts use the first one's
   * port.
   */
  void start();

  /** Ends it cleanly; does nothing if it does not run. */
  void stop();

  /** Ends it as a crash would: nothing is flushed, recovery follows at the next start. */
  void kill();

  /** Ends what a killed run left behind, if anything. */
  void stopLeftBehind();

  boolean running();

  /** Where it listens; 0 before the first start. */
  int port();

  /** Its process, if that is not our own. */
  OptionalLong pid();

  /** True if the last start found it running, left behind by a run that was killed. */
  boolean adopted();
}
