package com.skatestock.batch.extract;

import com.skatestock.batch.extract.ExtractedPage.Reason;
import com.skatestock.batch.extract.ExtractedPage.Refused;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes products whole that a shop shows on several pages: one names the product and its variants,
 * the others say what each variant costs. Pure.
 */
public final class ProductParts {
  private ProductParts() {}

  /**
   * {@code page} with its unfinished products made whole, in page order.
   *
   * <p>What the page itself says of a product counts before what a part says of it; of a variant
   * the part counts, except for its options. A variant of which no part tells is not on sale and
   * left out. A product of which no part tells anything is refused as {@link Reason#INCOMPLETE}, as
   * is every unfinished product while one of the page's details is missing: it could be the one
   * that tells of further variants.
   *
   * @param details what those of the page's details say that were had
   */
  public static ExtractedPage whole(ExtractedPage page, List<ExtractedPage> details) {
    long had = details.stream().filter(detail -> detail.onward() instanceof Onward.Parts).count();
    boolean hadAll = !(page.onward() instanceof Onward.Details all) || had >= all.pages().size();
    return joined(page, details, hadAll);
  }

  /**
   * {@link #whole} of saved pages whose addresses nobody knows: which of the page's details are
   * missing cannot be told, so a product is whole with the parts that there are.
   */
  public static ExtractedPage asFarAsKnown(ExtractedPage page, List<ExtractedPage> details) {
    return joined(page, details, true);
  }

  private static ExtractedPage joined(
      ExtractedPage page, List<ExtractedPage> details, boolean hadAll) {
    if (!(page.onward() instanceof Onward.Details(var _, var unfinished)) || unfinished.isEmpty()) {
      return page;
    }
    Map<String, Map<String, RawVariant>> parts = new HashMap<>();
    for (ExtractedPage detail : details) {
      if (detail.onward() instanceof Onward.Parts(List<RawProduct> products)) {
        for (RawProduct part : products) {
          Map<String, RawVariant> variants =
              parts.computeIfAbsent(part.externalId(), id -> new LinkedHashMap<>());
          part.variants().forEach(variant -> variants.putIfAbsent(variant.variantId(), variant));
        }
      }
    }
    List<RawProduct> products = new ArrayList<>(page.products());
    List<Refused> refused = new ArrayList<>(page.refused());
    for (RawProduct begun : unfinished) {
      Map<String, RawVariant> variants = parts.getOrDefault(begun.externalId(), Map.of());
      if (!hadAll || variants.isEmpty()) {
        refused.add(
            new Refused(
                begun.externalId(),
                "variants",
                begun.title(),
                Reason.INCOMPLETE,
                begun.position()));
      } else {
        products.add(withVariants(begun, variants));
      }
    }
    products.sort(Comparator.comparingInt(RawProduct::position));
    return new ExtractedPage(page.state(), products, refused, page.last(), page.onward());
  }

  private static RawProduct withVariants(RawProduct begun, Map<String, RawVariant> parts) {
    Map<String, RawVariant> rest = new LinkedHashMap<>(parts);
    List<RawVariant> variants = new ArrayList<>(parts.size());
    for (RawVariant named : begun.variants()) {
      @Nullable RawVariant part = rest.remove(named.variantId());
      if (part != null) {
        variants.add(named.options().isEmpty() ? part : withOptions(part, named.options()));
      }
    }
    variants.addAll(rest.values());
    return new RawProduct(
        begun.externalId(),
        begun.code(),
        begun.title(),
        begun.brand(),
        begun.category(),
        begun.url(),
        begun.imageUrl(),
        begun.tags(),
        variants,
        begun.position());
  }

  private static RawVariant withOptions(RawVariant part, Map<String, String> options) {
    return new RawVariant(
        part.variantId(),
        part.title(),
        part.sku(),
        part.gtin(),
        options,
        part.price(),
        part.compareAtPrice(),
        part.availability(),
        part.quantity());
  }
}
