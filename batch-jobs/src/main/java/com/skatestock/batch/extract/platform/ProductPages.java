package com.skatestock.batch.extract.platform;

import com.skatestock.batch.extract.ExtractedPage;
import com.skatestock.batch.extract.Extractor;
import com.skatestock.batch.extract.PageState;
import com.skatestock.batch.extract.ProductAddress;
import com.skatestock.batch.extract.RawProduct;
import com.skatestock.batch.extract.sitemap.Sitemaps;
import com.skatestock.batch.shop.Shop;
import com.skatestock.batch.shop.SitemapRules;
import com.skatestock.batch.source.Page;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A platform whose products are read on their own pages. A shop with configured listings is read at
 * these; any other by its sitemaps, page by page. There, a page that states no product of its own
 * (a text, a category, a product that is gone) is {@link PageState#EMPTY}: a sitemap names all
 * sorts of pages.
 *
 * @param pages reads a product's page
 * @param usual which sitemaps count where the shop's configuration does not say
 */
record ProductPages(Extractor pages, SitemapRules usual) implements Extractor {

  @Override
  public List<URI> directories(Shop shop) {
    return shop.listings().isEmpty() ? Sitemaps.roots(shop, rules(shop)) : List.of();
  }

  @Override
  public URI page(Shop shop, String listing, int number) {
    return shop.listings().isEmpty()
        ? directories(shop).getFirst()
        : pages.page(shop, listing, number);
  }

  @Override
  public ExtractedPage extract(Shop shop, Page page) {
    if (!shop.listings().isEmpty()) {
      return pages.extract(shop, page);
    }
    if (Sitemaps.isDirectory(page)) {
      return Sitemaps.read(rules(shop), page);
    }
    ExtractedPage read = pages.extract(shop, page);
    boolean without =
        switch (read.state()) {
          case NOT_FOUND -> true;
          case NOT_UNDERSTOOD -> read.refused().isEmpty();
          case LISTING -> !isOwnPage(page, read.products());
          case EMPTY, DIRECTORY, BLOCKED -> false;
        };
    return without ? ExtractedPage.nothing(PageState.EMPTY) : read;
  }

  /**
   * True if the page is that of one product: a category's page states products too, each with the
   * address of its own page. Addresses that end in the same name are the same product's.
   */
  private static boolean isOwnPage(Page page, List<RawProduct> products) {
    @Nullable String stated = products.getFirst().url();
    @Nullable String path = stated == null ? null : ProductAddress.canonicalPath(stated);
    @Nullable String asked = ProductAddress.canonicalPath(page.uri().toString());
    return products.size() == 1
        && (path == null || asked == null || name(path).equalsIgnoreCase(name(asked)));
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private SitemapRules rules(Shop shop) {
    SitemapRules said = shop.sitemap().orElse(usual);
    return said.follow().isPresent()
        ? said
        : new SitemapRules(said.roots(), usual.follow(), said.pages());
  }

  /** All sitemaps of a shop. */
  static ProductPages of(Extractor pages) {
    return new ProductPages(pages, SitemapRules.EVERYTHING);
  }

  /** Only the sitemaps whose address {@code follow} finds something in. */
  static ProductPages of(Extractor pages, String follow) {
    return new ProductPages(
        pages, new SitemapRules(List.of(), Optional.of(follow), Optional.empty()));
  }
}
