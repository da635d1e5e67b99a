package com.skatestock.batch.job.scrape;

import com.skatestock.batch.extract.ExtractedPage;
import com.skatestock.batch.extract.Onward;
import com.skatestock.batch.extract.ProductParts;
import com.skatestock.batch.job.scrape.PageFeed.ReadPage;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds pages back until the products that they show together are whole: a page with unfinished
 * products, then its details, wherever they come from (a shop, the archive, a WARC file). The
 * products leave with the page that named them, so its capture time is their time of observation.
 * Other pages pass at once. For one thread.
 */
public final class PageGroups {
  private final List<ReadPage> held = new ArrayList<>();
  private final Set<URI> awaited = new HashSet<>();

  /** The pages that are settled now, in the order in which they were added. */
  public List<ReadPage> add(ReadPage page) {
    if (awaited.remove(page.uri())) {
      held.add(page);
      return awaited.isEmpty() ? rest() : List.of();
    }
    List<ReadPage> settled = rest();
    if (page.extracted().onward() instanceof Onward.Details details
        && !details.unfinished().isEmpty()) {
      held.add(page);
      awaited.addAll(details.pages());
      return settled;
    }
    if (settled.isEmpty()) {
      return List.of(page);
    }
    settled.add(page);
    return settled;
  }

  /**
   * The pages that are held, though some details never came: the products that needed them are
   * refused.
   */
  public List<ReadPage> rest() {
    List<ReadPage> settled = new ArrayList<>(held);
    @Nullable ReadPage first = held.isEmpty() ? null : held.getFirst();
    if (first != null) {
      List<ExtractedPage> details =
          held.subList(1, held.size()).stream().map(ReadPage::extracted).toList();
      settled.set(0, first.saying(ProductParts.whole(first.extracted(), details)));
    }
    held.clear();
    awaited.clear();
    return settled;
  }
}
