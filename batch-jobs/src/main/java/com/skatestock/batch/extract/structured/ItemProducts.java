package com.skatestock.batch.extract.structured;

import com.skatestock.batch.extract.structured.Item.Nested;
import com.skatestock.batch.extract.structured.Item.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the products among the things of a page: {@code Product}, {@code ProductGroup} and their
 * kind, at the top, in {@code @graph}, or inside of other things. Things that only name another by
 * {@code @id} are followed, each once, so a circle ends.
 */
final class ItemProducts {
  private static final Set<String> PRODUCT =
      Set.of(
          "product",
          "productgroup",
          "individualproduct",
          "productmodel",
          "someproducts",
          "vehicle",
          "car",
          "motorcycle",
          "book",
          "musicalbum");

  private static final Set<String> GROUP = Set.of("productgroup");

  /** What a product holds of its own; other products inside of it stand beside it. */
  private static final Set<String> PARTS =
      Set.of("offers", "hasvariant", "model", "isvariantof", "itemoffered", "review", "brand");

  /** Where another thing holds the page's own product. */
  private static final Set<String> MAIN =
      Set.of("@graph", "mainentity", "mainentityofpage", "about");

  /** Schemes of {@code productID} that are trade item numbers. */
  private static final Set<String> NUMBERED = Set.of("ean", "upc", "gtin", "isbn", "gtin13");

  private static final int MOST_PRODUCTS = 500;
  private static final int DEEPEST = 100;

  private final Source source;
  private final Map<String, Item> byId = new HashMap<>();
  private final Set<Item> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<Item> parts = Collections.newSetFromMap(new IdentityHashMap<>());
  private final List<StructuredProduct> products = new ArrayList<>();

  private ItemProducts(Source source) {
    this.source = source;
  }

  static List<StructuredProduct> of(List<Item> roots, Source source) {
    ItemProducts finder = new ItemProducts(source);
    for (Item root : roots) {
      finder.index(root, 0);
    }
    for (Item item : finder.seen) {
      if (item.isAny(PRODUCT)) {
        item.items("hasVariant").forEach(variant -> finder.parts.add(finder.resolved(variant)));
      }
    }
    finder.seen.clear();
    for (Item root : roots) {
      finder.visit(root, false, 0);
    }
    return finder.products;
  }

  /** Remembers what has an id and says something. */
  private void index(Item item, int depth) {
    if (depth > DEEPEST || !seen.add(item)) {
      return;
    }
    @Nullable String id = item.text("@id");
    if (id != null && item.values().size() > 1) {
      byId.merge(
          id, item, (one, other) -> one.values().size() >= other.values().size() ? one : other);
    }
    for (Map.Entry<String, List<Value>> property : item.values().entrySet()) {
      for (Value value : property.getValue()) {
        if (value instanceof Nested nested) {
          index(nested.item(), depth + 1);
        }
      }
    }
  }

  private void visit(Item item, boolean aside, int depth) {
    if (depth > DEEPEST || products.size() >= MOST_PRODUCTS || !seen.add(item)) {
      return;
    }
    boolean product = item.isAny(PRODUCT) && !parts.contains(item);
    if (product) {
      @Nullable StructuredProduct read = read(item, aside);
      if (read != null) {
        products.add(read);
      }
    }
    for (Map.Entry<String, List<Value>> property : item.values().entrySet()) {
      String name = property.getKey();
      if (product && PARTS.contains(name)) {
        continue;
      }
      boolean beside = aside || product || !MAIN.contains(name);
      for (Value value : property.getValue()) {
        if (value instanceof Nested nested) {
          visit(nested.item(), beside && (product || item.hasTypes()), depth + 1);
        }
      }
    }
  }

  /** The thing that a mere {@code {"@id": …}} names. */
  Item resolved(Item item) {
    @Nullable String id = item.values().size() == 1 ? item.text("@id") : null;
    return id == null ? item : byId.getOrDefault(id, item);
  }

  private @Nullable StructuredProduct read(Item item, boolean aside) {
    @Nullable Item group = null;
    for (Item of : item.items("isVariantOf")) {
      group = resolved(of);
    }
    @Nullable String name = item.text("name", "title");
    if (name == null && group != null) {
      name = group.text("name");
    }
    List<StructuredOffer> offers = new ItemOffers(this, item).read();
    @Nullable String groupId = item.text("productGroupID", "inProductGroupWithID");
    if (groupId == null && group != null) {
      groupId = group.text("productGroupID");
    }
    if (name == null && offers.isEmpty()) {
      return null;
    }
    @Nullable String brand = item.textOrMember("brand", "name");
    return new StructuredProduct(
        source,
        groupId,
        productId(item),
        item.isAny(GROUP) ? null : item.text("sku"),
        item.text("mpn"),
        gtin(item),
        name,
        brand == null ? item.textOrMember("manufacturer", "name") : brand,
        item.textOrMember("category", "name"),
        item.text("url", "@url"),
        image(item),
        aside,
        offers);
  }

  /** {@code productID}; one with a scheme ({@code isbn:…}) is no id of the platform. */
  private static @Nullable String productId(Item item) {
    @Nullable String id = item.text("productID");
    return id == null || id.indexOf(':') >= 0 ? null : id;
  }

  static @Nullable String gtin(Item item) {
    @Nullable String gtin =
        item.text("gtin", "gtin13", "gtin12", "gtin14", "gtin8", "ean", "upc", "isbn", "barcode");
    if (gtin != null) {
      return gtin;
    }
    @Nullable String id = item.text("productID");
    int scheme = id == null ? -1 : id.indexOf(':');
    return id != null && scheme > 0 && NUMBERED.contains(Item.bare(id.substring(0, scheme)))
        ? id.substring(scheme + 1)
        : null;
  }

  private static @Nullable String image(Item item) {
    @Nullable String address = item.textOrMember("image", "url", "contentUrl", "@id");
    if (address == null) {
      return item.text("thumbnailUrl");
    }
    return address;
  }
}
