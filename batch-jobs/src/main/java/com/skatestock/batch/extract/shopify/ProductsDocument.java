package com.skatestock.batch.extract.shopify;

import com.skatestock.batch.extract.ExtractedPage.Reason;
import com.skatestock.batch.extract.ExtractedPage.Refused;
import com.skatestock.batch.extract.PageState;
import com.skatestock.batch.extract.RawProduct;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/**
 * One JSON document of a Shopify shop, read as a stream of tokens.
 *
 * <p>Forms: {@code {"products":[…]}} (other members are skipped), {@code {"product":{…}}}, a bare
 * array of products, and a bare product, as {@code /products/{handle}.js} has it; several bare
 * products one after the other (JSON lines) too. Errors of Shopify ({@code {"errors":"Not Found"}})
 * give a state.
 */
final class ProductsDocument {
  /** Numbers are never computed with here, so their length does no harm; bodies are capped. */
  private static final StreamReadConstraints CONSTRAINTS =
      StreamReadConstraints.builder().maxNumberLength(Integer.MAX_VALUE).build();

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(CONSTRAINTS)
          .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
          .build();

  private final JsonParser json;
  private final RepeatedTexts texts = new RepeatedTexts();
  private final OptionSets optionSets = new OptionSets();
  private final String root;
  private final boolean ajaxAddress;
  private final List<RawProduct> products = new ArrayList<>();
  private final List<Refused> refused = new ArrayList<>();
  private int position;
  private boolean list;
  private boolean understood;
  private @Nullable PageState error;

  private ProductsDocument(JsonParser json, String root, boolean ajaxAddress) {
    this.json = json;
    this.root = root;
    this.ajaxAddress = ajaxAddress;
  }

  /**
   * Reads {@code body}.
   *
   * @param root the storefront's address without a slash at the end
   * @param path of the address the body was fetched from; one that ends in {@code .js} means prices
   *     in the smallest unit
   * @throws tools.jackson.core.JacksonException if it is not JSON to its last byte
   */
  static ProductsDocument read(String root, @Nullable String path, byte[] body) {
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), body)) {
      var document = new ProductsDocument(json, root, path != null && path.endsWith(".js"));
      while (json.nextToken() != null) {
        document.readRoot();
      }
      return document;
    }
  }

  List<RawProduct> products() {
    return products;
  }

  List<Refused> refused() {
    return refused;
  }

  /** Whether the document is a listing, not a single product. */
  boolean isList() {
    return list;
  }

  PageState state() {
    if (!products.isEmpty()) {
      return PageState.LISTING;
    }
    if (error != null) {
      return error;
    }
    return understood && refused.isEmpty() ? PageState.EMPTY : PageState.NOT_UNDERSTOOD;
  }

  private void readRoot() {
    switch (json.currentToken()) {
      case START_ARRAY -> readArray();
      case START_OBJECT -> readRootObject();
      default -> {}
    }
  }

  private void readArray() {
    list = true;
    understood = true;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      readProduct(ajaxAddress);
    }
  }

  /** A wrapper around products, an error, or a product itself: its members tell. */
  private void readRootObject() {
    @Nullable ProductReader bare = null;
    String name;
    while ((name = json.nextName()) != null) {
      JsonToken value = json.nextToken();
      if (name.equals("products") && value == JsonToken.START_ARRAY) {
        products.clear();
        refused.clear();
        position = 0;
        readArray();
      } else if (name.equals("product") && value == JsonToken.START_OBJECT) {
        understood = true;
        readProduct(ajaxAddress);
      } else if (!understood && isError(name)) {
        readError();
      } else {
        if (bare == null) {
          bare = productReader(true);
        }
        bare.readMember(name);
      }
    }
    if (!understood && error == null && bare != null && bare.looksLikeProduct()) {
      keep(bare.finish(++position));
    }
  }

  private static boolean isError(String name) {
    return name.equals("errors") || name.equals("error") || name.equals("message");
  }

  private void readError() {
    String text = json.currentToken().isScalarValue() ? json.getString() : "";
    json.skipChildren();
    String said = text == null ? "" : text.toLowerCase(Locale.ROOT);
    if (said.contains("not found")) {
      error = PageState.NOT_FOUND;
    } else if (said.contains("throttl")
        || said.contains("too many")
        || said.contains("rate limit")
        || said.contains("exceeded")
        || said.contains("denied")
        || said.contains("forbidden")
        || said.contains("security")
        || said.contains("unauthorized")) {
      error = PageState.BLOCKED;
    }
  }

  private void readProduct(boolean ajax) {
    position++;
    if (json.currentToken() == JsonToken.START_OBJECT) {
      keep(productReader(ajax).read(position));
      return;
    }
    String raw = json.currentToken().isScalarValue() ? json.getString() : "[…]";
    json.skipChildren();
    refused.add(new Refused("product", ProductReader.cut(raw), Reason.MALFORMED, position));
  }

  private ProductReader productReader(boolean ajax) {
    return new ProductReader(json, texts, optionSets, root, ajax);
  }

  private void keep(ProductReader.Outcome outcome) {
    switch (outcome) {
      case ProductReader.Read read -> products.add(read.product());
      case ProductReader.NotRead not -> refused.add(not.refused());
    }
  }
}
