package com.skatestock.batch.wire;

import com.microsoft.kiota.ApiException;
import com.skatestock.contracts.Decoded;
import com.skatestock.contracts.EventCodec;
import com.skatestock.contracts.TrustedSchemaClasses;
import io.apicurio.registry.serde.avro.AvroKafkaDeserializer;
import io.apicurio.registry.serde.avro.AvroKafkaSerializer;
import java.io.EOFException;
import java.net.URI;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Confluent's format through Apicurio's serde: {@code 00}, the schema's id in four bytes
 * (big-endian), the datum. The first event of a schema registers it as {@code <topic>-value}. For
 * one thread.
 */
final class RegistryWire<E extends SpecificRecord> implements EventWire<E> {
  private static final int ID_BYTES = 1 + Integer.BYTES;
  private static final int NOT_FOUND = 404;

  private final URI registry;
  private final String topic;
  private final Class<E> type;
  private final EventCodec<E> codec;
  private final AvroKafkaSerializer<E> serializer = new AvroKafkaSerializer<>();
  private final AvroKafkaDeserializer<E> deserializer = new AvroKafkaDeserializer<>();

  RegistryWire(URI registry, String topic, Class<E> type, EventCodec<E> codec) {
    TrustedSchemaClasses.admit();
    this.registry = registry;
    this.topic = topic;
    this.type = type;
    this.codec = codec;
    Map<String, Object> settings =
        Map.of(
            "apicurio.registry.url",
            registry.toString(),
            "apicurio.registry.http.adapter",
            "JDK",
            "apicurio.registry.auto-register",
            true,
            "apicurio.registry.artifact-resolver-strategy",
            "io.apicurio.registry.serde.strategy.TopicIdStrategy",
            "apicurio.registry.use-specific-avro-reader",
            true,
            "apicurio.registry.avro.encoding",
            "BINARY");
    serializer.configure(settings, false);
    deserializer.configure(settings, false);
  }

  @Override
  public byte[] encode(E event) {
    try {
      return serializer.serialize(topic, event);
    } catch (AvroRuntimeException | NullPointerException | ClassCastException e) {
      throw new IllegalArgumentException(
          "The event breaks its schema and was not encoded: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      throw new RegistryUnavailable(registry, e);
    }
  }

  @Override
  public Decoded<E> decode(byte[] value) {
    if (value.length < ID_BYTES || value[0] != 0) {
      return codec.decode(value);
    }
    try {
      E event = type.cast(deserializer.deserialize(topic, value));
      // Once through the codec: one place settles what an event read by Avro is like.
      return codec.decode(codec.encode(event));
    } catch (RuntimeException e) {
      return undecodable(e);
    }
  }

  private Decoded<E> undecodable(RuntimeException failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      Decoded.@Nullable Reason reason =
          switch (cause) {
            case ApiException api when api.getResponseStatusCode() == NOT_FOUND ->
                Decoded.Reason.UNKNOWN_SCHEMA;
            case EOFException end -> Decoded.Reason.TRUNCATED;
            case AvroRuntimeException avro -> Decoded.Reason.MALFORMED;
            case ClassCastException cast -> Decoded.Reason.UNKNOWN_SCHEMA;
            default -> null;
          };
      if (reason != null) {
        return new Decoded.Undecodable<>(reason, String.valueOf(cause.getMessage()));
      }
    }
    throw new RegistryUnavailable(registry, failure);
  }

  @Override
  public void close() {
    serializer.close();
    deserializer.close();
  }
}
