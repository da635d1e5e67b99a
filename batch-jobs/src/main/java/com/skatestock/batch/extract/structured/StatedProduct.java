package com.skatestock.batch.extract.structured;

import com.skatestock.batch.extract.ProductAddress;
import com.skatestock.batch.extract.RawPrice;
import com.skatestock.batch.extract.RawProduct;
import com.skatestock.batch.extract.RawVariant;
import com.skatestock.contracts.Availability;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One product, put together from everything that a page states about it.
 *
 * @param statements at least one, the most trusted first; what one leaves out the next may say
 */
public record StatedProduct(List<StructuredProduct> statements) {
  public StatedProduct {
    statements = List.copyOf(statements);
    if (statements.isEmpty()) {
      throw new IllegalArgumentException("A product of which nothing is stated");
    }
  }

  /** What the first statement that says it says. */
  public @Nullable String said(Function<StructuredProduct, @Nullable String> field) {
    for (StructuredProduct statement : statements) {
      @Nullable String text = field.apply(statement);
      if (text != null && !text.isBlank()) {
        return text;
      }
    }
    return null;
  }

  /**
   * The offers of the most trusted notation that states any; what each leaves open is filled from
   * the only offer of another notation, where there is no more than one of each.
   */
  public List<StructuredOffer> offers() {
    List<StructuredOffer> offers = List.of();
    @Nullable Source from = null;
    for (StructuredProduct statement : statements) {
      if (offers.isEmpty()) {
        offers = statement.offers();
        from = statement.source();
      } else if (statement.source() == from) {
        List<StructuredOffer> more = new ArrayList<>(offers);
        statement.offers().stream().filter(offer -> !more.contains(offer)).forEach(more::add);
        offers = more;
      } else if (offers.size() == 1 && statement.offers().size() == 1) {
        offers = List.of(filled(offers.getFirst(), statement.offers().getFirst()));
      }
    }
    return offers;
  }

  /**
   * The product as the next room wants it; empty if it has no name.
   *
   * @param position its place on the page, from 1
   */
  public Optional<RawProduct> toRaw(PageSubject page, int position) {
    @Nullable String name = said(StructuredProduct::name);
    if (name == null) {
      return Optional.empty();
    }
    @Nullable String url = absolute(page, said(StructuredProduct::url));
    String address = url == null ? page.url() : url;
    @Nullable String image = said(StructuredProduct::image);
    @Nullable String sku = said(StructuredProduct::sku);
    @Nullable String id = externalId(page, address);
    List<RawVariant> variants = variants(id);
    return Optional.of(
        new RawProduct(
            id,
            sku == null && variants.size() == 1 ? variants.getFirst().sku() : sku,
            name,
            said(StructuredProduct::brand),
            said(StructuredProduct::category),
            address,
            absolute(page, image),
            List.of(),
            variants,
            position));
  }

  private String externalId(PageSubject page, String address) {
    @Nullable String id = said(StructuredProduct::groupId);
    id = id == null ? said(StructuredProduct::productId) : id;
    id = id == null ? page.path(address) : id;
    id = id == null ? said(StructuredProduct::sku) : id;
    return id == null ? address : id;
  }

  private List<RawVariant> variants(String externalId) {
    List<StructuredOffer> offers = distinct(offers());
    if (offers.isEmpty()) {
      return List.of(
          new RawVariant(
              externalId,
              null,
              said(StructuredProduct::sku),
              said(StructuredProduct::gtin),
              Map.of(),
              null,
              null,
              Availability.UNKNOWN,
              null));
    }
    boolean one = offers.size() == 1;
    Map<String, RawVariant> variants = new LinkedHashMap<>();
    for (StructuredOffer offer : offers) {
      @Nullable String sku = offer.sku();
      @Nullable String gtin = offer.gtin();
      String id = one ? externalId : free(variants, offer, externalId);
      variants.put(
          id,
          new RawVariant(
              id,
              offer.name(),
              sku == null && one ? said(StructuredProduct::sku) : sku,
              gtin == null && one ? said(StructuredProduct::gtin) : gtin,
              offer.options(),
              offer.price(),
              offer.listPrice(),
              offer.availability(),
              offer.quantity()));
    }
    return List.copyOf(variants.values());
  }

  /**
   * Offers that name no form of the product are the same thing from several sellers, or in several
   * conditions: the first counts.
   */
  private static List<StructuredOffer> distinct(List<StructuredOffer> offers) {
    Map<Object, StructuredOffer> distinct = new LinkedHashMap<>();
    for (StructuredOffer offer : offers) {
      @Nullable String variant = variantParameter(offer.url());
      Object key =
          offer.sku() != null || offer.gtin() != null || variant != null
              ? java.util.Arrays.asList(offer.sku(), offer.gtin(), variant, offer.options())
              : offer.options();
      distinct.putIfAbsent(key, offer);
    }
    return List.copyOf(distinct.values());
  }

  /**
   * An id that no other variant has: the platform's in its address, its SKU, its GTIN, its look.
   */
  private static String free(
      Map<String, RawVariant> taken, StructuredOffer offer, String externalId) {
    List<@Nullable String> candidates = new ArrayList<>();
    candidates.add(variantParameter(offer.url()));
    candidates.add(offer.sku());
    candidates.add(offer.gtin());
    candidates.add(offer.options().isEmpty() ? null : String.join(" / ", offer.options().values()));
    for (String candidate : candidates) {
      if (candidate != null && !taken.containsKey(candidate)) {
        return candidate;
      }
    }
    int number = taken.size() + 1;
    while (taken.containsKey(externalId + "#" + number)) {
      number++;
    }
    return externalId + "#" + number;
  }

  /** {@code 4711} of {@code …?variant=4711}. */
  private static @Nullable String variantParameter(@Nullable String url) {
    int query = url == null ? -1 : url.indexOf('?');
    if (url == null || query < 0) {
      return null;
    }
    for (String parameter : url.substring(query + 1).split("[&#]", -1)) {
      int is = parameter.indexOf('=');
      String name = is < 0 ? "" : parameter.substring(0, is);
      if ((name.equals("variant") || name.equals("variation_id") || name.equals("variant_id"))
          && is + 1 < parameter.length()) {
        return parameter.substring(is + 1);
      }
    }
    return null;
  }

  private static StructuredOffer filled(StructuredOffer offer, StructuredOffer other) {
    @Nullable RawPrice price = offer.price() == null ? other.price() : offer.price();
    return new StructuredOffer(
        offer.sku() == null ? other.sku() : offer.sku(),
        offer.gtin() == null ? other.gtin() : offer.gtin(),
        offer.name() == null ? other.name() : offer.name(),
        offer.url() == null ? other.url() : offer.url(),
        offer.options().isEmpty() ? other.options() : offer.options(),
        price,
        offer.listPrice() == null ? other.listPrice() : offer.listPrice(),
        price == null ? offer.lowest() : null,
        price == null ? offer.highest() : null,
        offer.availability() == Availability.UNKNOWN ? other.availability() : offer.availability(),
        offer.quantity() == null ? other.quantity() : offer.quantity());
  }

  private static @Nullable String absolute(PageSubject page, @Nullable String address) {
    return address == null ? null : ProductAddress.absolute(page.uri(), address);
  }
}
