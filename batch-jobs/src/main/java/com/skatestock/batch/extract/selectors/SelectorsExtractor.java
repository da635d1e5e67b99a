package com.skatestock.batch.extract.selectors;

import com.skatestock.batch.extract.ExtractedPage;
import com.skatestock.batch.extract.ExtractedPage.Refused;
import com.skatestock.batch.extract.Extractor;
import com.skatestock.batch.extract.HtmlPage;
import com.skatestock.batch.extract.PageLook;
import com.skatestock.batch.extract.PageState;
import com.skatestock.batch.extract.RawProduct;
import com.skatestock.batch.extract.selectors.CompiledSelectors.CompiledTheme;
import com.skatestock.batch.shop.ListingSelectors;
import com.skatestock.batch.shop.Shop;
import com.skatestock.batch.source.Page;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * Reads HTML listing pages with a shop's CSS selectors.
 *
 * <p>A product that a page shows twice counts once, where it stands first. The page is parsed once.
 *
 * <p>What a page is, in this order: what the shop's own markers for blocked and missing pages say;
 * a listing if the theme's items can be read; empty if the shop's marker or words in the theme's
 * part of the page say so; blocked or not found by its headlines; empty if it is a page of a known
 * theme without a price in it (prices without items are goods in a new dress); else not understood.
 */
public final class SelectorsExtractor implements Extractor {
  private final Map<ListingSelectors, CompiledSelectors> compiled = new ConcurrentHashMap<>();

  @Override
  public URI page(Shop shop, String listing, int number) {
    String root = shop.url().toString();
    String first = (root.endsWith("/") ? root.substring(0, root.length() - 1) : root) + listing;
    String more = selectors(shop).pages().replace("{page}", Integer.toString(number));
    if (number <= 1 || more.isEmpty()) {
      return URI.create(first);
    }
    boolean hasQuery = listing.indexOf('?') >= 0 && more.startsWith("?");
    return URI.create(first + (hasQuery ? "&" + more.substring(1) : more));
  }

  @Override
  public ExtractedPage extract(Shop shop, Page page) {
    Optional<PageState> failed = PageLook.ofStatus(page.status());
    if (failed.isPresent()) {
      return nothing(failed.get(), List.of());
    }
    ListingSelectors configured = selectors(shop);
    CompiledSelectors selectors = compiled.computeIfAbsent(configured, CompiledSelectors::of);
    Document document = HtmlPage.parse(page);
    if (CompiledSelectors.any(selectors.blocked(), document)) {
      return nothing(PageState.BLOCKED, List.of());
    }
    if (CompiledSelectors.any(selectors.notFound(), document)) {
      return nothing(PageState.NOT_FOUND, List.of());
    }
    @Nullable CompiledTheme theme = detect(selectors, document);
    if (theme == null) {
      return nothing(withoutItems(selectors, document, null), List.of());
    }
    List<Element> items = document.select(theme.item());
    if (items.isEmpty()) {
      return nothing(withoutItems(selectors, document, theme), List.of());
    }
    return read(configured, selectors, theme, document, items, page);
  }

  private static ExtractedPage read(
      ListingSelectors configured,
      CompiledSelectors selectors,
      CompiledTheme theme,
      Document document,
      List<Element> items,
      Page page) {
    ItemReader reader =
        new ItemReader(
            theme, ScriptData.of(theme, document), page.uri(), category(configured, page));
    Map<String, RawProduct> products = new LinkedHashMap<>();
    List<Refused> refused = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      switch (reader.read(items.get(i), i + 1)) {
        case ItemReader.Read read ->
            products.putIfAbsent(read.product().externalId(), read.product());
        case ItemReader.NotRead not -> refused.add(not.refused());
      }
    }
    if (products.isEmpty()) {
      return nothing(PageState.NOT_UNDERSTOOD, refused);
    }
    boolean last =
        configured.pages().isEmpty()
            || selectors.next().map(next -> document.selectFirst(next) == null).orElse(false);
    return new ExtractedPage(
        PageState.LISTING, List.copyOf(products.values()), List.copyOf(refused), last);
  }

  private static @Nullable CompiledTheme detect(CompiledSelectors selectors, Document document) {
    for (CompiledTheme theme : selectors.themes()) {
      if (document.selectFirst(theme.detect()) != null) {
        return theme;
      }
    }
    return null;
  }

  private static PageState withoutItems(
      CompiledSelectors selectors, Document document, @Nullable CompiledTheme theme) {
    if (CompiledSelectors.any(selectors.empty(), document)
        || (theme != null && EmptyListing.isSaid(theme, document))) {
      return PageState.EMPTY;
    }
    PageState look = HtmlPage.look(document);
    return look == PageState.NOT_UNDERSTOOD
            && theme != null
            && !EmptyListing.showsPrices(theme, document)
        ? PageState.EMPTY
        : look;
  }

  /** What the shop's configuration calls the products of this listing, if it does. */
  private static @Nullable String category(ListingSelectors selectors, Page page) {
    String path = page.uri().getRawPath();
    String query = page.uri().getRawQuery();
    String address = query == null ? String.valueOf(path) : path + "?" + query;
    @Nullable String listing = null;
    for (String candidate : selectors.categories().keySet()) {
      if (address.contains(candidate)
          && (listing == null || candidate.length() > listing.length())) {
        listing = candidate;
      }
    }
    return listing == null ? null : selectors.categories().get(listing);
  }

  private static ListingSelectors selectors(Shop shop) {
    return shop.selectors()
        .orElseThrow(() -> new IllegalArgumentException("Shop " + shop.id() + " has no selectors"));
  }

  private static ExtractedPage nothing(PageState state, List<Refused> refused) {
    return new ExtractedPage(state, List.of(), List.copyOf(refused), true);
  }
}
