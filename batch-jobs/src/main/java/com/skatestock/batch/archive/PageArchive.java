package com.skatestock.batch.archive;

import com.skatestock.batch.source.Page;
import java.time.Duration;
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
   * Writes one attempt's captures as one object. When this returns, they are durable; when it
   * throws, nothing of them is in the index, and a page is either whole or not there.
   *
   * @return one location per capture, in order; empty if there are no captures
   */
  List<PageLocation> write(ChunkAttempt attempt);

  /** Reads one page and checks its digest; a revisit gives the page that it says is unchanged. */
  Page read(PageLocation location);

  /** Reads all pages of an object, in the order in which they were written. */
  void scan(String object, Consumer<ArchivedPage> pages);

  /** The shop's objects of slots between two days (UTC, both included), oldest first. */
  List<String> objects(String shop, LocalDate from, LocalDate to);

  /** The shops of which there is anything, in the order of their ids. */
  List<String> shops();

  /** The days (UTC) of whose slots there are objects of the shop, oldest first. */
  List<LocalDate> days(String shop);

  /**
   * Deletes all objects of a shop, for good: a take-down. Stop its scrapes first. Broken off and
   * called again it deletes the rest.
   *
   * @return how many were deleted
   */
  long delete(String shop);

  /**
   * Removes what writes that were killed left behind; nothing of it is an object.
   *
   * @param age only what is at least this old; must exceed the longest chunk
   * @return how much was removed
   */
  int sweep(Duration age);
}
