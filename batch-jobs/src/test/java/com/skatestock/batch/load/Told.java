package com.skatestock.batch.load;

import com.skatestock.contracts.Availability;
import com.skatestock.contracts.EventId;
import com.skatestock.contracts.EventMetadata;
import com.skatestock.contracts.Fingerprints;
import com.skatestock.contracts.ProductEvent;
import com.skatestock.contracts.ProductEventType;
import com.skatestock.contracts.ProductRecord;
import com.skatestock.contracts.SeenProduct;
import com.skatestock.contracts.Sha256;
import com.skatestock.contracts.VariantRecord;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Events for the loader's tests, by hand: each id and fingerprint follows from what is told. */
record Told(String product, Instant at, int parserVersion, List<VariantRecord> variants) {
  static final String SHOP = "seasons";

  /** A price that goes down, and comes back. */
  static final Told AT_59 = price("deck", "2026-03-01T10:00:00Z", "59.95");

  static final Told AT_49 = price("deck", "2026-03-01T11:00:00Z", "49.95");
  static final Told AT_59_AGAIN = price("deck", "2026-03-01T12:00:00Z", "59.95");

  /** One variant, named like the product, in stock. */
  static Told price(String product, String at, String price) {
    return new Told(product, Instant.parse(at), 1, List.of(variant(product, price)));
  }

  static VariantRecord variant(String id, String price) {
    return variant(id, price, "USD");
  }

  static VariantRecord variant(String id, String price, String currency) {
    return new VariantRecord(
        id,
        null,
        null,
        "8.25",
        null,
        new BigDecimal(price).setScale(4),
        null,
        currency,
        Availability.IN_STOCK,
        null);
  }

  Told by(int parser) {
    return new Told(product, at, parser, variants);
  }

  ProductEvent full() {
    return ProductEvent.newBuilder()
        .setEventId(id("full", product, at, parserVersion, variants))
        .setType(ProductEventType.PRODUCT_UPDATED)
        .setShop(SHOP)
        .setExternalId(product)
        .setSlot(at)
        .setObservedAt(at)
        .setProduct(
            new ProductRecord(null, "Deck " + product, "Baker", "decks", null, null, variants))
        .setFingerprints(fingerprints())
        .setMetadata(metadata(parserVersion))
        .build();
  }

  private Fingerprints fingerprints() {
    return new Fingerprints(
        new Sha256(sha256("content", product)),
        new Sha256(sha256("price", variants)),
        new Sha256(sha256("stock")));
  }

  /** The same products, seen again as they are told here. */
  static ProductEvent seen(String at, Told... products) {
    Instant moment = Instant.parse(at);
    return ProductEvent.newBuilder()
        .setEventId(id("seen", moment, Arrays.toString(products)))
        .setType(ProductEventType.PRODUCTS_SEEN)
        .setShop(SHOP)
        .setSlot(moment)
        .setObservedAt(moment)
        .setSeen(
            Arrays.stream(products)
                .map(told -> new SeenProduct(told.product(), told.state()))
                .toList())
        .setMetadata(metadata(1))
        .build();
  }

  /** The fingerprint of the whole state. */
  Sha256 state() {
    try {
      Fingerprints parts = fingerprints();
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(parts.getContent().bytes());
      sha256.update(parts.getPrice().bytes());
      sha256.update(parts.getStock().bytes());
      return new Sha256(sha256.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static ProductEvent deleted(String product, String at) {
    Instant moment = Instant.parse(at);
    return ProductEvent.newBuilder()
        .setEventId(id("deleted", product, moment))
        .setType(ProductEventType.PRODUCT_DELETED)
        .setShop(SHOP)
        .setExternalId(product)
        .setSlot(moment)
        .setObservedAt(moment)
        .setMetadata(metadata(1))
        .build();
  }

  private static EventMetadata metadata(int parserVersion) {
    return new EventMetadata("0.1.0", parserVersion, "scrape/seasons/test", 1L, null);
  }

  private static EventId id(Object... parts) {
    return new EventId(Arrays.copyOf(sha256(parts), 16));
  }

  private static byte[] sha256(Object... parts) {
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest(Arrays.deepToString(parts).getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
