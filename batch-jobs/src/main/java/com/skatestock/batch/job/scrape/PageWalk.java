package com.skatestock.batch.job.scrape;

import com.skatestock.batch.extract.ExtractedPage;
import com.skatestock.batch.extract.Extractor;
import com.skatestock.batch.shop.Shop;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Which page of a shop comes next. A function of the shop and of the pages that were walked so far:
 * a walk that was broken off is rebuilt by walking again, from the archive, the pages of {@link
 * com.skatestock.batch.archive.PageIndex#of}, and goes on where it was.
 */
public interface PageWalk {

  /**
   * A page's place, as the index of the archive keeps it.
   *
   * @param listing which listing, or which directory, from 0
   * @param page which page of it, from 1
   */
  record Place(int listing, int page) {}

  /** A page to ask for. */
  record Step(Place place, URI uri) {}

  /** Through the shop's listings, or through its directories where it has no listings. */
  static PageWalk of(Shop shop, Extractor extractor) {
    List<URI> directories = extractor.directories(shop);
    return directories.isEmpty()
        ? new ListingWalk(shop, extractor)
        : new DirectoryWalk(directories);
  }

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
   *
   * @param gone the shop says that there is no such page
   * @return true if something is missing by that
   */
  boolean giveUp(Place place, boolean gone);

  /** True if nothing hangs on the page at {@code place} but its own product. */
  boolean canDoWithout(Place place);

  /** True if every page that the walk came to was had and understood. */
  boolean sawEverything();
}
