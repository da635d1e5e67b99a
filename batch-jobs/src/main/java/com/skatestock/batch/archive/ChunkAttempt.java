package com.skatestock.batch.archive;

import com.skatestock.batch.source.Validators;
import java.time.Instant;
import java.util.List;

/**
 * What one attempt at a chunk of a run captured: becomes one object of the archive. The object says
 * all of this too, so that the index can be made again from the objects alone.
 *
 * @param shop the shop's id
 * @param slot the run's slot, UTC; gives the object's folder and name
 * @param scope the run's scope
 * @param parserVersion of the reading rules by which the run goes on to read it
 * @param leaseEpoch of the lease under which the attempt worked: of two attempts at the same page
 *     the higher counts
 */
public record ChunkAttempt(
    String shop,
    Instant slot,
    String scope,
    int parserVersion,
    long leaseEpoch,
    List<Placed> captures) {

  /**
   * A capture and its place in the run.
   *
   * @param number its place in the run, from 0
   * @param listing which of the shop's listings, from 0
   * @param listingPage page of that listing, from 1
   * @param validators what the shop gave to ask later whether the page changed
   */
  public record Placed(
      int number, int listing, int listingPage, Validators validators, Capture capture) {
    public Placed {
      if (number < 0 || listing < 0 || listingPage < 1) {
        throw new IllegalArgumentException(
            "not a place in a run: " + number + " " + listing + "/" + listingPage);
      }
    }
  }

  public ChunkAttempt {
    ObjectNames.checkedShop(shop);
    captures = List.copyOf(captures);
  }
}
