package com.skatestock.batch.extract.productpage;

import static org.assertj.core.api.Assertions.assertThat;

import com.skatestock.batch.extract.ExtractedPage;
import com.skatestock.batch.extract.PageState;
import com.skatestock.batch.source.Body;
import com.skatestock.batch.source.Page;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is done to a page, the answer is a product or a state, and comes in time. */
class HostilePagesProperties {
  private static final String PAGE =
      """
      <!doctype html><html><head><title>Team Deck | Plaza</title><link rel="canonical" href="/decks/team-deck">
      <meta property="og:title" content="Team Deck"><meta property="product:price:amount" content="59.95">
      <script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"ProductGroup","@id":"#g",
       "name":"Team Deck","productGroupID":"7","hasVariant":[{"@id":"#v"},{"@type":"Product","sku":"B","isVariantOf":{"@id":"#g"},
       "offers":{"@type":"AggregateOffer","lowPrice":"5","highPrice":7,"offers":[{"price":"1e9","availability":"InStock"}]}}]},
       {"@type":"Product","@id":"#v","sku":"A","offers":[{"@type":"Offer","price":-1.50,"priceCurrency":"USD"}]}]}</script></head>
      <body><nav><a href="/">Home</a></nav><div itemscope itemtype="http://schema.org/Product" itemref="x y"><h1 itemprop="name">Team Deck</h1>
      <p id="x" class="price"><del>$69.95</del> <b itemprop="price">$59<sup>95</sup></b></p><dl><dt>SKU</dt><dd>TD-825</dd></dl>
      <p class="stock">In stock</p><form><input type="hidden" name="product_id" value="825"><button>Add to cart</button></form></div>
      <h2>Related products</h2><ul><li>Wheels <span class="price">1.299,00 €</span></li></ul></body></html>
      """;

  private static final List<String> PIECES =
      List.of(
          "<",
          ">",
          "</div>",
          "<div>",
          "<script>",
          "</script>",
          "<!--",
          "-->",
          "<![CDATA[",
          "]]>",
          "\"",
          "'",
          "\\",
          "\\u",
          "{",
          "}",
          "[",
          "]",
          ":",
          ",",
          ";",
          "&#0;",
          "&quot;",
          "\u0000",
          "\uFEFF",
          "\uD83D",
          "é",
          "999999999999999999999999999999",
          "1e999999999",
          "-",
          "0.",
          "NaN",
          "null",
          "$",
          "€",
          "@id",
          "@type",
          " itemscope",
          " itemprop=offers",
          "<svg>",
          "<template>",
          "<table>",
          "<p>",
          "<a>",
          "<b>",
          "http://[",
          "%zz",
          "%");

  @Property(tries = 1_500)
  void aMutatedPageIsAProductOrAState(@ForAll("mutations") String html) {
    ExtractedPage page = read(html.getBytes(StandardCharsets.UTF_8));

    assertThat(page.state() == PageState.LISTING).isEqualTo(!page.products().isEmpty());
    page.products().forEach(product -> assertThat(product.variants()).isNotEmpty());
  }

  @Property(tries = 300)
  void anyBytesAreAState(@ForAll byte[] bytes) {
    assertThat(read(bytes).state()).isNotNull();
  }

  @Provide
  Arbitrary<String> mutations() {
    return Combinators.combine(Arbitraries.longs(), Arbitraries.integers().between(1, 12))
        .as(HostilePagesProperties::mutated);
  }

  private static String mutated(long seed, int times) {
    Random random = new Random(seed);
    StringBuilder page = new StringBuilder(PAGE);
    for (int i = 0; i < times && !page.isEmpty(); i++) {
      int at = random.nextInt(page.length());
      int end = Math.min(page.length(), at + random.nextInt(200));
      switch (random.nextInt(4)) {
        case 0 -> page.delete(at, end);
        case 1 -> page.insert(at, PIECES.get(random.nextInt(PIECES.size())));
        case 2 -> page.insert(at, page.substring(at, end));
        default -> page.setCharAt(at, (char) random.nextInt(0x250));
      }
    }
    return page.toString();
  }

  /** A megabyte made to be slow: what grows faster than the page would take minutes. */
  static Stream<Arguments> slow() {
    return Stream.of(
        slow(
            "deep",
            () -> "<div class=\"price related\" itemprop=\"name\" itemscope>".repeat(20_000)),
        slow("unclosed", () -> "<b itemprop=price>$1<h1>Team Deck".repeat(32_000)),
        slow(
            "prices",
            () -> "<h1>Team Deck</h1>" + "<p class=price>$1,299.00 was $1</p>".repeat(28_000)),
        slow("pairs", () -> "<h1>Team Deck</h1>" + "<i>$60</i><i>$50</i>".repeat(50_000)),
        slow("pictures", () -> "<a href=/x><img alt='Buy now $5'></a>".repeat(28_000)),
        slow("texts", () -> "<h1>Team Deck</h1><p>" + "$6<br>5<i>€</i>".repeat(66_000) + "</p>"),
        slow(
            "products",
            () ->
                "<div itemscope itemtype=http://schema.org/Product><i itemprop=name>T</i></div>"
                    .repeat(14_000)),
        slow(
            "references",
            () ->
                "<div itemscope itemtype=http://schema.org/Product itemref=a></div>".repeat(7_000)
                    + "<div id=a>"
                    + "<i itemprop=name>T</i>".repeat(20_000)
                    + "</div>"),
        slow("digits", () -> "<h1>Team Deck</h1><b class=price>" + "1,".repeat(500_000) + "</b>"),
        slow("spaces", () -> "<h1>Team Deck</h1><b class=price>$" + " ".repeat(1_000_000) + "</b>"),
        slow(
            "quotes",
            () -> "<script type=application/ld+json>{" + "\" \"".repeat(320_000) + "</script>"),
        slow(
            "brackets",
            () -> "<script type=application/ld+json>" + "{\"a\":[".repeat(160_000) + "</script>"),
        slow(
            "closed brackets",
            () ->
                "<script type=application/ld+json>"
                    + "[".repeat(500_000)
                    + "}".repeat(500_000)
                    + "</script>"),
        slow(
            "offers",
            () ->
                "<script"
                    + " type=application/ld+json>{\"@type\":\"Product\",\"name\":\"T\",\"offers\":["
                    + "{\"price\":\"1\",\"sku\":\"A\",\"url\":\"?variant=1\"},".repeat(22_000)
                    + "{}]}</script>"),
        slow(
            "ids",
            () ->
                "<script type=application/ld+json>["
                    + "{\"@id\":\"#a\",\"@type\":\"Product\",\"hasVariant\":{\"@id\":\"#a\"},\"name\":\"T\"},"
                        .repeat(14_000)
                    + "{}]</script>"),
        slow("script", () -> "<h1>T</h1><script>" + "\"sku\" : \"".repeat(100_000) + "</script>"),
        slow(
            "controls", () -> "<h1>Team Deck</h1>" + "<button>Add to cart</button>".repeat(36_000)),
        slow("labels", () -> "<h1>Team Deck</h1>" + "<i>SKU</i><i>:</i><i>T1</i>".repeat(36_000)),
        slow("headlines", () -> "<title>Team Deck</title>" + "<h2>Team Deck</h2>".repeat(54_000)));
  }

  private static Arguments slow(String name, Supplier<String> page) {
    return Arguments.of(name, page);
  }

  @ParameterizedTest
  @MethodSource("slow")
  void aMegabyteMadeToBeSlowTakesLessThanTwoSecondsOfTheProcessor(
      String name, Supplier<String> page) {
    byte[] bytes = page.get().getBytes(StandardCharsets.UTF_8);
    ThreadMXBean processor = ManagementFactory.getThreadMXBean();
    long before = processor.getCurrentThreadCpuTime();

    read(bytes);

    assertThat(Duration.ofNanos(processor.getCurrentThreadCpuTime() - before))
        .as("%s of %d bytes", name, bytes.length)
        .isLessThan(Duration.ofSeconds(2));
  }

  private static ExtractedPage read(byte[] bytes) {
    return new ProductPageReader()
        .read(
            new Page(
                "any",
                URI.create("https://shop.example/decks/team-deck?variant=1"),
                Instant.EPOCH,
                "urn:uuid:0",
                200,
                Map.of(),
                Body.of(bytes)));
  }
}
