package com.skatestock.batch.load;

import com.skatestock.contracts.ProductEvent;
import com.skatestock.contracts.ProductRecord;
import com.skatestock.contracts.SeenProduct;
import com.skatestock.contracts.VariantRecord;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Consecutive records of one partition, made ready to be written: products and variants as COPY
 * rows, the rest as small lists. Filled by the reading thread while the writing thread works on
 * another one, then used again.
 */
final class StagedChunk {

  /** Products seen unchanged: one PRODUCTS_SEEN event. */
  record Seen(UUID eventId, short shop, Instant observedAt, List<SeenProduct> products) {}

  /** A product that a complete scrape missed. */
  record Deletion(UUID eventId, short shop, Instant observedAt, String externalId) {}

  private static final int PRODUCT_COLUMNS = 15;
  private static final int VARIANT_COLUMNS = 11;
  private static final long SECONDS_OF_A_DAY = 86_400;

  private final Dictionary dictionary;
  private final CopyBuffer products = new CopyBuffer(1 << 20);
  private final CopyBuffer variants = new CopyBuffer(1 << 21);
  private final List<Seen> seen = new ArrayList<>();
  private final List<Deletion> deletions = new ArrayList<>();
  private final List<RefusedRecord> refused = new ArrayList<>();
  private long from;
  private long next;
  private int records;
  private long refusedBytes;
  private final Set<YearMonth> months = new TreeSet<>();
  private final Set<Short> shops = new TreeSet<>();
  private short latestShop;
  private long monthBegins;
  private long monthEnds;

  StagedChunk(Dictionary dictionary) {
    this.dictionary = dictionary;
  }

  /** Empties the chunk for records from {@code offset} on. */
  StagedChunk startAt(long offset) {
    products.clear();
    variants.clear();
    seen.clear();
    deletions.clear();
    refused.clear();
    from = offset;
    next = offset;
    records = 0;
    refusedBytes = 0;
    months.clear();
    shops.clear();
    latestShop = 0;
    monthBegins = 0;
    monthEnds = 0;
    return this;
  }

  /** Adds the record at {@code offset}. */
  void add(long offset, ProductEvent event) {
    stage(event);
    advanceTo(offset + 1);
    records++;
  }

  /** Adds the record at {@code offset}, which could not be read. */
  void add(long offset, RefusedRecord record) {
    refused.add(record);
    byte[] value = record.record().value();
    refusedBytes += value == null ? 0 : value.length;
    advanceTo(offset + 1);
    records++;
  }

  /**
   * Moves the position over offsets that hold no record (transaction markers, compacted records).
   */
  void advanceTo(long offset) {
    next = offset;
  }

  private void stage(ProductEvent event) {
    short shop = dictionary.shop(event.getShop());
    if (shop != latestShop) {
      shops.add(shop);
      latestShop = shop;
    }
    Instant observedAt = event.getObservedAt();
    switch (event.getType()) {
      case PRODUCTS_SEEN ->
          seen.add(new Seen(uuid(event.getEventId().bytes()), shop, observedAt, event.getSeen()));
      case PRODUCT_DELETED ->
          deletions.add(
              new Deletion(
                  uuid(event.getEventId().bytes()),
                  shop,
                  observedAt,
                  Objects.requireNonNull(event.getExternalId())));
      case PRODUCT_CREATED, PRODUCT_UPDATED, PRICE_CHANGED, STOCK_CHANGED, UNKNOWN ->
          stageProduct(event, shop, observedAt);
    }
    addMonth(observedAt);
  }

  /** Mostly the month of the event before: then nothing is computed. */
  private void addMonth(Instant observedAt) {
    long second = observedAt.getEpochSecond();
    if (second >= monthBegins && second < monthEnds) {
      return;
    }
    YearMonth month = YearMonth.from(observedAt.atOffset(ZoneOffset.UTC));
    months.add(month);
    monthBegins = month.atDay(1).toEpochDay() * SECONDS_OF_A_DAY;
    monthEnds = month.plusMonths(1).atDay(1).toEpochDay() * SECONDS_OF_A_DAY;
  }

  private void stageProduct(ProductEvent event, short shop, Instant observedAt) {
    ProductRecord product = Objects.requireNonNull(event.getProduct());
    var fingerprints = Objects.requireNonNull(event.getFingerprints());
    int ordinal = products.rows();
    products.startRow(PRODUCT_COLUMNS);
    products.int4(ordinal);
    products.int2(shop);
    products.text(Objects.requireNonNull(event.getExternalId()));
    products.timestamp(micros(observedAt));
    products.int4(event.getMetadata().getParserVersion());
    products.bytea(event.getEventId().bytes());
    products.text(product.getCode());
    products.text(product.getTitle());
    products.int4(dictionary.brand(product.getBrand()));
    products.int2(dictionary.category(product.getCategory()));
    products.text(product.getUrl());
    products.text(product.getImageUrl());
    products.bytea(fingerprints.getContent().bytes());
    products.bytea(fingerprints.getPrice().bytes());
    products.bytea(fingerprints.getStock().bytes());
    for (VariantRecord variant : product.getVariants()) {
      variants.startRow(VARIANT_COLUMNS);
      variants.int4(ordinal);
      variants.text(variant.getVariantId());
      variants.text(variant.getSku());
      variants.text(variant.getGtin());
      variants.text(variant.getSize());
      variants.text(variant.getColor());
      variants.money(variant.getPrice());
      variants.money(variant.getCompareAtPrice());
      variants.text(variant.getCurrency());
      variants.text(variant.getAvailability().name());
      variants.int4(variant.getQuantity());
    }
  }

  private static long micros(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000);
  }

  private static UUID uuid(byte[] bytes) {
    long high = 0;
    long low = 0;
    for (int i = 0; i < 8; i++) {
      high = high << 8 | (bytes[i] & 0xff);
      low = low << 8 | (bytes[i + 8] & 0xff);
    }
    return new UUID(high, low);
  }

  /**
   * Takes out sights, deletions and refused records from before their shops' take-down; products
   * are taken out where they are staged.
   *
   * @return how many went
   */
  int passOver(TakenDown down) {
    int before = seen.size() + deletions.size() + refused.size();
    seen.removeIf(event -> down.covers(event.shop(), event.observedAt()));
    deletions.removeIf(event -> down.covers(event.shop(), event.observedAt()));
    refused.removeIf(down::covers);
    return before - seen.size() - deletions.size() - refused.size();
  }

  /** The shops that its events are of. */
  Set<Short> shops() {
    return shops;
  }

  /** The shops that its refused records are of, as far as their keys say so. */
  Set<String> shopsOfRefused() {
    Set<String> codes = new TreeSet<>();
    refused.forEach(one -> RecordKey.of(one.record()).ifPresent(key -> codes.add(key.shop())));
    return codes;
  }

  CopyBuffer products() {
    return products;
  }

  CopyBuffer variants() {
    return variants;
  }

  List<Seen> seen() {
    return seen;
  }

  List<Deletion> deletions() {
    return deletions;
  }

  List<RefusedRecord> refused() {
    return refused;
  }

  /** The first offset of the chunk. */
  long from() {
    return from;
  }

  /** The offset after the chunk. */
  long next() {
    return next;
  }

  int records() {
    return records;
  }

  boolean isEmpty() {
    return next == from;
  }

  /** How much memory it takes, roughly. */
  long bytes() {
    return products.size() + variants.size() + refusedBytes;
  }

  /** The months (UTC) of its observations. */
  Set<YearMonth> months() {
    return months;
  }
}
