package com.skatestock.batch.wire;

import com.skatestock.contracts.Decoded;
import com.skatestock.contracts.ErrorEvent;
import com.skatestock.contracts.EventCodec;
import com.skatestock.contracts.ProductEvent;
import com.skatestock.contracts.Topics;
import java.net.URI;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/**
 * How events of one topic become record values and back. Which way is a matter of configuration: a
 * schema registry's address, or none.
 *
 * <p>Without a registry: Avro's single-object encoding, safe for use by several threads. With one:
 * Confluent's format (a zero byte, the schema's id in four, the datum), for one thread; values in
 * single-object encoding are still understood, so a topic may hold both.
 */
public interface EventWire<E extends SpecificRecord> extends AutoCloseable {

  /**
   * The event as a record's value.
   *
   * @throws IllegalArgumentException if the event breaks its schema
   * @throws RegistryUnavailable if the registry did not answer
   */
  byte[] encode(E event);

  /**
   * What a record's value says. Bad bytes are a value.
   *
   * @throws RegistryUnavailable if the registry did not answer: the same bytes may be understood
   *     later
   */
  Decoded<E> decode(byte[] value);

  @Override
  void close();

  /**
   * The way of {@link Topics#PRODUCT_EVENTS}. Nothing of the registry's client is loaded without
   * one.
   */
  static EventWire<ProductEvent> ofProductEvents(Optional<URI> registry) {
    return of(registry, Topics.PRODUCT_EVENTS, ProductEvent.class, EventCodec.ofProductEvents());
  }

  /** The way of {@link Topics#PRODUCT_EVENTS_DLT}. */
  static EventWire<ErrorEvent> ofErrorEvents(Optional<URI> registry) {
    return of(registry, Topics.PRODUCT_EVENTS_DLT, ErrorEvent.class, EventCodec.ofErrorEvents());
  }

  private static <E extends SpecificRecord> EventWire<E> of(
      Optional<URI> registry, String topic, Class<E> type, EventCodec<E> codec) {
    return registry.isPresent()
        ? new RegistryWire<>(registry.get(), topic, type, codec)
        : new SingleObjectWire<>(codec);
  }
}
