package com.skatestock.batch.extract.productpage;

import com.skatestock.batch.extract.ProductAddress;
import com.skatestock.batch.extract.RawPrice;
import com.skatestock.batch.extract.RawPrice.Notation;
import com.skatestock.batch.extract.RawProduct;
import com.skatestock.batch.extract.RawVariant;
import com.skatestock.batch.extract.structured.PageSubject;
import com.skatestock.batch.extract.structured.StatedProduct;
import com.skatestock.batch.extract.structured.StructuredOffer;
import com.skatestock.batch.extract.structured.StructuredProduct;
import com.skatestock.contracts.Availability;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;

/** The product of one page, reconciled from all that the page states and shows. */
final class ProductReading {
  sealed interface Outcome {}

  record Product(RawProduct raw) implements Outcome {}

  /** There is a price or an offer, but no name. */
  record Unnamed(String shown) implements Outcome {}

  /** The page shows no product. */
  record None() implements Outcome {}

  private final Document document;
  private final PageSubject subject;
  private final Optional<StatedProduct> stated;
  private final PageMeta meta;
  private final ShownPage shown;
  private final Optional<BuyButton> button;
  private final List<StructuredOffer> offers;
  private final List<ShownPrice> prices;

  ProductReading(Document document, PageSubject subject, Optional<StatedProduct> stated) {
    this.document = document;
    this.subject = subject;
    this.stated = stated;
    meta = PageMeta.of(document);
    shown = ShownPage.of(document, subject, said(StructuredProduct::name));
    button = BuyButton.of(shown);
    offers = stated.map(StatedProduct::offers).orElse(List.of());
    prices = ShownPrice.of(shown, statedAmounts(), button.map(BuyButton::at));
  }

  Outcome read() {
    Asked asked = new PriceChoice(offers, meta, prices, isGone()).choose();
    Optional<String> code = ProductCodes.find(document, shown, subject, stated, meta);
    boolean sold = asked.price() != null && button.isPresent();
    boolean named = shown.titleAt() >= 0 || meta.isProduct() || sold;
    boolean offered = asked.price() != null || button.isPresent() || code.isPresent();
    if (stated.isEmpty() && !(named && offered)) {
      return new None();
    }
    @Nullable String name = said(StructuredProduct::name);
    name = name == null ? shown.title() : name;
    name = name == null ? meta.title() : name;
    name = name == null && !document.title().isBlank() ? document.title() : name;
    if (name == null || name.isBlank()) {
      return new Unnamed(asked.price() == null ? "" : asked.price().text());
    }
    Optional<RawProduct> base = stated.flatMap(all -> all.toRaw(subject, 1));
    return new Product(raw(name, code.orElse(null), asked, availability(asked), base));
  }

  private RawProduct raw(
      String name,
      @Nullable String code,
      Asked asked,
      Availability availability,
      Optional<RawProduct> base) {
    @Nullable String image = meta.image();
    String externalId =
        base.map(RawProduct::externalId)
            .orElseGet(
                () -> Optional.ofNullable(subject.path(subject.url())).orElse(subject.url()));
    List<RawVariant> variants = base.map(RawProduct::variants).orElse(List.of());
    return new RawProduct(
        externalId,
        code,
        name,
        base.map(RawProduct::brand).orElse(meta.brand()),
        base.map(RawProduct::category).orElse(null),
        base.map(RawProduct::url).orElse(subject.url()),
        base.map(RawProduct::imageUrl)
            .orElse(image == null ? null : ProductAddress.absolute(subject.uri(), image)),
        List.of(),
        variants(externalId, code, asked, availability, variants),
        1);
  }

  /** The form that the page shows comes first; the others that it states follow as stated. */
  private List<RawVariant> variants(
      String externalId,
      @Nullable String code,
      Asked asked,
      Availability availability,
      List<RawVariant> stated) {
    @Nullable RawVariant own = null;
    for (RawVariant variant : stated) {
      boolean first = own == null || !Objects.equals(code, own.sku());
      if (own == null || (code != null && first && code.equals(variant.sku()))) {
        own = variant;
      }
    }
    boolean one = stated.size() <= 1;
    List<RawVariant> variants = new ArrayList<>();
    variants.add(
        new RawVariant(
            own == null ? externalId : own.variantId(),
            own == null ? null : own.title(),
            own == null || own.sku() == null || (one && code != null) ? code : own.sku(),
            own == null || own.gtin() == null ? gtin() : own.gtin(),
            own == null ? Map.of() : own.options(),
            asked.price(),
            asked.listPrice(),
            availability,
            own == null ? null : own.quantity()));
    for (RawVariant variant : stated) {
      if (!variant.equals(own)) {
        variants.add(variant);
      }
    }
    return variants;
  }

  private @Nullable String gtin() {
    @Nullable String gtin = said(StructuredProduct::gtin);
    return gtin == null ? meta.gtin() : gtin;
  }

  /** Nothing to press, and words that say that it is gone. */
  private boolean isGone() {
    return button.map(found -> !found.sells()).orElse(true)
        && StockSigns.of(shown).filter(sign -> sign == Availability.OUT_OF_STOCK).isPresent();
  }

  private Availability availability(Asked asked) {
    Set<Availability> said = new HashSet<>();
    offers.forEach(offer -> said.add(offer.availability()));
    said.remove(Availability.UNKNOWN);
    Optional<Availability> sign = StockSigns.of(shown);
    boolean sells = button.map(BuyButton::sells).orElse(false);
    boolean gone = button.map(found -> !found.sells()).orElse(false);
    if (said.size() == 1) {
      Availability only = said.iterator().next();
      boolean contradicted =
          only == Availability.IN_STOCK
              && !sells
              && sign.isPresent()
              && sign.get() == Availability.OUT_OF_STOCK;
      return contradicted ? Availability.OUT_OF_STOCK : only;
    }
    if (said.contains(Availability.IN_STOCK)) {
      return Availability.IN_STOCK;
    }
    if (meta.availability() != Availability.UNKNOWN) {
      return meta.availability();
    }
    Optional<Availability> labelled = StockSigns.labelled(shown);
    if (gone || labelled.isPresent()) {
      return gone ? Availability.OUT_OF_STOCK : labelled.get();
    }
    if (sign.isPresent() && (sign.get() == Availability.IN_STOCK || !sells)) {
      return sign.get();
    }
    // Who asks a price, or has a button that buys, offers the thing.
    return button
        .map(BuyButton::says)
        .orElse(asked.price() == null ? Availability.UNKNOWN : Availability.IN_STOCK);
  }

  private Set<BigDecimal> statedAmounts() {
    Set<BigDecimal> amounts = new HashSet<>();
    for (StructuredOffer offer : offers) {
      add(amounts, offer.price());
    }
    @Nullable String price = meta.price();
    add(amounts, price == null ? null : new RawPrice(price, Notation.DECIMAL, null));
    @Nullable String description = meta.description();
    if (amounts.isEmpty() && description != null) {
      for (ShownAmount amount : ShownAmount.in(description)) {
        if (amount.money()) {
          amounts.add(amount.value());
        }
      }
    }
    return amounts;
  }

  private static void add(Set<BigDecimal> amounts, @Nullable RawPrice price) {
    if (price != null && price.text().length() < 20) {
      ShownAmount.in(price.text()).forEach(amount -> amounts.add(amount.value()));
    }
  }

  private @Nullable String said(
      java.util.function.Function<StructuredProduct, @Nullable String> field) {
    return stated.map(product -> product.said(field)).orElse(null);
  }
}
