package com.skatestock.contracts;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.Encoder;
import org.jspecify.annotations.Nullable;

/**
 * Writes product events field by field, in the order of {@code product-event.avsc}. Avro's own
 * writer asks the schema at each field what to do, which takes twice as long and, in a run of
 * seconds, much longer still until it is compiled. {@code EventCodecTest} compares the two.
 */
final class ProductEventWriter implements DatumWriter<ProductEvent> {
  private static final Map<ProductEventType, Integer> TYPES =
      ordinals(ProductEventType.class, ProductEventType.getClassSchema());
  private static final Map<Availability, Integer> AVAILABILITIES =
      ordinals(Availability.class, Availability.getClassSchema());
  private static final int ID_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final int MONEY_SCALE = 4;
  private static final int MOST_DIGITS = 19;
  private static final int MICROS = 1_000_000;

  @Override
  public void setSchema(Schema schema) {
    throw new UnsupportedOperationException("Writes the newest schema only");
  }

  @Override
  public void write(ProductEvent event, Encoder out) throws IOException {
    out.writeFixed(event.getEventId().bytes(), 0, ID_BYTES);
    out.writeEnum(ordinal(TYPES, event.getType()));
    out.writeString(event.getShop());
    optional(event.getExternalId(), out);
    out.writeLong(micros(event.getSlot()));
    out.writeLong(micros(event.getObservedAt()));
    ProductRecord product = event.getProduct();
    branch(product, out);
    if (product != null) {
      product(product, out);
    }
    Fingerprints fingerprints = event.getFingerprints();
    branch(fingerprints, out);
    if (fingerprints != null) {
      hash(fingerprints.getContent(), out);
      hash(fingerprints.getPrice(), out);
      hash(fingerprints.getStock(), out);
    }
    startArray(event.getSeen(), out);
    for (SeenProduct seen : event.getSeen()) {
      out.startItem();
      out.writeString(seen.getExternalId());
      hash(seen.getFingerprint(), out);
    }
    out.writeArrayEnd();
    metadata(event.getMetadata(), out);
  }

  private static void product(ProductRecord product, Encoder out) throws IOException {
    optional(product.getCode(), out);
    out.writeString(product.getTitle());
    optional(product.getBrand(), out);
    optional(product.getCategory(), out);
    optional(product.getUrl(), out);
    optional(product.getImageUrl(), out);
    startArray(product.getVariants(), out);
    for (VariantRecord variant : product.getVariants()) {
      out.startItem();
      variant(variant, out);
    }
    out.writeArrayEnd();
  }

  private static void variant(VariantRecord variant, Encoder out) throws IOException {
    out.writeString(variant.getVariantId());
    optional(variant.getSku(), out);
    optional(variant.getGtin(), out);
    optional(variant.getSize(), out);
    optional(variant.getColor(), out);
    amount(variant.getPrice(), out);
    amount(variant.getCompareAtPrice(), out);
    optional(variant.getCurrency(), out);
    out.writeEnum(ordinal(AVAILABILITIES, variant.getAvailability()));
    Integer quantity = variant.getQuantity();
    branch(quantity, out);
    if (quantity != null) {
      out.writeInt(quantity);
    }
  }

  private static void metadata(EventMetadata metadata, Encoder out) throws IOException {
    out.writeString(metadata.getScraperVersion());
    out.writeInt(metadata.getParserVersion());
    out.writeString(metadata.getCorrelationId());
    out.writeLong(metadata.getLeaseEpoch());
    optional(metadata.getRecordId(), out);
  }

  private static void amount(@Nullable BigDecimal amount, Encoder out) throws IOException {
    branch(amount, out);
    if (amount == null) {
      return;
    }
    BigDecimal money = amount.setScale(MONEY_SCALE, RoundingMode.UNNECESSARY);
    if (money.precision() > MOST_DIGITS) {
      throw new AvroTypeException("Amount of " + money.precision() + " digits: " + money);
    }
    if (money.precision() < MOST_DIGITS) {
      unscaled(money.scaleByPowerOfTen(MONEY_SCALE).longValueExact(), out);
    } else {
      out.writeBytes(money.unscaledValue().toByteArray());
    }
  }

  /** As {@link java.math.BigInteger#toByteArray} has it: the fewest bytes that keep the sign. */
  private static void unscaled(long value, Encoder out) throws IOException {
    int bits = Long.SIZE - Long.numberOfLeadingZeros(value < 0 ? ~value : value) + 1;
    byte[] bytes = new byte[(bits + Byte.SIZE - 1) / Byte.SIZE];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (value >> (Byte.SIZE * (bytes.length - 1 - i)));
    }
    out.writeBytes(bytes);
  }

  private static <E extends Enum<E>> int ordinal(Map<E, Integer> ordinals, E constant) {
    return Objects.requireNonNull(ordinals.get(constant));
  }

  private static <E extends Enum<E>> Map<E, Integer> ordinals(Class<E> type, Schema schema) {
    Map<E, Integer> ordinals = new EnumMap<>(type);
    for (E constant : type.getEnumConstants()) {
      ordinals.put(constant, schema.getEnumOrdinal(constant.name()));
    }
    return ordinals;
  }

  private static void hash(Sha256 hash, Encoder out) throws IOException {
    out.writeFixed(hash.bytes(), 0, HASH_BYTES);
  }

  private static void optional(@Nullable String text, Encoder out) throws IOException {
    branch(text, out);
    if (text != null) {
      out.writeString(text);
    }
  }

  /** Writes which branch of an optional field it is. */
  private static void branch(@Nullable Object value, Encoder out) throws IOException {
    out.writeIndex(value == null ? 0 : 1);
  }

  private static void startArray(List<?> items, Encoder out) throws IOException {
    out.writeArrayStart();
    out.setItemCount(items.size());
  }

  private static long micros(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), MICROS), instant.getNano() / 1_000);
  }
}
