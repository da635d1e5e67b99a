package com.skatestock.batch.job.scrape;

import com.skatestock.batch.extract.ExtractedPage;
import com.skatestock.batch.extract.Onward;
import com.skatestock.batch.extract.PageState;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Through a shop's directories (robots.txt, sitemaps), and through the pages that each names, in
 * the order in which they are named. A directory's place is page 1 of its listing, the pages that
 * it names follow. Holds the addresses of one directory at a time, as texts.
 *
 * <p>What it takes to rebuild the walk are the directories alone, so a restart behind ten thousand
 * product pages reads none of them again.
 */
final class DirectoryWalk implements PageWalk {
  /** More than any shop has; an index that names itself under ever new addresses ends here. */
  private static final int MOST_DIRECTORIES = 1_000;

  private static final String ROBOTS = "/robots.txt";

  private final Deque<URI> waiting = new ArrayDeque<>();
  private final Set<URI> known = new HashSet<>();
  private List<String> pages = List.of();

  /** The directory that is being read, and the next page of it; page 1 is the directory. */
  private Place next = new Place(0, 1);

  private boolean sawEverything = true;

  DirectoryWalk(List<URI> roots) {
    await(roots);
  }

  private void await(Collection<URI> directories) {
    for (URI directory : directories) {
      if (known.size() >= MOST_DIRECTORIES) {
        sawEverything = false;
      } else if (known.add(directory)) {
        waiting.addLast(directory);
      }
    }
  }

  @Override
  public Optional<Step> peek(int ahead) {
    if (next.page() == 1) {
      return ahead == 0 && !waiting.isEmpty()
          ? Optional.of(new Step(next, waiting.getFirst()))
          : Optional.empty();
    }
    int index = next.page() - 2 + ahead;
    return index < pages.size()
        ? Optional.of(new Step(new Place(next.listing(), index + 2), URI.create(pages.get(index))))
        : Optional.empty();
  }

  @Override
  public int moveTo(Place place, URI uri) {
    int leftOut = 0;
    while (next.listing() < place.listing()) {
      leftOut += next.page() == 1 ? 0 : pages.size() + 2 - next.page();
      if (next.page() == 1 && !waiting.isEmpty()) {
        leftOut += doWithoutDirectory() ? 1 : 0;
      }
      leaveDirectory();
    }
    leftOut += Math.max(0, place.page() - next.page());
    next = place;
    return leftOut;
  }

  @Override
  public boolean goOn(Place place, ExtractedPage page) {
    if (place.page() == 1) {
      waiting.removeFirst();
      sawEverything &= page.state() == PageState.DIRECTORY;
      if (page.onward() instanceof Onward.Directory(var directories, var named)) {
        await(directories.stream().filter(DirectoryWalk::isAddress).map(URI::create).toList());
        pages = named.stream().filter(DirectoryWalk::isAddress).toList();
      }
    } else {
      sawEverything &=
          page.state() == PageState.LISTING
              || page.state() == PageState.EMPTY
              || page.state() == PageState.NOT_FOUND;
    }
    return step(place);
  }

  private boolean step(Place place) {
    next = new Place(place.listing(), place.page() + 1);
    boolean ends = next.page() - 2 >= pages.size();
    if (ends) {
      leaveDirectory();
    }
    return ends;
  }

  private void leaveDirectory() {
    pages = List.of();
    next = new Place(next.listing() + 1, 1);
  }

  @Override
  public boolean giveUp(Place place, boolean gone) {
    boolean missing = place.page() > 1 ? !gone : doWithoutDirectory();
    sawEverything &= !missing;
    step(place);
    return missing;
  }

  /** A shop without robots.txt has its sitemap at the usual place, and nothing is missing. */
  private boolean doWithoutDirectory() {
    URI directory = waiting.removeFirst();
    if (!ROBOTS.equals(directory.getPath())) {
      return true;
    }
    await(List.of(directory.resolve("/sitemap.xml")));
    return false;
  }

  @Override
  public boolean canDoWithout(Place place) {
    return place.page() > 1;
  }

  @Override
  public boolean sawEverything() {
    return sawEverything;
  }

  private static boolean isAddress(String text) {
    try {
      return new URI(text).getHost() != null;
    } catch (URISyntaxException noAddress) {
      return false;
    }
  }
}
