package com.skatestock.batch.faults;

import com.skatestock.contracts.Decoded;
import com.skatestock.contracts.EventCodec;
import com.skatestock.contracts.ProductEvent;
import com.skatestock.contracts.ProductEventType;
import com.skatestock.contracts.VariantRecord;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The facts that the topic's events tell, computed apart from the loader: what {@code
 * price_history}, {@code seen_chunks} and {@code product_deletions} must hold, to the microsecond.
 *
 * @param facts one line per fact
 * @param unowed sights of products of which nothing was told before: they are kept only if the
 *     first word of the product came in the same chunk
 * @param repeated events that were there already under the same id
 * @param contradictions pairs of events with the same id that say different things
 * @param unreadable records that are no events
 */
record ToldFacts(
    Collection<String> facts,
    Set<String> unowed,
    int repeated,
    int contradictions,
    int unreadable) {
  private static final EventCodec<ProductEvent> CODEC = EventCodec.ofProductEvents();

  private record Reading(int parserVersion, String eventId, String line) {
    boolean isNewerThan(Reading other) {
      return parserVersion != other.parserVersion
          ? parserVersion > other.parserVersion
          : eventId.compareTo(other.eventId) > 0;
    }
  }

  /**
   * @param records each partition's in its order
   * @param products those that were known before, as shop and external id
   */
  static ToldFacts of(List<ConsumerRecord<byte[], byte[]>> records, Collection<String> products) {
    Set<String> known = new HashSet<>(products);
    Set<String> unowed = new HashSet<>();
    Map<UUID, String> said = new HashMap<>();
    Map<String, Reading> facts = new HashMap<>();
    int repeated = 0;
    int contradictions = 0;
    int unreadable = 0;
    for (ConsumerRecord<byte[], byte[]> record : records) {
      byte[] value = record.value();
      if (value == null
          || !(CODEC.decode(value) instanceof Decoded.Event<ProductEvent>(var event))) {
        unreadable++;
        continue;
      }
      UUID id = uuid(event);
      String content = content(event);
      String before = said.putIfAbsent(id, content);
      if (before != null) {
        repeated++;
        contradictions += before.equals(content) ? 0 : 1;
      }
      int version = event.getMetadata().getParserVersion();
      if (event.getProduct() != null) {
        known.add(product(event.getShop(), Objects.requireNonNull(event.getExternalId())));
      }
      sights(event, id)
          .forEach(
              sight -> {
                if (known.contains(sight.key())) {
                  facts.putIfAbsent(
                      sight.text(), new Reading(version, id.toString(), sight.text()));
                } else {
                  unowed.add(sight.text());
                }
              });
      facts(event, id)
          .forEach(
              line ->
                  facts.merge(
                      line.key(),
                      new Reading(version, id.toString(), line.text()),
                      (one, other) -> other.isNewerThan(one) ? other : one));
    }
    return new ToldFacts(
        facts.values().stream().map(Reading::line).toList(),
        unowed,
        repeated,
        contradictions,
        unreadable);
  }

  private record Line(String key, String text) {}

  private static String product(String shop, String externalId) {
    return shop + "|" + externalId;
  }

  /** Per product that was seen as it was: the product, and the line of the sight. */
  private static Stream<Line> sights(ProductEvent event, UUID id) {
    long at = ChronoUnit.MICROS.between(Instant.EPOCH, event.getObservedAt());
    return event.getSeen().stream()
        .map(
            seen -> {
              String product = product(event.getShop(), seen.getExternalId());
              long print = ByteBuffer.wrap(seen.getFingerprint().bytes()).getLong();
              return new Line(product, "sight|%s|%d|%s|%d".formatted(product, at, id, print));
            });
  }

  private static Stream<Line> facts(ProductEvent event, UUID id) {
    String shop = event.getShop();
    long at = ChronoUnit.MICROS.between(Instant.EPOCH, event.getObservedAt());
    if (event.getType() == ProductEventType.PRODUCTS_SEEN) {
      return Stream.of(new Line(id.toString(), "seen|%s|%d|%s".formatted(shop, at, id)));
    }
    String product = product(shop, Objects.requireNonNull(event.getExternalId()));
    if (event.getType() == ProductEventType.PRODUCT_DELETED) {
      String line = "deletion|%s|%d".formatted(product, at);
      return Stream.of(new Line(line, line + "|" + id));
    }
    return Objects.requireNonNull(event.getProduct()).getVariants().stream()
        .map(
            variant -> {
              String key = "observation|%s|%s|%d".formatted(product, variant.getVariantId(), at);
              return new Line(
                  key,
                  "%s|%s|%d|%s"
                      .formatted(key, offer(variant), event.getMetadata().getParserVersion(), id));
            });
  }

  private static String offer(VariantRecord variant) {
    return "%s|%s|%s|%s|%s"
        .formatted(
            amount(variant.getPrice()),
            amount(variant.getCompareAtPrice()),
            variant.getCurrency() == null ? "-" : variant.getCurrency(),
            variant.getAvailability(),
            variant.getQuantity() == null ? "-" : variant.getQuantity());
  }

  private static String amount(@Nullable BigDecimal amount) {
    return amount == null ? "-" : amount.toPlainString();
  }

  /** All but what depends on who publishes when: the type is a hint, the epoch an attempt's. */
  private static String content(ProductEvent event) {
    return event.getShop()
        + event.getExternalId()
        + event.getObservedAt()
        + event.getProduct()
        + event.getFingerprints()
        + event.getSeen();
  }

  private static UUID uuid(ProductEvent event) {
    ByteBuffer id = ByteBuffer.wrap(event.getEventId().bytes());
    return new UUID(id.getLong(), id.getLong());
  }

  /** The same lines, of the facts that PostgreSQL holds from a time on. */
  static List<String> stored(JdbcClient database, Instant after) {
    return database
        .sql(
            """
            select concat_ws('|', 'observation', shops.code, external_id, variant_key,
              (extract(epoch from history.observed_at) * 1000000)::bigint, coalesce(history.price::text, '-'),
              coalesce(history.compare_at_price::text, '-'), coalesce(history.currency, '-'), history.availability,
              coalesce(history.quantity::text, '-'), history.parser_version, history.event_id) as line
            from price_history as history
            join product_variants as variants on variants.id = variant_id
            join products on products.id = product_id
            join shops on shops.id = shop_id
            where history.observed_at > :after
            union all
            select concat_ws('|', 'seen', shops.code, (extract(epoch from observed_at) * 1000000)::bigint, event_id)
            from seen_chunks
            join shops on shops.id = shop_id
            where observed_at > :after
            union all
            select concat_ws('|', 'sight', shops.code, external_id, (extract(epoch from chunks.observed_at) * 1000000)::bigint,
              chunks.event_id, seen.print)
            from seen_chunks as chunks
            cross join unnest(product_ids, prints) as seen (id, print)
            join products on products.id = seen.id
            join shops on shops.id = chunks.shop_id
            where chunks.observed_at > :after
            union all
            select concat_ws('|', 'deletion', shops.code, external_id,
              (extract(epoch from product_deletions.observed_at) * 1000000)::bigint, product_deletions.event_id)
            from product_deletions
            join products on products.id = product_id
            join shops on shops.id = shop_id
            where product_deletions.observed_at > :after
            """)
        .param("after", Timestamp.from(after))
        .query((row, index) -> row.getString(1))
        .list();
  }
}
