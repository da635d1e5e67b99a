package com.skatestock.batch.load;

import com.skatestock.contracts.ProductEvent;
import com.skatestock.contracts.ProductEventType;
import com.skatestock.contracts.ProductRecord;
import com.skatestock.contracts.SeenProduct;
import com.skatestock.contracts.VariantRecord;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Refuses events that decode but cannot be loaded, before any of their rows is staged. */
final class EventCheck {

  /** Why an event cannot be loaded. */
  enum Reason {
    /** It names no shop, or one that is too long or has a NUL in it. */
    SHOP,
    /** It names no product where it must, or one that is too long or has a NUL in it. */
    EXTERNAL_ID,
    /** It says nothing about the product. */
    PRODUCT_MISSING,
    /** It was observed before SkateStock or in the future. */
    OBSERVED_AT,
    /** A variant has no id, one that is too long, or one that another variant has too. */
    VARIANT_ID,
    /** A brand or category is too long to be one. */
    NAME,
    /** An amount has more digits than money has. */
    MONEY,
    /** A currency is not three capital letters. */
    CURRENCY
  }

  /**
   * PostgreSQL indexes keys of up to about 2,700 bytes; UTF-8 takes up to four bytes a character.
   */
  private static final int LONGEST_KEY = 600;

  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
  private static final Duration CLOCK_SKEW = Duration.ofDays(1);
  private static final int MONEY_SCALE = 4;
  private static final BigInteger MONEY_LIMIT = BigInteger.TEN.pow(18);

  private final Clock clock;

  EventCheck(Clock clock) {
    this.clock = clock;
  }

  /** Why {@code event} cannot be loaded; empty if it can. */
  Optional<Reason> refusal(ProductEvent event) {
    if (!isKey(event.getShop())) {
      return Optional.of(Reason.SHOP);
    }
    Instant observedAt = event.getObservedAt();
    if (observedAt.isBefore(EARLIEST) || observedAt.isAfter(clock.instant().plus(CLOCK_SKEW))) {
      return Optional.of(Reason.OBSERVED_AT);
    }
    if (event.getType() == ProductEventType.PRODUCTS_SEEN) {
      for (SeenProduct seen : event.getSeen()) {
        if (!isKey(seen.getExternalId())) {
          return Optional.of(Reason.EXTERNAL_ID);
        }
      }
      return Optional.empty();
    }
    if (!isKey(event.getExternalId())) {
      return Optional.of(Reason.EXTERNAL_ID);
    }
    return event.getType() == ProductEventType.PRODUCT_DELETED ? Optional.empty() : product(event);
  }

  private static Optional<Reason> product(ProductEvent event) {
    ProductRecord product = event.getProduct();
    if (product == null || event.getFingerprints() == null) {
      return Optional.of(Reason.PRODUCT_MISSING);
    }
    if (!isName(product.getBrand()) || !isName(product.getCategory())) {
      return Optional.of(Reason.NAME);
    }
    Set<String> ids = HashSet.newHashSet(product.getVariants().size());
    for (VariantRecord variant : product.getVariants()) {
      if (!isKey(variant.getVariantId()) || !ids.add(variant.getVariantId())) {
        return Optional.of(Reason.VARIANT_ID);
      }
      if (!isMoney(variant.getPrice()) || !isMoney(variant.getCompareAtPrice())) {
        return Optional.of(Reason.MONEY);
      }
      if (!isCurrency(variant.getCurrency())) {
        return Optional.of(Reason.CURRENCY);
      }
    }
    return Optional.empty();
  }

  private static boolean isKey(@Nullable String text) {
    return text != null && !text.isEmpty() && isName(text);
  }

  /** PostgreSQL's text has no NUL; replacing it would make one key of two. */
  private static boolean isName(@Nullable String text) {
    return text == null || (text.length() <= LONGEST_KEY && text.indexOf('\0') < 0);
  }

  private static boolean isCurrency(@Nullable String text) {
    if (text == null) {
      return true;
    }
    boolean letters = text.length() == 3;
    for (int i = 0; letters && i < 3; i++) {
      letters = text.charAt(i) >= 'A' && text.charAt(i) <= 'Z';
    }
    return letters;
  }

  private static boolean isMoney(@Nullable BigDecimal amount) {
    return amount == null
        || (amount.scale() <= MONEY_SCALE
            && amount.precision() - amount.scale() <= 14
            && amount.unscaledValue().abs().compareTo(MONEY_LIMIT) < 0);
  }
}
