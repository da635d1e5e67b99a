package com.skatestock.batch.extract.lightspeed;

import com.skatestock.batch.extract.ExtractedPage;
import com.skatestock.batch.extract.ExtractedPage.Reason;
import com.skatestock.batch.extract.ExtractedPage.Refused;
import com.skatestock.batch.extract.Extractor;
import com.skatestock.batch.extract.JsonBody;
import com.skatestock.batch.extract.JsonPart;
import com.skatestock.batch.extract.Onward;
import com.skatestock.batch.extract.PageState;
import com.skatestock.batch.extract.ProductAddress;
import com.skatestock.batch.extract.RawProduct;
import com.skatestock.batch.shop.Shop;
import com.skatestock.batch.source.Page;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code /collection/page1.ajax} and the products that it names. A product of a listing that
 * tells its variants is read there; of any other the listing leads to {@code <product>.ajax}.
 */
public final class LightspeedExtractor implements Extractor {
  private static final int PAGE_SIZE = 100;
  private static final String EVERYTHING = "/collection";

  @Override
  public URI page(Shop shop, String listing, int number) {
    String path = listing.isEmpty() ? EVERYTHING : listing.replaceAll("/+$", "");
    String root = shop.url().toString().replaceAll("/+$", "");
    return URI.create(root + path + "/page" + number + ".ajax?limit=" + PAGE_SIZE);
  }

  @Override
  public boolean canReadAhead(Shop shop) {
    return false;
  }

  @Override
  public ExtractedPage extract(Shop shop, Page page) {
    return switch (JsonBody.of(page)) {
      case JsonBody.Other(PageState state) -> ExtractedPage.nothing(state);
      case JsonBody.Document(JsonPart root) when root.part("products").isList() ->
          listing(page, root);
      case JsonBody.Document(JsonPart root) when root.part("product").isObject() ->
          product(page, root.part("product"));
      case JsonBody.Document(JsonPart root) -> product(page, root);
    };
  }

  private static ExtractedPage product(Page page, JsonPart json) {
    if (json.text("id") == null || json.text("title") == null) {
      return ExtractedPage.nothing(PageState.NOT_UNDERSTOOD);
    }
    return switch (new AjaxProduct(json, page.uri(), 1).read()) {
      case AjaxProduct.Read(RawProduct product) ->
          new ExtractedPage(PageState.LISTING, List.of(product), List.of(), true);
      case AjaxProduct.NotRead(Refused refused) ->
          new ExtractedPage(PageState.NOT_UNDERSTOOD, List.of(), List.of(refused), true);
    };
  }

  private static ExtractedPage listing(Page page, JsonPart root) {
    List<JsonPart> listed = root.parts("products");
    if (listed.isEmpty()) {
      return ExtractedPage.nothing(PageState.EMPTY);
    }
    List<RawProduct> products = new ArrayList<>();
    List<Refused> refused = new ArrayList<>();
    Set<URI> details = new LinkedHashSet<>();
    for (int i = 0; i < listed.size(); i++) {
      JsonPart json = listed.get(i);
      Optional<URI> own = own(page.uri(), json);
      if (json.part("variants").isObject()) {
        switch (new AjaxProduct(json, page.uri(), i + 1).read()) {
          case AjaxProduct.Read(RawProduct product) -> products.add(product);
          case AjaxProduct.NotRead(Refused part) -> refused.add(part);
        }
      } else if (own.isPresent()) {
        details.add(own.get());
      } else {
        refused.add(new Refused("url", json.raw(), Reason.IDENTITY_MISSING, i + 1));
      }
    }
    return new ExtractedPage(
        refused.size() == listed.size() ? PageState.NOT_UNDERSTOOD : PageState.LISTING,
        products,
        refused,
        isLast(root, listed.size()),
        details.isEmpty() ? Onward.NOWHERE : new Onward.Details(List.copyOf(details), List.of()));
  }

  /** {@code /team-deck.ajax} of {@code team-deck.html}. */
  private static Optional<URI> own(URI listing, JsonPart json) {
    @Nullable String url = json.text("url");
    @Nullable String address =
        url == null ? null : ProductAddress.absolute(listing.resolve("/"), url);
    if (address == null || !address.endsWith(".html")) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new URI(address.substring(0, address.length() - ".html".length()) + ".ajax"));
    } catch (URISyntaxException noAddress) {
      return Optional.empty();
    }
  }

  private static boolean isLast(JsonPart root, int listed) {
    @Nullable Integer pages = root.count("pages");
    @Nullable Integer number = root.count("page");
    return (pages == null || number == null) ? listed < PAGE_SIZE : number >= pages;
  }
}
