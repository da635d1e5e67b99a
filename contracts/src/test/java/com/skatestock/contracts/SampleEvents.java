package com.skatestock.contracts;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One event of every kind, with every field set somewhere and every nullable field null elsewhere.
 */
final class SampleEvents {
  private static final Instant SLOT = Instant.parse("2026-03-01T10:30:00Z");
  private static final Instant OBSERVED = Instant.parse("2026-03-01T10:31:07.123456Z");

  private SampleEvents() {}

  static Map<String, ProductEvent> productEvents() {
    Map<String, ProductEvent> events = new LinkedHashMap<>();
    for (ProductEventType type : ProductEventType.values()) {
      if (type != ProductEventType.UNKNOWN) {
        events.put(type.name().toLowerCase(Locale.ROOT), productEvent(type));
      }
    }
    return events;
  }

  static Map<String, ErrorEvent> errorEvents() {
    Map<String, ErrorEvent> events = new LinkedHashMap<>();
    events.put(
        "full",
        new ErrorEvent(
            new ErrorId(bytes(16, 3)),
            Stage.NORMALISE,
            "PRICE_NOT_UNDERSTOOD",
            "seasons",
            "4711",
            "price",
            "ab 59,-",
            "Price not understood: shop=seasons product=4711 raw=\"ab 59,-\"",
            "https://shop.example/products.json?page=3",
            "urn:uuid:00000000-0000-4000-8000-000000000001",
            SLOT,
            OBSERVED,
            "scrape/seasons/2026-03-01T10:30Z/auto"));
    events.put(
        "least",
        new ErrorEvent(
            new ErrorId(bytes(16, 4)),
            Stage.LOAD,
            "UNKNOWN_SCHEMA",
            null,
            null,
            null,
            null,
            "A record of product-events was not understood",
            null,
            null,
            null,
            OBSERVED,
            null));
    return events;
  }

  static ProductEvent productEvent(ProductEventType type) {
    boolean whole =
        switch (type) {
          case PRODUCTS_SEEN, PRODUCT_DELETED -> false;
          case UNKNOWN, PRODUCT_CREATED, PRODUCT_UPDATED, PRICE_CHANGED, STOCK_CHANGED -> true;
        };
    return new ProductEvent(
        new EventId(bytes(16, type.name().length())),
        type,
        "seasons",
        type == ProductEventType.PRODUCTS_SEEN ? null : "7012345678901",
        SLOT,
        OBSERVED,
        whole ? product(type) : null,
        whole
            ? new Fingerprints(
                new Sha256(bytes(32, 10)), new Sha256(bytes(32, 11)), new Sha256(bytes(32, 12)))
            : null,
        type == ProductEventType.PRODUCTS_SEEN
            ? List.of(
                new SeenProduct("7012345678902", new Sha256(bytes(32, 13))),
                new SeenProduct("/products/deck-ä", new Sha256(bytes(32, 14))))
            : List.of(),
        new EventMetadata(
            "0.1.0",
            type == ProductEventType.PRODUCT_DELETED ? Integer.MAX_VALUE : 1,
            "scrape/seasons/2026-03-01T10:30Z/auto",
            42L,
            whole ? "urn:uuid:00000000-0000-4000-8000-000000000001" : null));
  }

  /** A product whose variants go through every availability; sparse if only its stock changed. */
  private static ProductRecord product(ProductEventType type) {
    boolean sparse = type == ProductEventType.STOCK_CHANGED;
    return new ProductRecord(
        sparse ? null : "SW-1042",
        "Øresund “Gold” Deck 8.25 \uD83D\uDEF9",
        sparse ? null : "Baker",
        sparse ? null : "decks",
        sparse ? null : "https://shop.example/products/deck",
        sparse ? null : "https://cdn.shop.example/deck.jpg?v=1",
        IntStream.range(0, PRICES.size()).mapToObj(number -> variant(number, sparse)).toList());
  }

  private static VariantRecord variant(int number, boolean sparse) {
    Availability availability = List.of(Availability.values()).get(number);
    BigDecimal price = PRICES.get(number);
    return sparse
        ? new VariantRecord(
            "v" + number, null, null, null, null, null, null, null, availability, null)
        : new VariantRecord(
            "v" + number,
            "SKU-" + number,
            "0012345678905",
            "8.25",
            "Black/White",
            price,
            number % 2 == 0 ? price : null,
            "USD",
            availability,
            number);
  }

  /** One for each availability: every length of an encoded decimal, from one byte to nine. */
  private static final List<BigDecimal> PRICES =
      Stream.of(
              "0.0000",
              "0.0127",
              "0.0128",
              "64.9500",
              "1099.0000",
              "-1.5000",
              "429496.7296",
              "109951162.7776",
              "28147497671.0656",
              "7205759403792.7936",
              "922337203685477.5807",
              "922337203685477.5808",
              "999999999999999.9999")
          .map(BigDecimal::new)
          .toList();

  private static byte[] bytes(int length, int value) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }
}
