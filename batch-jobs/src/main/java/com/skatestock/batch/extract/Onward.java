package com.skatestock.batch.extract;

import java.net.URI;
import java.util.List;

/** Where a page leads, other than to the next number of its listing. */
public sealed interface Onward {
  /** Nowhere. */
  Onward NOWHERE = new Nowhere();

  /** The page stands for itself; its listing, if it goes on, goes on by number. */
  record Nowhere() implements Onward {}

  /** The listing goes on there: a shop that names the next page cannot be asked by number. */
  record Next(URI page) implements Onward {}

  /**
   * Pages that belong to this one: they are read before its listing goes on.
   *
   * @param pages in the order in which they are to be asked for
   * @param unfinished products of this page that are whole only with the {@link Parts} that those
   *     pages show; not among the page's products
   */
  record Details(List<URI> pages, List<RawProduct> unfinished) implements Onward {
    public Details {
      pages = List.copyOf(pages);
      unfinished = List.copyOf(unfinished);
    }
  }

  /** The page shows parts of the unfinished products of the page that led to it. */
  record Parts(List<RawProduct> products) implements Onward {
    public Parts {
      products = List.copyOf(products);
    }
  }

  /**
   * The page is a directory of the shop's pages, such as a sitemap.
   *
   * @param directories addresses of further directories
   * @param pages addresses of the pages that may show a product, in their order; texts, since a
   *     directory may name a hundred thousand
   */
  record Directory(List<String> directories, List<String> pages) implements Onward {
    public Directory {
      directories = List.copyOf(directories);
      pages = List.copyOf(pages);
    }
  }
}
