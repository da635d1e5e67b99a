package com.skatestock.batch.extract.squarespace;

import com.skatestock.batch.extract.ExtractedPage;
import com.skatestock.batch.extract.ExtractedPage.Refused;
import com.skatestock.batch.extract.Extractor;
import com.skatestock.batch.extract.JsonBody;
import com.skatestock.batch.extract.JsonPart;
import com.skatestock.batch.extract.Onward;
import com.skatestock.batch.extract.PageState;
import com.skatestock.batch.extract.RawProduct;
import com.skatestock.batch.shop.Shop;
import com.skatestock.batch.source.Page;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a store page with {@code ?format=json-pretty}. The shop's address is that of its store
 * page, or its listings are. Each page names the address of the next one, an offset in time.
 */
public final class SquarespaceExtractor implements Extractor {
  private static final String FORMAT = "format=json-pretty";

  @Override
  public URI page(Shop shop, String listing, int number) {
    String root = shop.url().toString().replaceAll("/+$", "");
    return URI.create(root + listing + "?" + FORMAT + (number > 1 ? "&page=" + number : ""));
  }

  @Override
  public boolean canReadAhead(Shop shop) {
    return false;
  }

  @Override
  public ExtractedPage extract(Shop shop, Page page) {
    return switch (JsonBody.of(page)) {
      case JsonBody.Other(PageState state) -> ExtractedPage.nothing(state);
      case JsonBody.Document(JsonPart root) when root.part("items").isList() -> listing(page, root);
      case JsonBody.Document(JsonPart root) when root.part("item").isObject() ->
          read(page, List.of(root.part("item")), true, Onward.NOWHERE);
      // A store page without products has no list of them.
      case JsonBody.Document(JsonPart root) ->
          ExtractedPage.nothing(
              root.part("collection").isObject() ? PageState.EMPTY : PageState.NOT_UNDERSTOOD);
    };
  }

  private static ExtractedPage listing(Page page, JsonPart root) {
    List<JsonPart> items = root.parts("items");
    if (items.isEmpty()) {
      return ExtractedPage.nothing(PageState.EMPTY);
    }
    @Nullable URI next = next(page, root.part("pagination"));
    return read(page, items, next == null, next == null ? Onward.NOWHERE : new Onward.Next(next));
  }

  private static ExtractedPage read(Page page, List<JsonPart> items, boolean last, Onward onward) {
    List<RawProduct> products = new ArrayList<>(items.size());
    List<Refused> refused = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      switch (new StoreItem(items.get(i), page.uri(), i + 1).read()) {
        case StoreItem.Read(RawProduct product) -> products.add(product);
        case StoreItem.NotRead(Refused part) -> refused.add(part);
      }
    }
    return new ExtractedPage(
        products.isEmpty() ? PageState.NOT_UNDERSTOOD : PageState.LISTING,
        products,
        refused,
        last,
        onward);
  }

  /** {@code /shop?offset=1577836800000} is the next page's HTML: its JSON is asked for. */
  private static @Nullable URI next(Page page, JsonPart pagination) {
    @Nullable String url = pagination.text("nextPageUrl");
    if (url == null || !pagination.truth("nextPage").orElse(true)) {
      return null;
    }
    try {
      URI next = page.uri().resolve(new URI(url));
      boolean isJson = String.valueOf(next.getRawQuery()).contains("format=json");
      return isJson ? next : URI.create(next + (next.getRawQuery() == null ? "?" : "&") + FORMAT);
    } catch (URISyntaxException noAddress) {
      return null;
    }
  }
}
