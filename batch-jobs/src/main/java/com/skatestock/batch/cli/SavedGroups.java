package com.skatestock.batch.cli;

import com.skatestock.batch.extract.ExtractedPage;
import com.skatestock.batch.extract.Onward;
import com.skatestock.batch.extract.ProductParts;
import com.skatestock.batch.extract.RawProduct;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Joins products that stand on several saved pages, as a scrape does, whatever the order of pages
 * and files. Pages of a WARC file are told apart by their addresses; plain files have none, and are
 * joined by the ids of the products that they tell of. Holds what is not whole yet. For one thread.
 */
final class SavedGroups {
  /** A page as far as it is understood, with what other pages add to it. */
  record Settled(PageOrigin origin, ExtractedPage extracted) {}

  private record Detail(URI uri, ExtractedPage extracted, Set<String> products) {
    static Detail of(URI uri, ExtractedPage extracted, Onward.Parts parts) {
      return new Detail(uri, extracted, ids(parts.products()));
    }
  }

  private static final class Waiting {
    private final PageOrigin origin;
    private final ExtractedPage extracted;
    private final Set<URI> awaited;
    private final Set<String> unfinished;
    private final List<ExtractedPage> details = new ArrayList<>();
    private boolean byId;

    Waiting(PageOrigin origin, ExtractedPage extracted, Onward.Details onward) {
      this.origin = origin;
      this.extracted = extracted;
      awaited = new LinkedHashSet<>(onward.pages());
      unfinished = ids(onward.unfinished());
    }

    /** Whether the detail is one of this page's. */
    boolean takes(Detail detail) {
      if (awaited.remove(detail.uri())) {
        details.add(detail.extracted());
        return true;
      }
      if (detail.products().stream().noneMatch(unfinished::contains)) {
        return false;
      }
      byId = true;
      details.add(detail.extracted());
      return true;
    }

    Settled settled() {
      return new Settled(
          origin,
          byId
              ? ProductParts.asFarAsKnown(extracted, details)
              : ProductParts.whole(extracted, details));
    }
  }

  private final List<Waiting> waiting = new ArrayList<>();
  private final List<Detail> loose = new ArrayList<>();

  /** The pages that are settled now; a page of which a part is awaited comes later. */
  List<Settled> add(PageOrigin origin, ExtractedPage extracted) {
    return switch (extracted.onward()) {
      case Onward.Details onward when !onward.unfinished().isEmpty() -> {
        Waiting page = new Waiting(origin, extracted, onward);
        loose.removeIf(page::takes);
        waiting.add(page);
        yield whole();
      }
      case Onward.Parts parts -> {
        Detail detail = Detail.of(origin.uri(), extracted, parts);
        // The latest first: a shop that was captured twice is joined visit by visit.
        if (waiting.reversed().stream().noneMatch(page -> page.takes(detail))) {
          loose.add(detail);
        }
        List<Settled> settled = new ArrayList<>(whole());
        settled.add(new Settled(origin, extracted));
        yield settled;
      }
      case Onward.Details _, Onward.Directory _, Onward.Next _, Onward.Nowhere _ ->
          List.of(new Settled(origin, extracted));
    };
  }

  /** The pages that still wait, when there are no more: what was not had is refused. */
  List<Settled> rest() {
    List<Settled> settled = waiting.stream().map(Waiting::settled).toList();
    waiting.clear();
    loose.clear();
    return settled;
  }

  private List<Settled> whole() {
    List<Settled> settled = new ArrayList<>();
    for (Iterator<Waiting> pages = waiting.iterator(); pages.hasNext(); ) {
      Waiting page = pages.next();
      if (page.awaited.isEmpty()) {
        settled.add(page.settled());
        pages.remove();
      }
    }
    return settled;
  }

  private static Set<String> ids(List<RawProduct> products) {
    return products.stream()
        .map(RawProduct::externalId)
        .collect(Collectors.toCollection(HashSet::new));
  }
}
