package com.skatestock.batch.extract.woocommerce;

import com.skatestock.batch.extract.ExtractedPage;
import com.skatestock.batch.extract.ExtractedPage.Refused;
import com.skatestock.batch.extract.Extractor;
import com.skatestock.batch.extract.JsonBody;
import com.skatestock.batch.extract.JsonPart;
import com.skatestock.batch.extract.Onward;
import com.skatestock.batch.extract.PageState;
import com.skatestock.batch.extract.RawProduct;
import com.skatestock.batch.extract.RawVariant;
import com.skatestock.batch.shop.Shop;
import com.skatestock.batch.source.Page;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads the Store API's products, a hundred at a time, in the order of their ids: a product that is
 * added meanwhile comes at the end.
 *
 * <p>A variable product names the ids of its variations and not their prices. The page leads to the
 * pages that show them, a hundred variations each, asked for by id; a product's are asked for
 * together where they fit. Grouped products are left out: what they group is listed by itself.
 */
public final class WooCommerceExtractor implements Extractor {
  /** The most that the Store API hands out at once. */
  private static final int PAGE_SIZE = 100;

  private static final String PRODUCTS = "/wp-json/wc/store/v1/products?";
  private static final String ORDER = "&orderby=id&order=asc";

  @Override
  public URI page(Shop shop, String listing, int number) {
    String category = listing.replaceAll("/+$", "");
    category = category.substring(category.lastIndexOf('/') + 1);
    return URI.create(
        root(shop)
            + PRODUCTS
            + "per_page="
            + PAGE_SIZE
            + "&page="
            + number
            + ORDER
            + (category.isEmpty() ? "" : "&category=" + category));
  }

  @Override
  public boolean canReadAhead(Shop shop) {
    return false;
  }

  @Override
  public ExtractedPage extract(Shop shop, Page page) {
    return switch (JsonBody.of(page)) {
      case JsonBody.Other(PageState state) -> ExtractedPage.nothing(state);
      case JsonBody.Document(JsonPart root) when root.isList() ->
          isOfVariations(page, root.parts())
              ? variations(root.parts())
              : products(shop, page, root.parts());
      case JsonBody.Document(JsonPart root) when root.text("id") != null ->
          products(shop, page, List.of(root));
      case JsonBody.Document(JsonPart error) -> ExtractedPage.nothing(state(error));
    };
  }

  private static boolean isOfVariations(Page page, List<JsonPart> listed) {
    return "variation".equals(Query.of(page.uri()).get("type"))
        || (!listed.isEmpty() && "variation".equals(listed.getFirst().text("type")));
  }

  private static ExtractedPage products(Shop shop, Page page, List<JsonPart> listed) {
    List<RawProduct> whole = new ArrayList<>(listed.size());
    List<RawProduct> unfinished = new ArrayList<>();
    List<Refused> refused = new ArrayList<>();
    for (int i = 0; i < listed.size(); i++) {
      switch (new StoreProduct(listed.get(i), i + 1).read()) {
        case StoreProduct.Whole(RawProduct product) -> whole.add(product);
        case StoreProduct.Unfinished(RawProduct product) -> unfinished.add(product);
        case StoreProduct.NotRead(Refused part) -> refused.add(part);
        case StoreProduct.LeftOut leftOut -> {}
      }
    }
    if (listed.isEmpty()) {
      return ExtractedPage.nothing(PageState.EMPTY);
    }
    if (refused.size() == listed.size()) {
      return new ExtractedPage(PageState.NOT_UNDERSTOOD, List.of(), refused, true);
    }
    return new ExtractedPage(
        PageState.LISTING,
        whole,
        refused,
        isLast(page, listed.size()),
        unfinished.isEmpty()
            ? Onward.NOWHERE
            : new Onward.Details(variationPages(shop, unfinished), unfinished));
  }

  /** What a variation says, as a part of its product. */
  private static ExtractedPage variations(List<JsonPart> listed) {
    Map<String, RawProduct> products = new LinkedHashMap<>();
    List<Refused> refused = new ArrayList<>();
    for (int i = 0; i < listed.size(); i++) {
      switch (new StoreProduct(listed.get(i), i + 1).readVariation()) {
        case StoreProduct.Unfinished(RawProduct part) ->
            products.merge(part.externalId(), part, WooCommerceExtractor::together);
        case StoreProduct.NotRead(Refused part) -> refused.add(part);
        case StoreProduct.Whole whole -> {}
        case StoreProduct.LeftOut leftOut -> {}
      }
    }
    return new ExtractedPage(
        PageState.LISTING,
        List.of(),
        refused,
        true,
        new Onward.Parts(List.copyOf(products.values())));
  }

  private static RawProduct together(RawProduct part, RawProduct other) {
    List<RawVariant> variants = new ArrayList<>(part.variants());
    variants.addAll(other.variants());
    return new RawProduct(
        part.externalId(),
        part.code(),
        part.title(),
        part.brand(),
        part.category(),
        part.url(),
        part.imageUrl(),
        part.tags(),
        variants,
        part.position());
  }

  /** The ids of all variations, a hundred a page; a product's are parted only if they must be. */
  private static List<URI> variationPages(Shop shop, List<RawProduct> unfinished) {
    List<URI> pages = new ArrayList<>();
    List<String> asked = new ArrayList<>(PAGE_SIZE);
    for (RawProduct product : unfinished) {
      if (asked.size() + product.variants().size() > PAGE_SIZE && !asked.isEmpty()) {
        pages.add(variationPage(shop, asked));
        asked.clear();
      }
      for (RawVariant variant : product.variants()) {
        if (asked.size() == PAGE_SIZE) {
          pages.add(variationPage(shop, asked));
          asked.clear();
        }
        asked.add(variant.variantId());
      }
    }
    pages.add(variationPage(shop, asked));
    return pages;
  }

  private static URI variationPage(Shop shop, List<String> ids) {
    return URI.create(
        root(shop)
            + PRODUCTS
            + "type=variation&per_page="
            + PAGE_SIZE
            + ORDER
            + "&include="
            + String.join(",", ids));
  }

  /** By the number of pages that the answer tells; else by a page that is not full. */
  private static boolean isLast(Page page, int listed) {
    Map<String, String> asked = Query.of(page.uri());
    int number = Query.number(asked, "page", 1);
    List<String> pages = page.headers().getOrDefault("x-wp-totalpages", List.of());
    if (!pages.isEmpty() && pages.getFirst().strip().matches("\\d{1,6}")) {
      return number >= Integer.parseInt(pages.getFirst().strip());
    }
    return listed < Query.number(asked, "per_page", PAGE_SIZE);
  }

  /** What an error of WordPress means: {@code {"code":"rest_no_route","data":{"status":404}}}. */
  private static PageState state(JsonPart error) {
    String code = error.text("code");
    String said = code == null ? "" : code.toLowerCase(Locale.ROOT);
    if (said.contains("invalid_page")) {
      return PageState.EMPTY;
    }
    if (said.contains("no_route") || said.contains("not_found")) {
      return PageState.NOT_FOUND;
    }
    String status = error.part("data").text("status");
    boolean blocked =
        said.contains("forbidden")
            || said.contains("not_logged_in")
            || said.contains("cannot_")
            || said.contains("rate_limit")
            || "401".equals(status)
            || "403".equals(status);
    return blocked ? PageState.BLOCKED : PageState.NOT_UNDERSTOOD;
  }

  private static String root(Shop shop) {
    String url = shop.url().toString();
    return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }
}
