package com.skatestock.contracts;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Events as bytes and back, in Avro's single-object encoding: {@code C3 01}, the schema's 64-bit
 * Rabin fingerprint (little-endian), the binary datum. Reads what any version in {@link
 * SchemaVersions} wrote, writes the newest.
 *
 * <p>Pure and immutable, so one instance serves all threads. No message, however broken, makes it
 * allocate more than a small multiple of the message's own length. Avro's {@code
 * BinaryMessageDecoder} reads the same format, but ignores trailing bytes and trusts lengths.
 *
 * @see <a href="https://avro.apache.org/docs/1.12.0/specification/#single-object-encoding">The
 *     format</a>
 */
public final class EventCodec<E extends SpecificRecord> {
  private static final int MARKER = 0x01C3;
  private static final int HEADER_BYTES = 10;

  private final DatumWriter<E> writer;
  private final byte[] header;
  private final long newest;
  private final DatumReader<E> newestReader;
  private final Map<Long, DatumReader<E>> readers;

  private final Consumer<E> finish;
  private final ThreadLocal<MessageBytes> messages = ThreadLocal.withInitial(MessageBytes::new);

  private EventCodec(
      SchemaVersions versions,
      BiFunction<Schema, SpecificData, DatumWriter<E>> writers,
      Consumer<E> finish) {
    TrustedSchemaClasses.admit();
    this.finish = finish;
    SpecificData model = new SpecificData(EventCodec.class.getClassLoader());
    model.addLogicalTypeConversion(new TimeConversions.TimestampMicrosConversion());
    model.addLogicalTypeConversion(new BoundedDecimal());
    Schema schema = versions.newest();
    writer = writers.apply(schema, model);
    newest = SchemaNormalization.parsingFingerprint64(schema);
    header =
        ByteBuffer.allocate(HEADER_BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putShort((short) MARKER)
            .putLong(newest)
            .array();
    readers =
        versions.all().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    SchemaNormalization::parsingFingerprint64,
                    written -> reader(model, written, schema),
                    (first, same) -> first));
    newestReader = reader(model, schema, schema);
  }

  /** The codec of topic {@link Topics#PRODUCT_EVENTS}. */
  public static EventCodec<ProductEvent> ofProductEvents() {
    return new EventCodec<>(
        SchemaVersions.ofProductEvents(),
        (schema, model) -> new ProductEventWriter(),
        EventCodec::withPlainLists);
  }

  /** The codec of topic {@link Topics#PRODUCT_EVENTS_DLT}. */
  public static EventCodec<ErrorEvent> ofErrorEvents() {
    return new EventCodec<>(
        SchemaVersions.ofErrorEvents(), SpecificDatumWriter<ErrorEvent>::new, event -> {});
  }

  /**
   * The event as one message. The same event gives the same bytes.
   *
   * @throws IllegalArgumentException if the event breaks its schema: a required field is null, or
   *     an amount has more than 19 digits or more than four decimal places
   */
  public byte[] encode(E event) {
    try {
      MessageBytes message = messages.get();
      message.begin(header);
      writer.write(event, message);
      return message.toByteArray();
    } catch (AvroRuntimeException
        | ArithmeticException
        | NullPointerException
        | ClassCastException e) {
      throw new IllegalArgumentException(
          "The event breaks schema "
              + event.getSchema().getFullName()
              + " and was not encoded: "
              + e.getMessage(),
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the message says; its lists cannot be changed. Never throws, whatever the bytes are. */
  public Decoded<E> decode(byte[] message) {
    if (message.length < HEADER_BYTES || ((message[0] & 0xFF) | (message[1] << 8)) != MARKER) {
      return new Decoded.Undecodable<>(
          Decoded.Reason.NOT_AN_EVENT,
          message.length + " bytes that do not begin with C3 01 and a schema fingerprint");
    }
    long fingerprint =
        ByteBuffer.wrap(message, 2, Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).getLong();
    DatumReader<E> reader = fingerprint == newest ? newestReader : readers.get(fingerprint);
    if (reader == null) {
      return new Decoded.Undecodable<>(
          Decoded.Reason.UNKNOWN_SCHEMA,
          "schema fingerprint %016x is not among the %d known versions: written by a newer program?"
              .formatted(fingerprint, readers.size()));
    }
    return decodeDatum(reader, message);
  }

  private Decoded<E> decodeDatum(DatumReader<E> reader, byte[] message) {
    BinaryDecoder decoder =
        DecoderFactory.get()
            .binaryDecoder(message, HEADER_BYTES, message.length - HEADER_BYTES, null);
    try {
      @Nullable E none = null;
      E event = reader.read(none, decoder);
      finish.accept(event);
      int left = decoder.remainingBytes();
      return left == 0
          ? new Decoded.Event<>(event)
          : new Decoded.Undecodable<>(
              Decoded.Reason.TRAILING_BYTES, left + " bytes follow the event");
    } catch (EOFException e) {
      return new Decoded.Undecodable<>(
          Decoded.Reason.TRUNCATED, message.length + " bytes, and the event needs more");
    } catch (IOException | RuntimeException e) {
      // Whatever the reader throws here comes from the bytes alone: it is pure.
      return new Decoded.Undecodable<>(
          Decoded.Reason.MALFORMED, e.getClass().getSimpleName() + ": " + e.getMessage());
    }
  }

  /**
   * Avro 1.12.2 reads arrays into lists of its own, whose {@code equals}, {@code hashCode} and
   * {@code toString} know no decimals and throw "Unknown datum type java.math.BigDecimal".
   */
  private static void withPlainLists(ProductEvent event) {
    event.setSeen(List.copyOf(event.getSeen()));
    ProductRecord product = event.getProduct();
    if (product != null) {
      product.setVariants(List.copyOf(product.getVariants()));
    }
  }

  private static <E> DatumReader<E> reader(SpecificData model, Schema written, Schema expected) {
    try {
      return model.getFastReaderBuilder().createDatumReader(written, expected);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
