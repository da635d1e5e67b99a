package com.skatestock.batch.extract.productpage;

import com.skatestock.batch.extract.ProductAddress;
import com.skatestock.batch.extract.RawPrice;
import com.skatestock.batch.extract.RawPrice.Notation;
import com.skatestock.batch.extract.RawProduct;
import com.skatestock.batch.extract.RawVariant;
import com.skatestock.batch.extract.productpage.embedded.EmbeddedProduct;
import com.skatestock.batch.extract.productpage.embedded.EmbeddedProducts;
import com.skatestock.batch.extract.productpage.embedded.ScriptCurrency;
import com.skatestock.batch.extract.productpage.embedded.TradeNumber;
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
  private final Optional<EmbeddedProduct> embedded;
  private final Optional<String> code;
  private final StockChoice stock;

  ProductReading(Document document, PageSubject subject, Optional<StatedProduct> stated) {
    this.document = document;
    this.subject = subject;
    this.stated = stated;
    meta = PageMeta.of(document);
    embedded = EmbeddedProducts.of(document, subject);
    shown = ShownPage.of(document, subject, said(StructuredProduct::name));
    button = BuyButton.of(shown);
    code = ProductCodes.find(document, shown, subject, stated, meta, embedded);
    offers = ShownForm.of(stated.map(StatedProduct::offers).orElse(List.of()), code, subject);
    stock = new StockChoice(shown, button, offers, known());
    prices =
        ShownPrice.of(
            shown,
            new PriceWeight(
                shown,
                statedAmounts(),
                secondedAmounts(),
                lowestAmounts(),
                button.map(BuyButton::at)));
  }

  Outcome read() {
    Asked asked =
        new PriceChoice(offers, meta, embedded, ScriptCurrency.of(document), prices)
            .choose(stock.goneAt(), OnRequest.at(shown));
    boolean sold = asked.price() != null && button.isPresent();
    boolean named = shown.titleAt() >= 0 || meta.isProduct() || sold || embedded.isPresent();
    boolean offered = asked.price() != null || button.isPresent() || code.isPresent();
    if (stated.isEmpty() && !(named && offered)) {
      return new None();
    }
    @Nullable String name = said(StructuredProduct::name);
    name = name == null ? shown.title() : name;
    name = name == null ? embedded.map(EmbeddedProduct::name).orElse(meta.title()) : name;
    name = name == null && !document.title().isBlank() ? document.title() : name;
    if (name == null || name.isBlank()) {
      return new Unnamed(asked.price() == null ? "" : asked.price().text());
    }
    Optional<RawProduct> base = stated.flatMap(all -> all.toRaw(subject, 1));
    return new Product(
        raw(name, code.orElse(null), asked, stock.choose(asked.price() != null), base));
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
    boolean ownCode = code != null && (stated.size() <= 1 || isPrintedOnly(code, stated));
    List<RawVariant> variants = new ArrayList<>();
    variants.add(
        new RawVariant(
            own == null ? externalId : own.variantId(),
            own == null ? null : own.title(),
            own == null || own.sku() == null || ownCode ? code : own.sku(),
            gtin(own),
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

  /** Whether people see this code, and none of the codes that are stated of the forms. */
  private boolean isPrintedOnly(String code, List<RawVariant> stated) {
    boolean printed = false;
    for (ShownPage.Line line : shown.words()) {
      printed |= !line.beside() && line.text().contains(code);
      for (RawVariant variant : stated) {
        @Nullable String sku = variant.sku();
        if (sku != null && line.text().contains(sku)) {
          return false;
        }
      }
    }
    return printed;
  }

  private @Nullable String gtin(@Nullable RawVariant own) {
    @Nullable String gtin = own == null ? null : own.gtin();
    gtin = gtin == null ? said(StructuredProduct::gtin) : gtin;
    gtin = gtin == null ? meta.gtin() : gtin;
    @Nullable String plain = gtin == null ? null : TradeNumber.of(gtin);
    gtin = plain == null ? gtin : plain;
    gtin = gtin == null ? TradeNumbers.find(shown) : gtin;
    return gtin == null ? embedded.map(EmbeddedProduct::gtin).orElse(null) : gtin;
  }

  private Availability known() {
    Availability known = meta.availability();
    return known == Availability.UNKNOWN
        ? embedded.map(EmbeddedProduct::availability).orElse(known)
        : known;
  }

  /** What scripts ask, which may count in cents. */
  private Set<BigDecimal> secondedAmounts() {
    Set<BigDecimal> amounts = new HashSet<>();
    @Nullable RawPrice price = embedded.map(EmbeddedProduct::price).orElse(null);
    if (price == null || price.text().length() > 20) {
      return amounts;
    }
    boolean whole = price.text().chars().allMatch(Character::isDigit);
    for (ShownAmount amount : ShownAmount.in(price.text())) {
      boolean minor = price.notation() == Notation.MINOR_UNITS;
      if (!minor) {
        amounts.add(amount.value());
      }
      if (minor || (whole && amount.value().compareTo(BigDecimal.valueOf(1_000)) >= 0)) {
        amounts.add(amount.value().movePointLeft(2));
      }
    }
    return amounts;
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

  /** The lower ends of ranges: many a page shows that as its price. */
  private Set<BigDecimal> lowestAmounts() {
    Set<BigDecimal> amounts = new HashSet<>();
    for (StructuredOffer offer : offers) {
      add(amounts, offer.lowest());
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
