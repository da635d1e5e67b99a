package com.skatestock.batch.source;

import java.time.Duration;
import java.util.Optional;

/**
 * Where the robots.txt files that were read lie for other processes, each until it expires. A file
 * that could not be read is not kept: every process finds that out by itself.
 */
public interface RobotsShelf {

  /** Keeps nothing. */
  RobotsShelf NONE =
      new RobotsShelf() {
        @Override
        public Optional<Kept> find(Host host) {
          return Optional.empty();
        }

        @Override
        public void keep(Host host, Kept robots) {}
      };

  /**
   * A robots.txt as it was read.
   *
   * @param text the file; empty if the host has none
   * @param left how long it still counts
   */
  record Kept(Optional<Body> text, Duration left) {}

  /** What is kept for the host; empty if nothing is, or if the shelf cannot be reached. */
  Optional<Kept> find(Host host);

  /** Keeps a file; does nothing if the shelf cannot be reached. */
  void keep(Host host, Kept robots);
}
