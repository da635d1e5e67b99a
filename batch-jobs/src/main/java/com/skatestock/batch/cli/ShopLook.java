package com.skatestock.batch.cli;

import com.skatestock.batch.extract.ExtractedPage;
import com.skatestock.batch.extract.Extractor;
import com.skatestock.batch.extract.Onward;
import com.skatestock.batch.extract.PageState;
import com.skatestock.batch.extract.ProductParts;
import com.skatestock.batch.job.scrape.PageWalk;
import com.skatestock.batch.job.scrape.PageWalk.Step;
import com.skatestock.batch.normalise.Normaliser;
import com.skatestock.batch.shop.Shop;
import com.skatestock.batch.source.FetchOutcome;
import com.skatestock.batch.source.PoliteFetcher;
import com.skatestock.batch.source.PoliteFetcher.RobotsVerdict;
import com.skatestock.batch.source.Validators;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a scrape of a shop would meet at its beginning, up to the first page that shows products.
 *
 * @param robots what the shop's robots.txt asks for
 * @param pages that were asked for, in order
 * @param read what the page that shows products gives, or the last page if none does
 * @param tryAgain true if a page was not had for a reason that may pass
 */
record ShopLook(
    String shop, RobotsLook robots, List<PageLook> pages, ReadFields read, boolean tryAgain) {
  /** Robots.txt, an index of sitemaps, a sitemap, and two of the pages that it names. */
  static final int MOST_PAGES = 5;

  /**
   * A robots.txt.
   *
   * @param unreachable why it could not be read, so that nothing is allowed; null if it was
   * @param crawlDelaySeconds as it says; null if it says nothing
   * @param delaySeconds between two requests of a scrape
   * @param starts where a scrape would begin, and whether it may
   */
  record RobotsLook(
      @Nullable String unreachable,
      @Nullable Double crawlDelaySeconds,
      double delaySeconds,
      List<String> sitemaps,
      Map<String, Boolean> starts) {}

  /**
   * A page.
   *
   * @param status of the last answer; 0 if there was none
   * @param outcome the page's state, or why it was not had
   */
  record PageLook(String url, int status, long bytes, String outcome) {}

  /** Goes as a scrape goes. Blocks for as long as the shop's manners ask for. */
  static ShopLook at(Shop shop, Extractor extractor, PoliteFetcher fetcher) {
    RobotsLook robots = robots(shop, extractor, fetcher);
    PageWalk walk = PageWalk.of(shop, extractor);
    List<PageLook> pages = new ArrayList<>();
    ExtractedPage shown = ExtractedPage.nothing(PageState.EMPTY);
    List<ExtractedPage> details = new ArrayList<>();
    boolean tryAgain = false;
    Optional<Step> next = walk.peek(0);
    while (next.isPresent() && pages.size() < MOST_PAGES && !tryAgain) {
      Step step = next.get();
      String url = step.uri().toString();
      switch (fetcher.fetch(shop, step.uri(), Validators.NONE)) {
        case FetchOutcome.Fetched(var page, var _) -> {
          ExtractedPage extracted = extractor.extract(shop, page);
          pages.add(
              new PageLook(url, page.status(), page.body().length(), extracted.state().name()));
          boolean _ = walk.goOn(step.place(), extracted);
          if (extracted.onward() instanceof Onward.Parts) {
            details.add(extracted);
          } else {
            shown = extracted;
          }
        }
        case FetchOutcome.Refused no -> {
          pages.add(new PageLook(url, no.status(), 0, no.reason() + ": " + no.message()));
          boolean _ = walk.giveUp(step.place(), no.isGone());
        }
        case FetchOutcome.Failed no -> {
          pages.add(new PageLook(url, no.lastStatus(), 0, no.reason() + ": " + no.message()));
          tryAgain = true;
        }
        case FetchOutcome.NotModified same ->
            throw new IllegalStateException("304 to a request without validators: " + same.uri());
      }
      next = shown.products().isEmpty() ? walk.peek(0) : Optional.empty();
    }
    ExtractedPage whole = shown.products().isEmpty() ? ProductParts.whole(shown, details) : shown;
    return new ShopLook(
        shop.id(), robots, pages, ReadFields.of(shop, whole, new Normaliser()), tryAgain);
  }

  private static RobotsLook robots(Shop shop, Extractor extractor, PoliteFetcher fetcher) {
    Map<String, Boolean> starts = new LinkedHashMap<>();
    for (URI start : starts(shop, extractor)) {
      starts.put(start.toString(), fetcher.robots(shop, start).allowed());
    }
    RobotsVerdict robots = fetcher.robots(shop, shop.url());
    return new RobotsLook(
        robots.unreachable().orElse(null),
        robots.crawlDelay().map(ShopLook::seconds).orElse(null),
        seconds(robots.delay()),
        robots.sitemaps(),
        starts);
  }

  private static List<URI> starts(Shop shop, Extractor extractor) {
    List<URI> directories = extractor.directories(shop);
    if (!directories.isEmpty()) {
      return directories;
    }
    return (shop.listings().isEmpty() ? List.of("") : shop.listings())
        .stream().map(listing -> extractor.page(shop, listing, 1)).toList();
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1e3;
  }

  /** 0 if a scrape would find products, 75 if it may later, 65 if not. */
  int exitCode() {
    if (read.products() > 0) {
      return ExitCodes.OK;
    }
    return tryAgain ? ExitCodes.RETRY : ExitCodes.DATA;
  }
}
