package com.skatestock.batch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class ExtractCommandTest {
  private static final String PRODUCTS =
      """
      {"products":[
       {"id":11,"title":"Team Deck","handle":"team-deck","options":[{"name":"Size"}],
        "variants":[{"id":101,"option1":"8.25","price":"69.7","compare_at_price":"82.00","available":true},
                    {"id":102,"option1":"8.5","price":"70.00","compare_at_price":null}]},
       {"id":12}]}\
      """;

  @TempDir private Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void printsAProductARefusedOneAndThePageEachOnALine() throws IOException {
    Path file = Files.writeString(folder.resolve("products.json"), PRODUCTS);

    int exit =
        run(
            "",
            "--shop",
            "nj",
            "--base-url",
            "https://njskateshop.com/products.json?limit=250",
            "--captured-at",
            "2025-05-09T01:08:32Z",
            file.toString());

    assertThat(exit).isZero();
    List<JsonNode> lines = lines();
    assertThat(lines).hasSize(3);
    JsonNode refused = lines.get(0);
    assertThat(refused.at("/rejected/field").asString()).isEqualTo("title");
    assertThat(refused.at("/rejected/reason").asString()).isEqualTo("title_missing");
    assertThat(refused.at("/source/position").asInt()).isEqualTo(2);
    JsonNode product = lines.get(1);
    assertThat(product.propertyNames())
        .containsExactly(
            "shop",
            "external_id",
            "code",
            "title",
            "brand",
            "category",
            "url",
            "image_url",
            "variants",
            "source");
    assertThat(product.at("/external_id").asString()).isEqualTo("11");
    assertThat(product.at("/code").isNull()).isTrue();
    assertThat(product.at("/url").asString())
        .isEqualTo("https://njskateshop.com/products/team-deck");
    JsonNode variant = product.at("/variants/0");
    assertThat(variant.propertyNames())
        .containsExactly(
            "variant_id",
            "size",
            "color",
            "sku",
            "gtin",
            "price",
            "compare_at_price",
            "currency",
            "availability",
            "quantity");
    assertThat(variant.at("/price").asString()).isEqualTo("69.70");
    assertThat(variant.at("/compare_at_price").asString()).isEqualTo("82.00");
    assertThat(variant.at("/currency").asString()).isEqualTo("USD");
    assertThat(variant.at("/availability").asString()).isEqualTo("InStock");
    assertThat(product.at("/variants/1/availability").isNull()).isTrue();
    assertThat(product.at("/variants/1/compare_at_price").isNull()).isTrue();
    String id = product.at("/source/record_id").asString();
    assertThat(lines.get(2))
        .hasToString(
            "{\"page\":{\"record_id\":\""
                + id
                + "\",\"uri\":\"https://njskateshop.com/products.json?limit=250\","
                + "\"captured_at\":\"2025-05-09T01:08:32Z\",\"state\":\"listing\","
                + "\"products\":1,\"rejected\":1}}");
  }

  @Test
  void readsStandardInputAndGzippedFiles() throws IOException {
    Path packed = folder.resolve("products.json.gz");
    try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(packed))) {
      gzip.write(PRODUCTS.getBytes(StandardCharsets.UTF_8));
    }

    assertThat(run(PRODUCTS, "--shop", "nj", "-", packed.toString())).isZero();
    List<JsonNode> lines = lines();
    assertThat(lines).hasSize(6);
    assertThat(lines.get(2).at("/page/record_id")).isEqualTo(lines.get(5).at("/page/record_id"));
    assertThat(lines.get(5).at("/page/uri").asString()).isEqualTo("https://njskateshop.com");
  }

  @Test
  void aBrokenFileIsADataErrorAndTheOthersAreRead() throws IOException {
    Path file = Files.writeString(folder.resolve("products.json"), PRODUCTS);
    Path warc = Files.writeString(folder.resolve("cut.warc"), "WARC/1.1\r\nWARC-Type: resp");

    int exit =
        run(
            "",
            "--shop",
            "nj",
            folder.resolve("none").toString(),
            warc.toString(),
            file.toString());

    assertThat(exit).isEqualTo(65);
    assertThat(lines()).hasSize(3);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("none: cannot be read: ")
        .contains("cut.warc: the file breaks off after 0 pages: ");
  }

  @Test
  void anyProductPageIsReadWithItsAddressAndNoShop() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("page.html"),
            """
            <title>Team Deck | Plaza</title><h1>Team Deck</h1><p>SKU: TD-1</p>
            <b class="price">$ 59.95</b> <s class="old-price">$69.95</s><button>Add to cart</button>
            <meta itemprop="gtin13" content="4006381333931">
            <script type="application/ld+json">{"@type":"Product","name":"Team Deck","gtin13":"4006381333931"}</script>
            """);

    int exit = run("", "--url", "https://plaza.example/team-deck#a=1|b=2", file.toString());

    assertThat(exit).isZero();
    JsonNode product = lines().getFirst();
    assertThat(product.at("/shop").isNull()).isTrue();
    assertThat(product.at("/external_id").asString()).isEqualTo("/team-deck");
    assertThat(product.at("/title").asString()).isEqualTo("Team Deck");
    JsonNode variant = product.at("/variants/0");
    assertThat(variant.at("/sku").asString()).isEqualTo("TD-1");
    assertThat(variant.at("/gtin").asString()).isEqualTo("4006381333931");
    assertThat(variant.at("/price").asString()).isEqualTo("59.95");
    assertThat(variant.at("/compare_at_price").asString()).isEqualTo("69.95");
    assertThat(variant.at("/currency").isNull()).as("$ is nobody's alone").isTrue();
    assertThat(variant.at("/availability").asString()).isEqualTo("InStock");
    assertThat(lines().get(1).at("/page/state").asString()).isEqualTo("listing");
  }

  @Test
  void aCurrencyIsPrintedWhereItIsCertain() {
    assertThat(
            run(
                "<h1>Deck</h1><b class=price>1.099,00 €</b><button>In den Warenkorb</button>",
                "--url",
                "https://plaza.example/deck",
                "-"))
        .isZero();
    assertThat(lines().getFirst().at("/variants/0/price").asString()).isEqualTo("1099.00");
    assertThat(lines().getFirst().at("/variants/0/currency").asString()).isEqualTo("EUR");
  }

  @Test
  void aPageThatShowsNoProductIsAState() {
    assertThat(run("<h1>Access denied</h1>", "--url", "https://plaza.example/deck", "-")).isZero();
    assertThat(lines()).hasSize(1);
    assertThat(lines().getFirst().at("/page/state").asString()).isEqualTo("blocked");
  }

  @Test
  void anUnknownShopIsAUsageErrorThatNamesTheKnownOnes() {
    assertThat(run("", "--shop", "plaza", "-")).isEqualTo(64);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .startsWith("No shop \"plaza\". Known shops: seasons, premier, labor, nj, blacksheep, ");
    assertThat(run("", "-")).isEqualTo(64);
  }

  private static final String WOO_SHOP =
      """
      shops:
        curbcut:
          name: Curb Cut
          address: Springfield, IL
          url: https://curbcut.example/store
          platform: woocommerce
          currency: USD
          time-zone: America/Chicago
      """;

  private static final String WOO_PRODUCTS =
      """
      [{"id":7,"name":"Team Deck","type":"variable","prices":{"price":"5995","currency_code":"USD","currency_minor_unit":2},
        "attributes":[{"name":"Size","terms":[{"name":"8.25","slug":"8-25"},{"name":"8.5","slug":"8-5"}]}],
        "variations":[{"id":71,"attributes":[{"name":"Size","value":"8-25"}]},
                      {"id":72,"attributes":[{"name":"Size","value":"8-5"}]}]},
       {"id":8,"name":"Wax","type":"simple","is_in_stock":true,
        "prices":{"price":"495","currency_code":"USD","currency_minor_unit":2}}]
      """;

  private static final String WOO_VARIATIONS =
      """
      [{"id":71,"parent":7,"type":"variation","name":"Team Deck","is_in_stock":true,
        "prices":{"price":"5995","currency_code":"USD","currency_minor_unit":2}},
       {"id":72,"parent":7,"type":"variation","name":"Team Deck","is_in_stock":false,
        "prices":{"price":"6095","currency_code":"USD","currency_minor_unit":2}}]
      """;

  @ParameterizedTest
  @CsvSource({"products,variations", "variations,products"})
  void variationsOfAnotherFileJoinTheirProductWhicheverIsReadFirst(String first, String second)
      throws IOException {
    Files.writeString(folder.resolve("products"), WOO_PRODUCTS);
    Files.writeString(folder.resolve("variations"), WOO_VARIATIONS);

    assertThat(
            run(
                "",
                "--shop",
                "curbcut",
                folder.resolve(first).toString(),
                folder.resolve(second).toString()))
        .isZero();

    assertThat(joined())
        .containsExactlyInAnyOrder(
            "7 8.25 59.95 InStock", "7 8.5 60.95 OutOfStock", "8 null 4.95 InStock");
    assertThat(lines().stream().map(line -> line.at("/page/products")).filter(JsonNode::isInt))
        .extracting(JsonNode::asInt)
        .containsExactlyInAnyOrder(0, 2);
  }

  @Test
  void pagesOfAWarcFileAreJoinedByTheirAddressesAndNeverInPart() throws IOException {
    String products = "/wp-json/wc/store/v1/products?per_page=100&page=1&orderby=id&order=asc";
    String details =
        "/wp-json/wc/store/v1/products?type=variation&per_page=100&orderby=id&order=asc&include=71,72";
    Path warc = folder.resolve("shop.warc");
    Files.writeString(warc, record(products, WOO_PRODUCTS) + record(details, WOO_VARIATIONS));
    assertThat(run("", "--shop", "curbcut", warc.toString())).isZero();
    assertThat(joined())
        .containsExactly("7 8.25 59.95 InStock", "7 8.5 60.95 OutOfStock", "8 null 4.95 InStock");
    assertThat(lines().get(0).at("/source/uri").asString())
        .isEqualTo("https://curbcut.example/store" + products);

    out.reset();
    Files.writeString(warc, record(products, WOO_PRODUCTS));
    assertThat(run("", "--shop", "curbcut", warc.toString())).isZero();
    assertThat(joined()).containsExactly("8 null 4.95 InStock");
    assertThat(lines().getFirst().at("/rejected/reason").asString()).isEqualTo("incomplete");
  }

  private List<String> joined() {
    List<String> joined = new ArrayList<>();
    for (JsonNode line : lines()) {
      for (JsonNode variant : line.path("variants")) {
        joined.add(
            String.join(
                " ",
                line.at("/external_id").asString(),
                variant.at("/size").isNull() ? "null" : variant.at("/size").asString(),
                variant.at("/price").asString(),
                variant.at("/availability").asString()));
      }
    }
    return joined;
  }

  private static String record(String address, String body) {
    String answer =
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(body.length(), body);
    return """
    WARC/1.1\r
    WARC-Type: response\r
    WARC-Record-ID: <urn:uuid:%s>\r
    WARC-Date: 2026-10-01T12:00:00Z\r
    WARC-Target-URI: https://curbcut.example/store%s\r
    Content-Type: application/http; msgtype=response\r
    Content-Length: %d\r
    \r
    %s\r
    \r
    """
        .formatted(
            UUID.nameUUIDFromBytes(address.getBytes(StandardCharsets.UTF_8)),
            address,
            answer.length(),
            answer);
  }

  private int run(String input, String... arguments) {
    Path shops = folder.resolve("shops");
    try {
      Files.createDirectories(shops);
      Files.writeString(shops.resolve("curbcut.yml"), WOO_SHOP);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var command =
        new ExtractCommand(
            Map.of("SKATESTOCK_SHOPS_DIR", shops.toString()),
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            out,
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new CommandLine(command).setErr(new PrintWriter(new StringWriter())).execute(arguments);
  }

  private List<JsonNode> lines() {
    ObjectMapper json = new ObjectMapper();
    return out.toString(StandardCharsets.UTF_8).lines().map(json::readTree).toList();
  }
}
