package com.skatestock.batch.normalise;

import com.skatestock.batch.extract.RawPrice;
import com.skatestock.batch.extract.RawProduct;
import com.skatestock.batch.extract.RawVariant;
import com.skatestock.batch.normalise.Normalised.Accepted;
import com.skatestock.batch.normalise.Normalised.Reason;
import com.skatestock.batch.normalise.Normalised.Rejected;
import com.skatestock.batch.shop.Shop;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Gives a raw product its meaning. Pure: the same product gives the same answer. Bad data is a
 * {@link Rejected}, never an exception. Safe for use by several threads; keep one, its tables take
 * some milliseconds to read.
 */
public final class Normaliser {

  /** Rejected texts are cut to so many characters. */
  private static final int LONGEST_RAW = 1_000;

  private final BrandFinder brands = new BrandFinder();
  private final CategoryFinder categories = new CategoryFinder();
  private final PriceMeaning meaning = new PriceMeaning();
  private final Remembered<Priced, PriceMeaning.Read> prices =
      new Remembered<>(priced -> meaning.of(priced.raw, priced.currency), Priced::length);
  private final Remembered<Asked, VariantOptions.SizeAndColor> options =
      new Remembered<>(asked -> VariantOptions.of(asked.options, asked.category), Asked::length);

  /** Understands a product of a shop, or says which field could not be understood and why. */
  public Normalised normalise(Shop shop, RawProduct raw) {
    String title = TitleText.of(raw.title());
    if (title.isEmpty()) {
      return rejected(raw, "title", raw.title(), Reason.TITLE_EMPTY);
    }
    if (raw.variants().isEmpty()) {
      return rejected(raw, "variants", "", Reason.VARIANTS_MISSING);
    }
    FoldedWords words = new FoldedWords(title);
    Category category = categories.find(words, raw.category(), raw.tags());
    Map<String, Variant> variants = LinkedHashMap.newLinkedHashMap(raw.variants().size());
    Titled titled = new Titled(title, category);
    Asking asked = new Asking(shop.currency());
    Asking askedBefore = new Asking(shop.currency());
    for (RawVariant variant : raw.variants()) {
      PriceMeaning.Read price = asked.by(variant.price());
      if (price.reason() != null) {
        return rejected(raw, "price", price.raw(), price.reason());
      }
      PriceMeaning.Read compareAt = askedBefore.by(variant.compareAtPrice());
      if (compareAt.reason() != null) {
        return rejected(raw, "compare_at_price", compareAt.raw(), compareAt.reason());
      }
      Variant clean = variant(variant, titled, price.money(), compareAt.money());
      Variant twin = variants.putIfAbsent(clean.variantId(), clean);
      if (twin != null && !twin.equals(clean)) {
        return rejected(raw, "variant_id", clean.variantId(), Reason.VARIANT_AMBIGUOUS);
      }
    }
    return new Accepted(
        new Product(
            shop.id(),
            raw.externalId(),
            clean(raw.code()),
            title,
            brands.find(words, raw.brand(), shop.name()),
            category == null ? null : category.slug(),
            raw.url(),
            raw.imageUrl(),
            new ArrayList<>(variants.values())));
  }

  private Variant variant(
      RawVariant raw, Titled titled, @Nullable Money price, @Nullable Money compareAt) {
    VariantOptions.SizeAndColor said = options.of(new Asked(raw.options(), titled.category));
    return new Variant(
        raw.variantId(),
        clean(raw.sku()),
        clean(raw.gtin()),
        said.size() == null ? titled.size() : said.size(),
        said.color() == null ? titled.color() : said.color(),
        price,
        compareAt,
        raw.availability(),
        raw.quantity());
  }

  /** What a product's variants ask: mostly all the same. */
  private final class Asking {
    private final Currency currency;
    private @Nullable RawPrice raw;
    private PriceMeaning.Read read = PriceMeaning.NONE;

    Asking(Currency currency) {
      this.currency = currency;
    }

    PriceMeaning.Read by(@Nullable RawPrice price) {
      if (price == null) {
        return PriceMeaning.NONE;
      }
      if (!price.equals(raw)) {
        raw = price;
        read = prices.of(new Priced(price, currency));
      }
      return read;
    }
  }

  /** A price as a shop of that currency gives it. */
  private record Priced(RawPrice raw, Currency currency) {
    int length() {
      return raw.text().length() + (raw.currency() == null ? 0 : raw.currency().length());
    }

    // Written by hand, for they are asked for each price: a record's own are slow until compiled.
    @Override
    public int hashCode() {
      return raw.text().hashCode();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Priced that
          && raw.text().equals(that.raw.text())
          && raw.notation() == that.raw.notation()
          && Objects.equals(raw.currency(), that.raw.currency())
          && currency.equals(that.currency);
    }
  }

  /** Options as a shop gives them. */
  private record Asked(Map<String, String> options, @Nullable Category category) {
    int length() {
      int length = 0;
      for (String value : options.values()) {
        length += value.length();
      }
      return length;
    }

    @Override
    public int hashCode() {
      int hash = category == null ? 0 : category.hashCode();
      for (String value : options.values()) {
        hash = 31 * hash + value.hashCode();
      }
      return hash;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Asked that
          && category == that.category
          && options.equals(that.options);
    }
  }

  /** What the title says of every variant; looked up when first asked for. */
  private static final class Titled {
    private final String title;
    private final @Nullable Category category;
    private boolean sizeRead;
    private boolean colorRead;
    private @Nullable String size;
    private @Nullable String color;

    Titled(String title, @Nullable Category category) {
      this.title = title;
      this.category = category;
    }

    @Nullable String size() {
      if (!sizeRead) {
        size = SizeText.inTitle(title, category);
        sizeRead = true;
      }
      return size;
    }

    @Nullable String color() {
      if (!colorRead) {
        String segment = TitleText.lastSegment(title);
        boolean colorway = segment != null && VariantOptions.looksLikeColor(segment);
        color = colorway ? segment : null;
        colorRead = true;
      }
      return color;
    }
  }

  private static @Nullable String clean(@Nullable String text) {
    if (text == null) {
      return null;
    }
    String clean = CleanText.of(text);
    return clean.isEmpty() ? null : clean;
  }

  private static Rejected rejected(RawProduct raw, String field, String text, Reason reason) {
    String shown = text.length() > LONGEST_RAW ? text.substring(0, LONGEST_RAW) : text;
    return new Rejected(raw.externalId(), field, shown, reason, raw.position());
  }
}
