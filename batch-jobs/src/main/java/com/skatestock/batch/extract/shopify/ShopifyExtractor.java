package com.skatestock.batch.extract.shopify;

import com.skatestock.batch.extract.ExtractedPage;
import com.skatestock.batch.extract.Extractor;
import com.skatestock.batch.extract.PageLook;
import com.skatestock.batch.extract.PageState;
import com.skatestock.batch.shop.Shop;
import com.skatestock.batch.source.Page;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.core.JacksonException;

/**
 * Reads Shopify's JSON.
 *
 * <p>A page that breaks off, or is no JSON to its last byte, is not trusted: none of its products
 * counts and its state is {@link PageState#NOT_UNDERSTOOD}. A listing ends with the first page that
 * has fewer products than were asked for.
 */
public final class ShopifyExtractor implements Extractor {
  /** The most that Shopify hands out at once. */
  private static final int PAGE_SIZE = 250;

  /** What Shopify hands out when it is not asked for a number. */
  private static final int DEFAULT_PAGE_SIZE = 30;

  @Override
  public URI page(Shop shop, String listing, int number) {
    String path = listing.strip();
    path = path.isEmpty() || path.startsWith("/") ? path : "/" + path;
    path = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    if (!path.endsWith("/products.json")) {
      path += "/products.json";
    }
    return URI.create(root(shop) + path + "?limit=" + PAGE_SIZE + "&page=" + number);
  }

  @Override
  public ExtractedPage extract(Shop shop, Page page) {
    byte[] body = page.body().bytes();
    Optional<PageState> failed = PageLook.ofStatus(page.status());
    if (failed.isPresent()) {
      return nothing(failed.get());
    }
    if (!startsLikeJson(body)) {
      return nothing(PageLook.ofHtml(new String(body, StandardCharsets.UTF_8)));
    }
    try {
      return answer(page, ProductsDocument.read(root(shop), page.uri().getPath(), body));
    } catch (JacksonException broken) {
      return rereadWithoutInvalidUtf8(shop, page);
    }
  }

  /** One broken character in one description is no reason to lose a page of 250 products. */
  private static ExtractedPage rereadWithoutInvalidUtf8(Shop shop, Page page) {
    byte[] body = page.body().bytes();
    String text = new String(body, StandardCharsets.UTF_8);
    if (text.indexOf('\uFFFD') < 0) {
      return nothing(PageState.NOT_UNDERSTOOD);
    }
    try {
      return answer(
          page,
          ProductsDocument.read(
              root(shop), page.uri().getPath(), text.getBytes(StandardCharsets.UTF_8)));
    } catch (JacksonException broken) {
      return nothing(PageState.NOT_UNDERSTOOD);
    }
  }

  private static ExtractedPage answer(Page page, ProductsDocument document) {
    PageState state = document.state();
    int listed = document.products().size() + document.refused().size();
    boolean last = state != PageState.LISTING || !document.isList() || listed < pageSize(page);
    return new ExtractedPage(state, document.products(), document.refused(), last);
  }

  private static ExtractedPage nothing(PageState state) {
    return new ExtractedPage(state, List.of(), List.of(), true);
  }

  private static int pageSize(Page page) {
    String query = page.uri().getRawQuery();
    if (query != null) {
      for (String parameter : query.split("&", -1)) {
        if (parameter.startsWith("limit=")) {
          OptionalInt asked = smallNumber(parameter.substring("limit=".length()));
          return asked.isPresent() ? Math.clamp(asked.getAsInt(), 1, PAGE_SIZE) : PAGE_SIZE;
        }
      }
    }
    return DEFAULT_PAGE_SIZE;
  }

  private static OptionalInt smallNumber(String text) {
    boolean digits = !text.isEmpty() && text.length() < 9;
    for (int i = 0; digits && i < text.length(); i++) {
      digits = text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }
    return digits ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
  }

  private static boolean startsLikeJson(byte[] body) {
    int at = 0;
    if (body.length >= 3 && body[0] == (byte) 0xEF && body[1] == (byte) 0xBB) {
      at = 3;
    }
    while (at < body.length && body[at] >= 0 && body[at] <= ' ') {
      at++;
    }
    return at < body.length && (body[at] == '{' || body[at] == '[');
  }

  private static String root(Shop shop) {
    String url = shop.url().toString();
    return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }
}
