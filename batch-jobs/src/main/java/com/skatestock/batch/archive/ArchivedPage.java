package com.skatestock.batch.archive;

import com.skatestock.batch.source.Page;
import com.skatestock.batch.source.Validators;
import java.time.Instant;
import java.util.Optional;

/**
 * A page as it came back from the archive.
 *
 * @param location where it lies
 * @param page what was captured; of a revisit the body, status and headers of the original, with
 *     the revisit's time and record id
 * @param revisitOf the original, of a revisit
 * @param origin the run that captured it; empty for objects written before this was recorded
 */
public record ArchivedPage(
    PageLocation location, Page page, Optional<Original> revisitOf, Optional<Origin> origin) {

  /** What a revisit refers to: a response's WARC-Record-ID and where it lies. */
  public record Original(String recordId, PageLocation location) {}

  /**
   * Which run captured a page, and where in the run it stood.
   *
   * @param slot the run's slot
   * @param scope the run's scope
   * @param parserVersion of the rules by which the run read it
   * @param leaseEpoch of the attempt
   * @param number the page's place in the run, from 0
   * @param listing which of the shop's listings, from 0
   * @param listingPage page of that listing, from 1
   * @param validators what the shop gave with it
   */
  public record Origin(
      Instant slot,
      String scope,
      int parserVersion,
      long leaseEpoch,
      int number,
      int listing,
      int listingPage,
      Validators validators) {}
}
