package com.skatestock.batch.job.scrape;

import com.skatestock.batch.extract.ExtractedPage;
import java.net.URI;
import java.util.Optional;

/**
 * Which page of a shop comes next. A function of the shop and of the pages that were walked so far:
 * a walk that was broken off is rebuilt by walking again, from the archive, the pages of {@link
 * com.skatestock.batch.archive.PageIndex#of}, and goes on where it was.
 */
interface PageWalk {

  /**
   * A page's place, as the index of the archive keeps it.
   *
   * @param listing which listing, or which directory, from 0
   * @param page which page of it, from 1
   */
  record Place(int listing, int page) {}

  /** A page to ask for. */
  record Step(Place place, URI uri) {}

  /**
   * The step {@code ahead} pages on, 0 for the next one; empty at the end, and where it depends on
   * pages that are not walked yet.
   */
  Optional<Step> peek(int ahead);

  /**
   * Goes to a page that an earlier attempt had.
   *
   * @return how many pages lie between that the walk had come to, and that were not had
   */
  int moveTo(Place place, URI uri);

  /** Goes on behind the page at {@code place}, and says whether its listing ends with it. */
  boolean goOn(Place place, ExtractedPage page);

  /**
   * Does without the page at {@code place}, which is not to be had, and without what only it could
   * lead to.
   */
  void giveUp(Place place);

  /** True if every page that the walk came to was had and understood. */
  boolean sawEverything();
}
