package com.skatestock.batch.shop;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a shop's product pages are found where no listing shows the products themselves.
 *
 * @param roots paths of the sitemaps to begin with; empty means those that robots.txt names, or
 *     {@code /sitemap.xml} if it names none
 * @param follow a regular expression; of the sitemaps that a sitemap names only those whose address
 *     it finds something in are read; empty for all
 * @param pages a regular expression; only the pages whose address it finds something in are read;
 *     empty for all
 */
public record SitemapRules(List<String> roots, Optional<String> follow, Optional<String> pages) {
  /** All that the shop's sitemaps name. */
  public static final SitemapRules EVERYTHING =
      new SitemapRules(List.of(), Optional.empty(), Optional.empty());

  public SitemapRules {
    roots = List.copyOf(roots);
    follow.ifPresent(Pattern::compile);
    pages.ifPresent(Pattern::compile);
  }
}
