package com.skatestock.batch.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.skatestock.contracts.Availability;
import com.skatestock.contracts.Decoded;
import com.skatestock.contracts.EventId;
import com.skatestock.contracts.EventMetadata;
import com.skatestock.contracts.ProductEvent;
import com.skatestock.contracts.ProductEventType;
import com.skatestock.contracts.ProductRecord;
import com.skatestock.contracts.VariantRecord;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

class EventWireTest {
  private static final String REGISTRY = "skatestock.registry-url";

  private final ProductEvent event =
      new ProductEvent(
          new EventId(new byte[16]),
          ProductEventType.PRODUCT_CREATED,
          "seasons",
          "4711",
          Instant.parse("2026-03-01T10:30:00Z"),
          Instant.parse("2026-03-01T10:31:07.123456Z"),
          new ProductRecord(
              null,
              "Deck",
              "Baker",
              "decks",
              null,
              null,
              List.of(
                  new VariantRecord(
                      "1",
                      null,
                      null,
                      "8.25",
                      null,
                      new BigDecimal("64.9500"),
                      null,
                      "USD",
                      Availability.IN_STOCK,
                      3))),
          null,
          List.of(),
          new EventMetadata("0.1.0", 1, "scrape/seasons/2026-03-01T10:30Z/auto", 1L, null));

  @Test
  void writesSingleObjectsWithoutARegistry() {
    try (EventWire<ProductEvent> wire = EventWire.ofProductEvents(Optional.empty())) {
      byte[] value = wire.encode(event);
      assertThat(Arrays.copyOf(value, 2)).containsExactly(0xC3, 0x01);
      assertThat(wire.decode(value)).isEqualTo(new Decoded.Event<>(event));
    }
  }

  /** Nobody listens on port 1: the programs that need no registry must not feel it. */
  @Test
  void saysThatTheRegistryDoesNotAnswer() {
    try (EventWire<ProductEvent> wire =
        EventWire.ofProductEvents(Optional.of(URI.create("http://127.0.0.1:1/apis/registry/v3")))) {
      assertThatExceptionOfType(RegistryUnavailable.class)
          .isThrownBy(() -> wire.encode(event))
          .withMessageStartingWith(
              "The schema registry at http://127.0.0.1:1/apis/registry/v3 did not answer as it"
                  + " should");
      assertThatExceptionOfType(RegistryUnavailable.class)
          .isThrownBy(() -> wire.decode(new byte[] {0, 0, 0, 0, 1, 2, 3}));
    }
  }

  @Test
  void readsSingleObjectsAlsoWithARegistryThatIsDown() {
    byte[] value;
    try (EventWire<ProductEvent> alone = EventWire.ofProductEvents(Optional.empty())) {
      value = alone.encode(event);
    }
    try (EventWire<ProductEvent> wire =
        EventWire.ofProductEvents(Optional.of(URI.create("http://127.0.0.1:1/apis/registry/v3")))) {
      assertThat(wire.decode(value)).isEqualTo(new Decoded.Event<>(event));
      assertThat(reason(wire.decode(new byte[] {1, 2}))).isEqualTo(Decoded.Reason.NOT_AN_EVENT);
    }
  }

  /** Against a real registry: docs/adr/0011 says how to start one. */
  @Test
  @EnabledIfSystemProperty(named = REGISTRY, matches = "http.*")
  void writesConfluentsFormatWithARegistry() {
    URI registry = URI.create(System.getProperty(REGISTRY, ""));
    byte[] value;
    try (EventWire<ProductEvent> writer = EventWire.ofProductEvents(Optional.of(registry))) {
      value = writer.encode(event);
      assertThat(value[0]).isZero();
      assertThat(writer.encode(event)).isEqualTo(value);
    }
    try (EventWire<ProductEvent> reader = EventWire.ofProductEvents(Optional.of(registry))) {
      assertThat(reader.decode(value)).isEqualTo(new Decoded.Event<>(event));
      assertThat(reason(reader.decode(Arrays.copyOf(value, value.length - 1))))
          .isEqualTo(Decoded.Reason.TRUNCATED);
      byte[] stranger = value.clone();
      stranger[1] = 0x7F;
      assertThat(reason(reader.decode(stranger))).isEqualTo(Decoded.Reason.UNKNOWN_SCHEMA);
      byte[] malformed = value.clone();
      malformed[5 + 16] = 0x7E;
      assertThat(reason(reader.decode(malformed))).isEqualTo(Decoded.Reason.MALFORMED);
    }
  }

  private static Decoded.@Nullable Reason reason(Decoded<ProductEvent> decoded) {
    return switch (decoded) {
      case Decoded.Event<ProductEvent> read -> null;
      case Decoded.Undecodable<ProductEvent> undecodable -> undecodable.reason();
    };
  }
}
