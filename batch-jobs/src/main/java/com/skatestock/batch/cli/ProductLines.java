package com.skatestock.batch.cli;

import com.skatestock.batch.archive.WarcPages;
import com.skatestock.batch.extract.PageState;
import com.skatestock.batch.normalise.Money;
import com.skatestock.batch.normalise.Product;
import com.skatestock.batch.normalise.Variant;
import com.skatestock.contracts.SchemaOrgAvailability;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Currency;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * Products and pages as JSON, one object a line. What is not known is null; prices are texts of
 * plain decimals; availability is a name of schema.org.
 */
final class ProductLines implements AutoCloseable {
  private final OutputStream out;
  private final JsonGenerator json;
  private boolean written;

  ProductLines(OutputStream out) {
    this.out = out;
    this.json =
        JsonFactory.builder()
            .rootValueSeparator("\n")
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build()
            .createGenerator(ObjectWriteContext.empty(), out);
  }

  void product(PageOrigin page, Product product, int position) {
    start();
    text("shop", shop(product.shop()));
    text("external_id", product.externalId());
    text("code", product.code());
    text("title", product.title());
    text("brand", product.brand());
    text("category", product.category());
    text("url", product.url());
    text("image_url", product.imageUrl());
    json.writeArrayPropertyStart("variants");
    for (Variant variant : product.variants()) {
      variant(variant);
    }
    json.writeEndArray();
    source(page, position);
    json.writeEndObject();
  }

  void rejected(
      PageOrigin page,
      @Nullable String externalId,
      String field,
      String raw,
      Enum<?> reason,
      int position) {
    start();
    json.writeObjectPropertyStart("rejected");
    text("field", field);
    text("raw", raw);
    text("reason", lower(reason));
    json.writeEndObject();
    text("shop", shop(page.shop()));
    text("external_id", externalId);
    source(page, position);
    json.writeEndObject();
  }

  void page(PageOrigin page, PageState state, int products, int rejected) {
    page(
        page.recordId(),
        page.uri().toString(),
        page.capturedAt().toString(),
        state,
        products,
        rejected);
    json.flush();
  }

  /** A record that could not be read at all. */
  void unreadablePage(WarcPages.Entry.Unreadable record) {
    page(
        record.recordId(),
        record.target(),
        record.capturedAt().map(Instant::toString).orElse(null),
        PageState.NOT_UNDERSTOOD,
        0,
        0);
    json.flush();
  }

  @Override
  public void close() throws IOException {
    json.close();
    if (written) {
      out.write("\n".getBytes(StandardCharsets.US_ASCII));
    }
    out.flush();
  }

  private void page(
      String recordId,
      @Nullable String uri,
      @Nullable String capturedAt,
      PageState state,
      int products,
      int rejected) {
    start();
    json.writeObjectPropertyStart("page");
    text("record_id", recordId);
    text("uri", uri);
    text("captured_at", capturedAt);
    text("state", lower(state));
    json.writeNumberProperty("products", products);
    json.writeNumberProperty("rejected", rejected);
    json.writeEndObject();
    json.writeEndObject();
  }

  private void variant(Variant variant) {
    json.writeStartObject();
    text("variant_id", variant.variantId());
    text("size", variant.size());
    text("color", variant.color());
    text("sku", variant.sku());
    text("gtin", variant.gtin());
    Money price = variant.price();
    Money compareAt = variant.compareAtPrice();
    text("price", amount(price));
    text("compare_at_price", amount(compareAt));
    Money shown = price == null ? compareAt : price;
    text("currency", shown == null ? null : code(shown.currency()));
    text("availability", SchemaOrgAvailability.name(variant.availability()));
    Integer quantity = variant.quantity();
    if (quantity == null) {
      json.writeNullProperty("quantity");
    } else {
      json.writeNumberProperty("quantity", quantity);
    }
    json.writeEndObject();
  }

  private void source(PageOrigin page, int position) {
    json.writeObjectPropertyStart("source");
    text("uri", page.uri().toString());
    text("captured_at", page.capturedAt().toString());
    text("record_id", page.recordId());
    json.writeNumberProperty("position", position);
    json.writeEndObject();
  }

  private void start() {
    written = true;
    json.writeStartObject();
  }

  private void text(String name, @Nullable String value) {
    if (value == null) {
      json.writeNullProperty(name);
    } else {
      json.writeStringProperty(name, value);
    }
  }

  private static @Nullable String amount(@Nullable Money money) {
    return money == null ? null : money.amount().toPlainString();
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static @Nullable String code(Currency currency) {
    return currency.equals(Money.UNKNOWN_CURRENCY) ? null : currency.getCurrencyCode();
  }

  /** A page of no shop has none. */
  private static @Nullable String shop(String id) {
    return id.equals(AnyShop.ID) ? null : id;
  }
}
