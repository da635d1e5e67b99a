package com.skatestock.batch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * Product pages as the default themes of widespread shop systems render them, and the habits of
 * markets, pharmacies, grocers and wholesalers, with products of our own. Each is read by the
 * command that people use. {@code expected.csv} says what each page says; an empty cell is a null.
 * A draft is a set of pages that was written before the reader was tried on any of them.
 */
class ShopSystemPagesTest {
  private static final String FOLDER = "/shop-systems/";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> OF_VARIANT =
      List.of("price", "compare_at_price", "currency", "availability", "sku", "gtin");

  record Row(String draft, String page, String url, Map<String, String> said) {
    @Override
    public String toString() {
      return page;
    }
  }

  static Stream<Row> rows() throws IOException {
    return resource("expected.csv").lines().skip(1).map(ShopSystemPagesTest::row);
  }

  private static Row row(String line) {
    String[] cells = line.split("\\|", -1);
    Map<String, String> said = new LinkedHashMap<>();
    for (int i = 0; i < OF_VARIANT.size(); i++) {
      said.put(OF_VARIANT.get(i), comparable(OF_VARIANT.get(i), cells[3 + i]));
    }
    said.put("title", cells[9]);
    return new Row(cells[0], cells[1], cells[2], said);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void readsWhatThePageSays(Row row) throws IOException {
    assertThat(read(row)).isEqualTo(row.said());
  }

  static Map<String, String> read(Row row) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    var command =
        new ExtractCommand(
            Map.of(),
            new ByteArrayInputStream(
                resource(row.page() + ".html").getBytes(StandardCharsets.UTF_8)),
            out,
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
    assertThat(new CommandLine(command).execute("--url", row.url(), "-")).isZero();
    JsonNode product =
        JSON.readTree(out.toString(StandardCharsets.UTF_8).lines().findFirst().orElseThrow());
    JsonNode variant = product.path("variants").path(0);
    Map<String, String> said = new LinkedHashMap<>();
    OF_VARIANT.forEach(
        field -> said.put(field, comparable(field, variant.path(field).asString(""))));
    said.put("title", product.path("title").asString(""));
    return said;
  }

  private static String comparable(String field, String value) {
    return field.endsWith("price") && !value.isEmpty()
        ? new BigDecimal(value).stripTrailingZeros().toPlainString()
        : value;
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = ShopSystemPagesTest.class.getResourceAsStream(FOLDER + name)) {
      assertThat(in).as(name).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
