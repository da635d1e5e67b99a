package com.skatestock.batch.publish;

import com.skatestock.batch.normalise.Money;
import com.skatestock.batch.normalise.Product;
import com.skatestock.batch.normalise.Variant;
import com.skatestock.batch.publish.KnownProducts.Known;
import com.skatestock.batch.publish.KnownProducts.State;
import com.skatestock.contracts.EventMetadata;
import com.skatestock.contracts.Fingerprints;
import com.skatestock.contracts.ProductEvent;
import com.skatestock.contracts.ProductEventType;
import com.skatestock.contracts.ProductRecord;
import com.skatestock.contracts.SeenProduct;
import com.skatestock.contracts.Sha256;
import com.skatestock.contracts.VariantRecord;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Turns products into events by what PostgreSQL knew of them before. Pure; safe for use by several
 * threads.
 *
 * <p>A product is compared with its latest state <em>before</em> the page was captured: if its own
 * observation has been loaded already (a restart), it is published again, with the same id.
 */
public final class ProductEvents {
  /**
   * Each product is published in full at least this often, so that a lost event heals by itself.
   */
  private static final Duration FULL_AT_LEAST_EVERY = Duration.ofDays(1);

  private static final int MONEY_SCALE = 4;

  private final ThreadLocal<ProductDigest> digests = ThreadLocal.withInitial(ProductDigest::new);
  private final ThreadLocal<EventIds> ids = ThreadLocal.withInitial(EventIds::new);
  private final String scraperVersion;
  private final TopicPartitions partitions;

  public ProductEvents(String scraperVersion, TopicPartitions partitions) {
    this.scraperVersion = scraperVersion;
    this.partitions = partitions;
  }

  /** The events of one page's products. */
  public Publication of(
      PublicationRun run,
      Instant capturedAt,
      @Nullable String recordId,
      List<Product> products,
      Map<String, Known> known) {
    // As PostgreSQL will have it: else its own observation, loaded, would look like an earlier one.
    Instant observedAt = capturedAt.truncatedTo(ChronoUnit.MICROS);
    EventMetadata metadata = metadata(run, recordId);
    List<ProductEvent> events = new ArrayList<>(products.size());
    Map<Integer, List<SeenProduct>> seen = new TreeMap<>();
    List<Long> met = new ArrayList<>(known.size());
    int created = 0;
    int changed = 0;
    int unchanged = 0;
    for (Product product : products) {
      Fingerprints now = digests.get().of(product);
      Known before = known.get(product.externalId());
      if (before != null) {
        met.add(before.id());
      }
      ProductEventType type = type(before, now, observedAt);
      switch (type) {
        case PRODUCTS_SEEN -> unchanged++;
        case PRODUCT_CREATED -> created++;
        default -> changed++;
      }
      if (type == ProductEventType.PRODUCTS_SEEN
          && !run.everything()
          && !isDue(before, observedAt)) {
        seen.computeIfAbsent(
                partitions.of(run.shop(), product.externalId()), partition -> new ArrayList<>())
            .add(new SeenProduct(product.externalId(), digests.get().state(now)));
      } else {
        ProductEventType told =
            type == ProductEventType.PRODUCTS_SEEN ? ProductEventType.PRODUCT_UPDATED : type;
        events.add(full(run, told, observedAt, product, now, metadata));
      }
    }
    seen.values().forEach(list -> events.add(seenEvent(run, observedAt, list, metadata)));
    return new Publication(events, created, changed, unchanged, met);
  }

  /** A product that a complete scrape missed. */
  public ProductEvent deleted(PublicationRun run, Instant at, String externalId) {
    return new ProductEvent(
        ids.get()
            .of(
                ProductEventType.PRODUCT_DELETED,
                run.shop(),
                at,
                run.parserVersion(),
                externalId.getBytes(StandardCharsets.UTF_8)),
        ProductEventType.PRODUCT_DELETED,
        run.shop(),
        externalId,
        run.slot(),
        at,
        null,
        null,
        List.of(),
        metadata(run, null));
  }

  private static ProductEventType type(
      @Nullable Known before, Fingerprints now, Instant observedAt) {
    if (before == null) {
      return ProductEventType.PRODUCT_CREATED;
    }
    State state = before.latest().orElse(null);
    if (state == null || !state.observedAt().isBefore(observedAt)) {
      return ProductEventType.PRODUCT_UPDATED;
    }
    Fingerprints then = state.fingerprints();
    if (!then.getContent().equals(now.getContent())) {
      return ProductEventType.PRODUCT_UPDATED;
    }
    if (!then.getPrice().equals(now.getPrice())) {
      return ProductEventType.PRICE_CHANGED;
    }
    if (!then.getStock().equals(now.getStock())) {
      return ProductEventType.STOCK_CHANGED;
    }
    return ProductEventType.PRODUCTS_SEEN;
  }

  private static boolean isDue(@Nullable Known before, Instant observedAt) {
    return before == null
        || before
            .latest()
            .map(state -> state.observedAt().plus(FULL_AT_LEAST_EVERY).isBefore(observedAt))
            .orElse(true);
  }

  private ProductEvent full(
      PublicationRun run,
      ProductEventType type,
      Instant observedAt,
      Product product,
      Fingerprints now,
      EventMetadata metadata) {
    Sha256 state = digests.get().state(now);
    return new ProductEvent(
        ids.get()
            .of(
                ProductEventType.PRODUCT_UPDATED,
                run.shop(),
                observedAt,
                run.parserVersion(),
                product.externalId().getBytes(StandardCharsets.UTF_8),
                state.bytes()),
        type,
        run.shop(),
        product.externalId(),
        run.slot(),
        observedAt,
        record(product),
        now,
        List.of(),
        metadata);
  }

  private ProductEvent seenEvent(
      PublicationRun run, Instant observedAt, List<SeenProduct> seen, EventMetadata metadata) {
    byte[][] subject = new byte[seen.size() * 2][];
    for (int i = 0; i < seen.size(); i++) {
      subject[2 * i] = seen.get(i).getExternalId().getBytes(StandardCharsets.UTF_8);
      subject[2 * i + 1] = seen.get(i).getFingerprint().bytes();
    }
    return new ProductEvent(
        ids.get()
            .of(
                ProductEventType.PRODUCTS_SEEN,
                run.shop(),
                observedAt,
                run.parserVersion(),
                subject),
        ProductEventType.PRODUCTS_SEEN,
        run.shop(),
        null,
        run.slot(),
        observedAt,
        null,
        null,
        seen,
        metadata);
  }

  private EventMetadata metadata(PublicationRun run, @Nullable String recordId) {
    return new EventMetadata(
        scraperVersion, run.parserVersion(), run.correlationId(), run.leaseEpoch(), recordId);
  }

  private static ProductRecord record(Product product) {
    List<VariantRecord> variants = new ArrayList<>(product.variants().size());
    for (Variant variant : product.variants()) {
      Money price = variant.price();
      Money compareAt = variant.compareAtPrice();
      Money any = price == null ? compareAt : price;
      variants.add(
          new VariantRecord(
              variant.variantId(),
              variant.sku(),
              variant.gtin(),
              variant.size(),
              variant.color(),
              amount(price),
              amount(compareAt),
              any == null ? null : any.currency().getCurrencyCode(),
              variant.availability(),
              variant.quantity()));
    }
    return new ProductRecord(
        product.code(),
        product.title(),
        product.brand(),
        product.category(),
        product.url(),
        product.imageUrl(),
        variants);
  }

  private static @Nullable BigDecimal amount(@Nullable Money money) {
    return money == null ? null : money.amount().setScale(MONEY_SCALE, RoundingMode.HALF_EVEN);
  }
}
