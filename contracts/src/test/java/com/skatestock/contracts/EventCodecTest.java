package com.skatestock.contracts;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.skatestock.contracts.Decoded.Reason;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.constraints.StringLength;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.jspecify.annotations.Nullable;

class EventCodecTest {
  private final EventCodec<ProductEvent> codec = EventCodec.ofProductEvents();
  private final ProductEvent priceChanged =
      SampleEvents.productEvent(ProductEventType.PRICE_CHANGED);

  @Example
  void givesBackEveryKindOfEvent() {
    assertThat(SampleEvents.productEvents().values())
        .hasSize(6)
        .allSatisfy(
            event ->
                assertThat(codec.decode(codec.encode(event)))
                    .isEqualTo(new Decoded.Event<>(event)));
    EventCodec<ErrorEvent> errors = EventCodec.ofErrorEvents();
    assertThat(SampleEvents.errorEvents().values())
        .hasSize(2)
        .allSatisfy(
            event ->
                assertThat(errors.decode(errors.encode(event)))
                    .isEqualTo(new Decoded.Event<>(event)));
  }

  @Example
  void writesAndReadsTheFormatOfAvrosOwnEncoder() throws Exception {
    for (ProductEvent event : SampleEvents.productEvents().values()) {
      assertThat(codec.encode(event)).isEqualTo(bytes(ProductEvent.getEncoder().encode(event)));
    }
    assertThat(priceChanged)
        .isEqualTo(ProductEvent.getDecoder().decode(codec.encode(priceChanged)));
  }

  @Property(tries = 500)
  void keepsEveryAmountOfNineteenDigits(
      @ForAll @BigRange(min = "-999999999999999.9999", max = "999999999999999.9999") @Scale(4)
          BigDecimal amount) {
    assertThat(price(codec.decode(codec.encode(withPrice(amount))))).isEqualTo(amount.setScale(4));
  }

  @Property(tries = 500)
  void writesEveryTextAndAmountAsAvrosOwnEncoderDoes(
      @ForAll String title,
      @ForAll @StringLength(max = 300) @CharRange(from = 'x', to = '\u0101') String brand,
      @ForAll @BigRange(min = "-999999999999999.9999", max = "999999999999999.9999") @Scale(4)
          BigDecimal amount)
      throws IOException {
    ProductEvent event = withPrice(amount.setScale(4));
    ProductRecord product = requireNonNull(event.getProduct());
    product.setTitle(title);
    product.setBrand(brand);
    assertThat(codec.encode(event)).isEqualTo(bytes(ProductEvent.getEncoder().encode(event)));
  }

  @Example
  void forgetsWhatAnEventThatBrokeItsSchemaHadWritten() {
    byte[] whole = codec.encode(priceChanged);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> codec.encode(withPrice(new BigDecimal("64.95001"))));
    assertThat(codec.encode(priceChanged)).isEqualTo(whole);
  }

  @Example
  void widensAnAmountToFourPlacesButNeverRounds() {
    assertThat(price(codec.decode(codec.encode(withPrice(new BigDecimal("64.95"))))))
        .isEqualTo(new BigDecimal("64.9500"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> codec.encode(withPrice(new BigDecimal("64.95001"))))
        .withMessageStartingWith(
            "The event breaks schema com.skatestock.contracts.ProductEvent and was not encoded");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> codec.encode(withPrice(new BigDecimal("1000000000000000"))));
  }

  @Example
  void refusesToEncodeAnEventWithoutARequiredField() {
    ProductEvent event = SampleEvents.productEvent(ProductEventType.PRODUCT_DELETED);
    event.put("shop", null);
    assertThatIllegalArgumentException().isThrownBy(() -> codec.encode(event));
  }

  @Example
  void refusesWhatIsNoEvent() {
    assertThat(reason(new byte[0])).isEqualTo(Reason.NOT_AN_EVENT);
    assertThat(reason("<html>too many requests</html>".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(Reason.NOT_AN_EVENT);
    assertThat(reason(Arrays.copyOf(codec.encode(priceChanged), 9))).isEqualTo(Reason.NOT_AN_EVENT);
    byte[] confluent = new byte[700];
    assertThat(reason(confluent)).isEqualTo(Reason.NOT_AN_EVENT);
  }

  @Example
  void refusesAnUnknownSchema() throws Exception {
    byte[] ofAnotherTopic =
        EventCodec.ofErrorEvents().encode(SampleEvents.errorEvents().values().iterator().next());
    assertThat(reason(ofAnotherTopic)).isEqualTo(Reason.UNKNOWN_SCHEMA);
    Schema stranger = SchemaBuilder.record("Stranger").fields().requiredString("name").endRecord();
    byte[] message =
        bytes(
            new BinaryMessageEncoder<>(new GenericData(), stranger)
                .encode(new GenericRecordBuilder(stranger).set("name", "x").build()));
    assertThat(codec.decode(message))
        .isEqualTo(
            new Decoded.Undecodable<>(
                Reason.UNKNOWN_SCHEMA,
                "schema fingerprint %016x is not among the 1 known versions: written by a newer program?"
                    .formatted(SchemaNormalization.parsingFingerprint64(stranger))));
  }

  @Example
  void refusesEveryTruncation() {
    byte[] whole = codec.encode(priceChanged);
    for (int length = 10; length < whole.length; length++) {
      assertThat(reason(Arrays.copyOf(whole, length)))
          .as("%d of %d bytes", length, whole.length)
          .isEqualTo(Reason.TRUNCATED);
    }
  }

  @Example
  void refusesTrailingBytes() {
    byte[] whole = codec.encode(priceChanged);
    assertThat(reason(Arrays.copyOf(whole, whole.length + 1))).isEqualTo(Reason.TRAILING_BYTES);
  }

  /** A length of 1 GiB costs no memory: the message would have to be as long. */
  @Example
  void refusesLengthsThatTheMessageCannotHold() {
    byte[] whole = codec.encode(priceChanged);
    int shopLength = 10 + 16 + 1;
    assertThat(whole[shopLength]).isEqualTo((byte) ("seasons".length() * 2));
    byte[] oneGibibyte = {(byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80, 0x08};
    assertThat(reason(splice(whole, shopLength, oneGibibyte))).isEqualTo(Reason.TRUNCATED);
    byte[] negative = {1};
    assertThat(reason(splice(whole, shopLength, negative))).isEqualTo(Reason.MALFORMED);
    byte[] endless = new byte[10];
    Arrays.fill(endless, (byte) 0xFF);
    assertThat(reason(splice(whole, shopLength, endless))).isEqualTo(Reason.MALFORMED);

    byte[] deleted = codec.encode(SampleEvents.productEvent(ProductEventType.PRODUCT_DELETED));
    int seenCount = lastIndexBeforeMetadata(deleted);
    assertThat(deleted[seenCount]).isZero();
    assertThat(reason(splice(deleted, seenCount, oneGibibyte))).isEqualTo(Reason.TRUNCATED);
  }

  @Example
  void refusesAmountsOfMoreDigitsThanMoneyHas() {
    byte[] whole = codec.encode(withPrice(new BigDecimal("922337203685477.5808")));
    int price = indexOf(whole, new byte[] {18, 0, (byte) 0x80, 0, 0, 0, 0, 0, 0, 0});
    byte[] tooMany = whole.clone();
    tooMany[price + 1] = 0x7F;
    assertThat(reason(tooMany)).isEqualTo(Reason.MALFORMED);
  }

  @Property(tries = 2000)
  void neverThrowsWhateverIsChanged(
      @ForAll @IntRange(min = 0, max = 5) int kind,
      @ForAll @IntRange(min = 10, max = 400) int at,
      @ForAll byte value) {
    byte[] message = codec.encode(List.copyOf(SampleEvents.productEvents().values()).get(kind));
    message[at % message.length] = value;
    assertThat(codec.decode(message)).isNotNull();
  }

  @Property(tries = 1000)
  void neverThrowsOnGarbageBehindAGoodHeader(@ForAll byte[] garbage) {
    byte[] message = Arrays.copyOf(codec.encode(priceChanged), 10 + garbage.length);
    System.arraycopy(garbage, 0, message, 10, garbage.length);
    assertThat(codec.decode(message)).isNotNull();
  }

  private @Nullable Reason reason(byte[] message) {
    return switch (codec.decode(message)) {
      case Decoded.Event<ProductEvent> event -> null;
      case Decoded.Undecodable<ProductEvent> undecodable -> undecodable.reason();
    };
  }

  private ProductEvent withPrice(BigDecimal price) {
    ProductEvent event = SampleEvents.productEvent(ProductEventType.PRICE_CHANGED);
    requireNonNull(event.getProduct()).getVariants().getFirst().setPrice(price);
    return event;
  }

  private static @Nullable BigDecimal price(Decoded<ProductEvent> decoded) {
    return switch (decoded) {
      case Decoded.Event<ProductEvent>(var event) ->
          requireNonNull(event.getProduct()).getVariants().getFirst().getPrice();
      case Decoded.Undecodable<ProductEvent>(var reason, var detail) ->
          throw new AssertionError(reason + ": " + detail);
    };
  }

  /** Of an event that ends: seen = none, scraper version "0.1.0", … */
  private static int lastIndexBeforeMetadata(byte[] message) {
    return indexOf(message, new byte[] {10, '0', '.', '1', '.', '0'}) - 1;
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  private static int indexOf(byte[] message, byte[] part) {
    for (int at = 0; at + part.length <= message.length; at++) {
      if (Arrays.equals(message, at, at + part.length, part, 0, part.length)) {
        return at;
      }
    }
    throw new AssertionError("not found");
  }

  /** The byte at {@code at} replaced by {@code bytes}. */
  private static byte[] splice(byte[] message, int at, byte[] bytes) {
    return ByteBuffer.allocate(message.length - 1 + bytes.length)
        .put(message, 0, at)
        .put(bytes)
        .put(message, at + 1, message.length - at - 1)
        .array();
  }
}
