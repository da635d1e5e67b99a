package com.skatestock.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.SchemaValidationException;
import org.apache.avro.SchemaValidator;
import org.apache.avro.SchemaValidatorBuilder;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Topics are replayed: today's reader understands all that was ever written (BACKWARD_TRANSITIVE).
 */
class SchemaVersionsTest {
  private static final String HOW_TO_ADD =
      """
      %1$s.avsc says something new, and no version of it is stored. Add the version:
        ./mvnw -pl contracts test -Dtest=SchemaVersionsTest -Dskatestock.new-schema-version=%1$s
      and commit the files it writes. (A version that never reached a topic that is kept may be
      replaced: delete its .avsc in src/main/resources and its folder in src/test/resources/golden first.)\
      """;

  private static final SchemaValidator BACKWARD_TRANSITIVE =
      new SchemaValidatorBuilder().canReadStrategy().validateAll();

  static Stream<GoldenEvents.Golden> productEvents() throws IOException {
    return new GoldenEvents("product-event").all().stream();
  }

  static Stream<GoldenEvents.Golden> errorEvents() throws IOException {
    return new GoldenEvents("error-event").all().stream();
  }

  @ParameterizedTest
  @MethodSource("productEvents")
  void readsEveryProductEventEverWritten(GoldenEvents.Golden golden) throws IOException {
    assertSays(EventCodec.ofProductEvents().decode(golden.message()), golden.expected());
  }

  @ParameterizedTest
  @MethodSource("errorEvents")
  void readsEveryErrorEventEverWritten(GoldenEvents.Golden golden) throws IOException {
    assertSays(EventCodec.ofErrorEvents().decode(golden.message()), golden.expected());
  }

  @Test
  void keepsAMessageOfEveryKind() throws IOException {
    assertThat(productEvents().filter(each -> each.version().equals("v1")))
        .extracting(GoldenEvents.Golden::kind)
        .containsExactly(
            "price_changed",
            "product_created",
            "product_deleted",
            "product_updated",
            "products_seen",
            "stock_changed");
    assertThat(errorEvents().filter(each -> each.version().equals("v1")))
        .extracting(GoldenEvents.Golden::kind)
        .containsExactly("full", "least");
  }

  @ParameterizedTest
  @ValueSource(strings = {"product-event", "error-event"})
  void storesTheNewestVersion(String event) throws IOException {
    GoldenEvents golden = new GoldenEvents(event);
    assertThat(golden.versions()).as(HOW_TO_ADD, event).isPositive();
    assertThat(golden.version(golden.versions())).as(HOW_TO_ADD, event).isEqualTo(golden.source());
  }

  @Test
  void wasCompiledFromTheNewestVersion() {
    for (SchemaVersions versions :
        List.of(SchemaVersions.ofProductEvents(), SchemaVersions.ofErrorEvents())) {
      assertThat(SchemaNormalization.parsingFingerprint64(versions.newest()))
          .isEqualTo(SchemaNormalization.parsingFingerprint64(versions.all().getLast()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"product-event", "error-event"})
  void canReadWhatEveryVersionWrote(String event) throws Exception {
    GoldenEvents golden = new GoldenEvents(event);
    List<Schema> older = new ArrayList<>();
    for (int version = 1; version <= golden.versions(); version++) {
      older.add(golden.version(version));
    }
    assertReads(golden.source(), older);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      quoteCharacter = '`',
      value = {
        // a new field without a default
        "{'name': 'slot', -> {'name': 'tax', 'type': 'string'}, {'name': 'slot',",
        // a type that cannot be promoted
        "{'name': 'shop', 'type': 'string', -> {'name': 'shop', 'type': 'int',",
        // a nullable field that became required
        "{'name': 'sku', 'type': ['null', 'string'], 'default': null -> {'name': 'sku', 'type':"
            + " 'string'",
        // another length
        "'name': 'Sha256', 'size': 32 -> 'name': 'Sha256', 'size': 20",
        // the same bytes, read as other amounts: Avro's own check lets this pass
        "'precision': 19, 'scale': 4 -> 'precision': 19, 'scale': 2",
        // the same numbers, read as other times: this too
        "timestamp-micros -> timestamp-millis"
      })
  void refusesASchemaThatCannotReadAnOldVersion(String from, String to) throws Exception {
    GoldenEvents golden = new GoldenEvents("product-event");
    String before = from.replace('\'', '"');
    assertThat(golden.text(1)).contains(before);
    Schema changed =
        new Schema.Parser().parse(golden.text(1).replace(before, to.replace('\'', '"')));
    List<Schema> versions = List.of(golden.version(1));
    assertThatExceptionOfType(SchemaValidationException.class)
        .isThrownBy(() -> assertReads(changed, versions));
  }

  @Test
  void acceptsANewFieldWithADefault() throws Exception {
    GoldenEvents golden = new GoldenEvents("product-event");
    Schema changed =
        new Schema.Parser()
            .parse(
                golden
                    .text(1)
                    .replace(
                        "{\"name\": \"slot\",",
                        "{\"name\": \"tax\", \"type\": [\"null\", \"string\"], \"default\": null},"
                            + " {\"name\": \"slot\","));
    assertReads(changed, List.of(golden.version(1)));
  }

  /** No test: stores the version of which {@link #storesTheNewestVersion} complains. */
  @Test
  @EnabledIfSystemProperty(named = "skatestock.new-schema-version", matches = "product-event")
  void writesANewVersionOfProductEvent() throws IOException {
    new GoldenEvents("product-event")
        .writeNext(EventCodec.ofProductEvents(), SampleEvents.productEvents());
  }

  /** No test: stores the version of which {@link #storesTheNewestVersion} complains. */
  @Test
  @EnabledIfSystemProperty(named = "skatestock.new-schema-version", matches = "error-event")
  void writesANewVersionOfErrorEvent() throws IOException {
    new GoldenEvents("error-event")
        .writeNext(EventCodec.ofErrorEvents(), SampleEvents.errorEvents());
  }

  private static <E extends SpecificRecord> void assertSays(
      Decoded<E> decoded, List<String> expected) {
    switch (decoded) {
      case Decoded.Event<E>(var event) ->
          // A newer schema adds lines (its defaults); it never changes one.
          assertThat(EventText.lines(event)).containsAll(expected);
      case Decoded.Undecodable<E>(var reason, var detail) ->
          throw new AssertionError(reason + ": " + detail);
    }
  }

  private static void assertReads(Schema reader, List<Schema> versions)
      throws SchemaValidationException {
    BACKWARD_TRANSITIVE.validate(reader, versions.reversed());
    for (Schema written : versions) {
      Map<String, String> meanings = meanings(reader);
      for (var meaning : meanings(written).entrySet()) {
        String now = meanings.getOrDefault(meaning.getKey(), meaning.getValue());
        if (!now.equals(meaning.getValue())) {
          throw new SchemaValidationException(reader, written);
        }
      }
    }
  }

  /** Path of each field that has a logical type → that type with its parameters. */
  private static Map<String, String> meanings(Schema schema) {
    Map<String, String> meanings = new TreeMap<>();
    collect(meanings, new HashSet<>(), "", schema);
    return meanings;
  }

  private static void collect(
      Map<String, String> meanings, Set<String> entered, String path, Schema schema) {
    LogicalType meaning = schema.getLogicalType();
    if (meaning != null) {
      meanings.put(path, meaning.getName() + " " + schema.getObjectProps());
    }
    switch (schema.getType()) {
      case RECORD -> {
        if (entered.add(schema.getFullName())) {
          schema
              .getFields()
              .forEach(
                  field -> collect(meanings, entered, path + "/" + field.name(), field.schema()));
        }
      }
      case ARRAY -> collect(meanings, entered, path + "[]", schema.getElementType());
      case MAP -> collect(meanings, entered, path + "{}", schema.getValueType());
      case UNION -> schema.getTypes().forEach(type -> collect(meanings, entered, path, type));
      case ENUM, FIXED, STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> {
        // holds no other schema
      }
    }
  }
}
