package com.skatestock.batch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

  private int run(String input, String... arguments) {
    var command =
        new ExtractCommand(
            Map.of(),
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
