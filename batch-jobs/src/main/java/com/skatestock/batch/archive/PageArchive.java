package com.skatestock.batch.archive;

import com.skatestock.batch.source.Page;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;

/**
 * Keeps every captured page as it was served, in WARC 1.1. Safe for use by several threads.
 *
 * <p>Objects are immutable and named by chance, so a chunk that is written again (a restart, two
 * workers) gives a second object and never touches the first: which one counts is the index's word.
 * An I/O error is an {@link java.io.UncheckedIOException} and worth a retry; a page that is not
 * what was written is a {@link PageUnreadable}.
 */
public interface PageArchive {

  /**
   * Writes one chunk's captures as one object. When this returns, they are durable; when it throws,
   * nothing is visible.
   *
   * @param slot the run's slot; gives the object's folder and name
   * @return one location per capture, in order; empty if there are no captures
   */
  List<PageLocation> write(String shop, Instant slot, List<? extends Capture> captures);

  /** Reads one page and checks its digest; a revisit gives the page that it says is unchanged. */
  Page read(PageLocation location);

  /** Reads all pages of an object, in the order in which they were written. */
  void scan(String object, Consumer<ArchivedPage> pages);

  /** The shop's objects of slots between two days (UTC, both included), oldest first. */
  List<String> objects(String shop, LocalDate from, LocalDate to);
}
