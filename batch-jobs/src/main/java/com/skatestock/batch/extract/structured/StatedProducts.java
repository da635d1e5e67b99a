package com.skatestock.batch.extract.structured;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The products that a page is about.
 *
 * @param main the page's own product; empty where it has none, or lists several alike
 * @param listed where there is no product of the page's own: all of them, in page order
 */
public record StatedProducts(Optional<StatedProduct> main, List<StatedProduct> listed) {
  /** So many products of equal rank are a listing; fewer have a first. */
  private static final int LISTING = 3;

  public StatedProducts {
    listed = List.copyOf(listed);
  }

  /** Puts statements about one product together, and tells the page's own from those beside it. */
  public static StatedProducts of(StructuredPage structured, PageSubject page) {
    @Nullable StatedProduct main = null;
    List<StatedProduct> listed = List.of();
    for (Source source : Source.values()) {
      List<StatedProduct> groups = grouped(structured.products(source), page);
      @Nullable StatedProduct own = own(groups, page);
      if (main == null && own != null) {
        main = own;
      } else if (main != null && own != null && isSame(main, own, page)) {
        List<StructuredProduct> both = new ArrayList<>(main.statements());
        both.addAll(own.statements());
        main = new StatedProduct(both);
      } else if (main == null && listed.isEmpty()) {
        listed = groups;
      }
    }
    return new StatedProducts(Optional.ofNullable(main), main == null ? listed : List.of());
  }

  private static List<StatedProduct> grouped(List<StructuredProduct> products, PageSubject page) {
    List<List<StructuredProduct>> groups = new ArrayList<>();
    for (StructuredProduct product : products) {
      @Nullable List<StructuredProduct> mine = null;
      for (int i = 0; mine == null && i < Math.min(groups.size(), 50); i++) {
        StructuredProduct first = groups.get(i).getFirst();
        mine = isSame(first, product, page) ? groups.get(i) : null;
      }
      if (mine == null) {
        groups.add(new ArrayList<>(List.of(product)));
      } else {
        mine.add(product);
      }
    }
    return groups.stream().map(StatedProduct::new).toList();
  }

  /** The group that the page's address or headline names, else the first that is not aside. */
  private static @Nullable StatedProduct own(List<StatedProduct> groups, PageSubject page) {
    @Nullable StatedProduct best = null;
    int bestScore = Integer.MIN_VALUE;
    int equals = 0;
    for (StatedProduct group : groups) {
      int score = score(group, page);
      if (score > bestScore) {
        best = group;
        bestScore = score;
        equals = 1;
      } else if (score == bestScore) {
        equals++;
      }
    }
    boolean named = bestScore >= 4;
    return named || equals < LISTING ? best : null;
  }

  private static int score(StatedProduct group, PageSubject page) {
    boolean aside = group.statements().stream().allMatch(StructuredProduct::aside);
    boolean at = group.statements().stream().anyMatch(product -> page.isAt(product.url()));
    int named = page.names(group.said(StructuredProduct::name));
    boolean offered = group.statements().stream().anyMatch(product -> !product.offers().isEmpty());
    return (at ? 4 : 0) + 2 * named + (offered ? 1 : 0) - (aside ? 5 : 0);
  }

  private static boolean isSame(StatedProduct one, StatedProduct other, PageSubject page) {
    return isSame(one.statements().getFirst(), other.statements().getFirst(), page)
        || (score(one, page) >= 4 && score(other, page) >= 4)
        || one.statements().getFirst().name() == null
        || other.statements().getFirst().name() == null;
  }

  private static boolean isSame(StructuredProduct one, StructuredProduct other, PageSubject page) {
    if (one.aside() != other.aside()) {
      return one.sku() != null && one.sku().equals(other.sku());
    }
    return equal(one.groupId(), other.groupId())
        || equal(one.sku(), other.sku())
        || equal(page.path(one.url()), page.path(other.url()))
        || equal(folded(one.name()), folded(other.name()));
  }

  private static @Nullable String folded(@Nullable String name) {
    String folded = name == null ? "" : PageSubject.folded(name);
    return folded.isEmpty() ? null : folded;
  }

  private static boolean equal(@Nullable String one, @Nullable String other) {
    return one != null && one.equals(other);
  }
}
