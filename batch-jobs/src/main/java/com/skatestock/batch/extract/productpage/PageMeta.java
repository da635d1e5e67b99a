package com.skatestock.batch.extract.productpage;

import com.skatestock.batch.extract.structured.AvailabilityWords;
import com.skatestock.contracts.Availability;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * What the {@code meta} tags say of the product: Open Graph's {@code product:*} and its kind.
 *
 * @see <a href="https://ogp.me/">Open Graph</a>
 */
final class PageMeta {
  private final Map<String, String> values = new HashMap<>();

  private PageMeta() {}

  static PageMeta of(Document document) {
    PageMeta meta = new PageMeta();
    for (Element element : document.getElementsByTag("meta")) {
      String name = element.attr("property");
      name = name.isBlank() ? element.attr("name") : name;
      String content = element.attr("content").strip();
      if (!name.isBlank() && !content.isEmpty()) {
        String plain = name.strip().toLowerCase(Locale.ROOT);
        plain = plain.startsWith("og:product:") ? plain.substring(3) : plain;
        meta.values.putIfAbsent(plain, content);
      }
    }
    return meta;
  }

  @Nullable String price() {
    return first(
        "product:sale_price:amount",
        "product:price:amount",
        "og:price:amount",
        "product:price",
        "price");
  }

  @Nullable String listPrice() {
    return first("product:original_price:amount", "og:price:standard_amount");
  }

  @Nullable String currency() {
    return first(
        "product:price:currency",
        "product:sale_price:currency",
        "og:price:currency",
        "currency",
        "pricecurrency");
  }

  Availability availability() {
    return AvailabilityWords.read(first("product:availability", "og:availability", "availability"));
  }

  @Nullable String sku() {
    return first("product:retailer_item_id", "product:sku", "sku", "product:retailer_part_no");
  }

  @Nullable String gtin() {
    return first("product:ean", "product:upc", "product:gtin", "product:isbn");
  }

  @Nullable String brand() {
    return first("product:brand", "og:brand", "brand");
  }

  @Nullable String title() {
    return first("og:title", "twitter:title");
  }

  /** What a search engine shows under the title; often holds the price. */
  @Nullable String description() {
    return first("og:description", "description");
  }

  @Nullable String image() {
    return first("og:image", "og:image:secure_url", "twitter:image");
  }

  boolean isProduct() {
    @Nullable String type = values.get("og:type");
    return type != null && type.toLowerCase(Locale.ROOT).contains("product");
  }

  private @Nullable String first(String... names) {
    for (String name : names) {
      @Nullable String value = values.get(name);
      if (value != null && !value.equalsIgnoreCase("null")) {
        return value;
      }
    }
    return null;
  }
}
