package com.skatestock.batch.cli;

import com.skatestock.batch.extract.ExtractedPage;
import com.skatestock.batch.normalise.Money;
import com.skatestock.batch.normalise.Normalised;
import com.skatestock.batch.normalise.Normaliser;
import com.skatestock.batch.normalise.Product;
import com.skatestock.batch.normalise.Variant;
import com.skatestock.batch.shop.Shop;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a page gives, field by field.
 *
 * @param products that were understood
 * @param variants of those products
 * @param fields how often each field was found, with examples
 * @param rejected how often something was not understood, by what was wrong
 */
record ReadFields(int products, int variants, List<Line> fields, Map<String, Integer> rejected) {
  private static final int EXAMPLES = 3;
  private static final int LONGEST_EXAMPLE = 40;

  /**
   * A field.
   *
   * @param found in how many
   * @param of how many products, or variants
   */
  record Line(String field, int found, int of, List<String> examples) {}

  /** A field's value; null where it was not found. */
  private interface Read<T> {
    @Nullable Object of(T from);
  }

  /** Reads the page as a scrape would. */
  static ReadFields of(Shop shop, ExtractedPage page, Normaliser normaliser) {
    List<Product> products = new ArrayList<>();
    Map<String, Integer> rejected = new TreeMap<>();
    page.refused()
        .forEach(
            refused ->
                rejected.merge(
                    what(refused.reason(), refused.field(), refused.raw()), 1, Integer::sum));
    page.products()
        .forEach(
            raw -> {
              switch (normaliser.normalise(shop, raw)) {
                case Normalised.Accepted(Product product) -> products.add(product);
                case Normalised.Rejected no ->
                    rejected.merge(what(no.reason(), no.field(), no.raw()), 1, Integer::sum);
              }
            });
    List<Variant> variants =
        products.stream().flatMap(product -> product.variants().stream()).toList();
    List<Line> lines = new ArrayList<>();
    PRODUCT.forEach((field, read) -> lines.add(line(field, products, read)));
    VARIANT.forEach((field, read) -> lines.add(line("variant." + field, variants, read)));
    return new ReadFields(products.size(), variants.size(), lines, rejected);
  }

  private static final Map<String, Read<Product>> PRODUCT = new LinkedHashMap<>();
  private static final Map<String, Read<Variant>> VARIANT = new LinkedHashMap<>();

  static {
    PRODUCT.put("external_id", Product::externalId);
    PRODUCT.put("code", Product::code);
    PRODUCT.put("title", Product::title);
    PRODUCT.put("brand", Product::brand);
    PRODUCT.put("category", Product::category);
    PRODUCT.put("url", Product::url);
    PRODUCT.put("image_url", Product::imageUrl);
    VARIANT.put("sku", Variant::sku);
    VARIANT.put("gtin", Variant::gtin);
    VARIANT.put("size", Variant::size);
    VARIANT.put("color", Variant::color);
    VARIANT.put("price", variant -> money(variant.price()));
    VARIANT.put("compare_at_price", variant -> money(variant.compareAtPrice()));
    VARIANT.put(
        "availability",
        variant -> variant.availability().name().equals("UNKNOWN") ? null : variant.availability());
    VARIANT.put("quantity", Variant::quantity);
  }

  private static @Nullable String money(@Nullable Money money) {
    return money == null
        ? null
        : money.amount().toPlainString() + " " + money.currency().getCurrencyCode();
  }

  private static <T> Line line(String field, List<T> of, Read<T> read) {
    List<String> values = new ArrayList<>();
    for (T each : of) {
      Object value = read.of(each);
      if (value != null) {
        values.add(value.toString());
      }
    }
    return new Line(
        field,
        values.size(),
        of.size(),
        values.stream().distinct().limit(EXAMPLES).map(ReadFields::cut).toList());
  }

  private static String what(Enum<?> reason, String field, String raw) {
    return reason + " " + field + " \"" + cut(raw) + "\"";
  }

  private static String cut(String text) {
    return text.length() > LONGEST_EXAMPLE ? text.substring(0, LONGEST_EXAMPLE) + "…" : text;
  }
}
