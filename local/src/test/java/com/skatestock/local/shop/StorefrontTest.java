package com.skatestock.local.shop;

import static com.skatestock.local.shop.RawClient.body;
import static com.skatestock.local.shop.RawClient.header;
import static com.skatestock.local.shop.RawClient.status;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StorefrontTest {
  private static final Instant MONDAY = Instant.parse("2026-03-02T15:00:00Z");
  private static final Pattern HANDLE = Pattern.compile("\"handle\":\"([^\"]+)\"");
  private static final Pattern VALUE =
      Pattern.compile("(\"\\w+\":)|\"(?:[^\"\\\\]|\\\\.)*\"|[0-9]+|true|false|null");
  private static final Pattern TILE = Pattern.compile("data-product-id=\"([0-9]+)\"");

  private final SimulatedClock clock = SimulatedClock.frozenAt(MONDAY);
  private final ShopSimulator simulator;

  StorefrontTest() throws IOException {
    simulator =
        ShopSimulator.start(
            SimulatorSettings.of(
                clock,
                SimulatedShop.shopify("small", 620),
                SimulatedShop.shopify("large", 60_000).withVariantsPerProduct(1),
                SimulatedShop.shopify("bench", 26_000)
                    .withVariantsPerProduct(1)
                    .withUnlimitedPaging(true),
                SimulatedShop.shopify("still", 600).withPrerendered(true),
                SimulatedShop.shopify("packed", 60)
                    .withGzip(true)
                    .withCurrency(Currency.getInstance("EUR")),
                SimulatedShop.html("html", 100)));
  }

  @AfterEach
  void close() throws IOException {
    simulator.close();
  }

  @Test
  void thePagesOfAShopHoldEachProductOnce() throws IOException {
    assertThat(handlesOfAllPages("small", "/products.json", 250))
        .hasSize(620)
        .doesNotHaveDuplicates();
    assertThat(handlesOfAllPages("small", "/collections/all/products.json", 97))
        .hasSize(620)
        .doesNotHaveDuplicates();
  }

  @Test
  void theCollectionsOfALargeShopTogetherHoldEachProductOnceAndNoneIsTooLarge() {
    List<ShopCollection> collections = ShopCollection.ofCategories(500_000);
    HashSet<Integer> places = new HashSet<>();
    for (ShopCollection collection : collections) {
      assertThat(collection.size()).isBetween(1, 25_000);
      for (int page = 1; page <= 100; page++) {
        places.addAll(collection.page(page, 250));
      }
      assertThat(collection.page(101, 250)).isEmpty();
    }
    assertThat(collections.stream().mapToInt(ShopCollection::size).sum()).isEqualTo(500_000);
    assertThat(places).hasSize(500_000);
    assertThat(ShopCollection.ofCategories(7).stream().mapToInt(ShopCollection::size).sum())
        .isEqualTo(7);
  }

  @Test
  void pageTimesLimitBeyond25000IsRefused() throws IOException {
    assertThat(status(get("large", "/products.json?limit=250&page=100"))).isEqualTo("200");
    assertThat(status(get("large", "/products.json?limit=250&page=101"))).isEqualTo("400");
    assertThat(status(get("large", "/collections/decks/products.json?limit=250&page=101")))
        .isEqualTo("400");
    assertThat(handles(get("bench", "/products.json?limit=250&page=104"))).hasSize(250);
    assertThat(body(get("bench", "/products.json?limit=250&page=105")))
        .isEqualTo("{\"products\":[]}");
  }

  @Test
  void pagesAnswerAsShopifyDoes() throws IOException {
    String page = get("small", "/products.json?limit=1");
    assertThat(header(page, "Content-Type")).isEqualTo("application/json; charset=utf-8");
    assertThat(shape(body(page)))
        .startsWith(
            "{\"products\":[{\"id\":_,\"title\":_,\"handle\":_,\"body_html\":_,\"published_at\":_,"
                + "\"created_at\":_,\"updated_at\":_,\"vendor\":_,\"product_type\":_,\"tags\":[_],"
                + "\"variants\":[{\"id\":_,\"title\":_,\"option1\":_,\"option2\":_,\"option3\":_,\"sku\":_,"
                + "\"requires_shipping\":_,\"taxable\":_,\"featured_image\":_,\"available\":_,\"price\":_,"
                + "\"grams\":_,\"compare_at_price\":_,\"position\":_,\"product_id\":_,\"created_at\":_,"
                + "\"updated_at\":_}")
        .contains(
            "\"images\":[{\"id\":_,\"created_at\":_,\"position\":_,\"updated_at\":_,\"product_id\":_,"
                + "\"variant_ids\":[],\"src\":_,\"width\":_,\"height\":_}")
        .endsWith("}],\"options\":[{\"name\":_,\"position\":_,\"values\":[_]}]}]}");
    assertThat(handles(get("small", "/products.json"))).hasSize(30);
    assertThat(handles(get("small", "/products.json?limit=9999"))).hasSize(250);
    assertThat(body(get("small", "/products.json?page=99"))).isEqualTo("{\"products\":[]}");
    assertThat(status(get("small", "/collections/nothing/products.json"))).isEqualTo("404");
    assertThat(status(get("small", "/nothing"))).isEqualTo("404");
    assertThat(get("small", "/robots.txt"))
        .contains("Disallow: /cart\n", "Sitemap: http://shop/sitemap.xml");
    assertThat(body(get("packed", "/cart.js"))).contains("\"currency\":\"EUR\"");
    assertThat(body(get("small", "/collections.json")))
        .contains("\"handle\":\"decks\"", "\"handle\":\"sale\"");
    assertThat(body(get("large", "/sitemap.xml")))
        .contains("/sitemap_products_12.xml?from=")
        .doesNotContain("_13.xml");
    assertThat(body(get("small", "/sitemap_products_1.xml")).split("<url>", -1)).hasSize(621);
  }

  @Test
  void aProductIsShownInThreeForms() throws IOException {
    ShopProduct product = simulator.catalogue("small").product(3, MONDAY);
    ShopProduct.ShopVariant variant = product.variants().getFirst();
    String path = "/products/" + product.handle();
    assertThat(body(get("small", path + ".json")))
        .startsWith("{\"product\":{\"id\":" + product.id())
        .contains(
            "\"price\":\"" + variant.price() + "\"", "\"barcode\":\"" + variant.barcode() + "\"");
    assertThat(body(get("small", path + ".js")))
        .contains(
            "\"price\":" + variant.price().movePointRight(2),
            "\"inventory_quantity\":" + variant.quantity());
    assertThat(body(get("small", path))).contains("application/ld+json", "product__name");
    assertThat(status(get("small", "/products/gone-zzz.js"))).isEqualTo("404");
  }

  @Test
  void theSaleCollectionIsWhatIsReducedNow() throws IOException {
    List<String> sale = handlesOfAllPages("small", "/collections/sale/products.json", 250);
    Catalogue catalogue = simulator.catalogue("small");
    List<String> expected = new ArrayList<>();
    for (int place = 0; place < 620; place++) {
      ShopProduct product = catalogue.product(place, MONDAY);
      ShopProduct.ShopVariant variant = product.variants().getFirst();
      if (variant.compareAt().filter(list -> list.compareTo(variant.price()) > 0).isPresent()) {
        expected.add(product.handle());
      }
    }
    assertThat(sale).isEqualTo(expected);
    // What leaves the sale takes its date along: only the tag tells that the page has changed.
    String page = get("small", "/collections/sale/products.json");
    assertThat(header(page, "Last-Modified")).isEmpty();
    assertThat(header(page, "ETag")).startsWith("W/\"cacheable:");
  }

  @Test
  void equalMomentsGiveEqualBytesInWhateverOrder() throws IOException {
    String now = body(get("small", "/products.json?limit=250"));
    clock.set(MONDAY.plus(Duration.ofDays(30)));
    String later = body(get("small", "/products.json?limit=250"));
    clock.set(MONDAY);
    assertThat(body(get("small", "/products.json?limit=250"))).isEqualTo(now);
    clock.set(MONDAY.plus(Duration.ofDays(30)));
    assertThat(body(get("small", "/products.json?limit=250"))).isEqualTo(later).isNotEqualTo(now);
  }

  @Test
  void anUnchangedPageIs304ByTagAndByDate() throws IOException {
    for (String shop : List.of("small", "still")) {
      String page = get(shop, "/products.json?limit=250");
      String tag = "If-None-Match: " + header(page, "ETag");
      String date = "If-Modified-Since: " + header(page, "Last-Modified");
      String known = get(shop, "/products.json?limit=250", tag);
      assertThat(status(known)).isEqualTo("304");
      assertThat(body(known)).isEmpty();
      assertThat(header(known, "ETag")).isEqualTo(header(page, "ETag"));
      assertThat(status(get(shop, "/products.json?limit=250", date))).isEqualTo("304");
      // The tag decides where both are sent.
      assertThat(status(get(shop, "/products.json?limit=250", "If-None-Match: \"x\"", date)))
          .isEqualTo("200");
    }
    String page = get("small", "/products.json?limit=250");
    clock.set(MONDAY.plus(Duration.ofDays(7)));
    String date = "If-Modified-Since: " + header(page, "Last-Modified");
    assertThat(status(get("small", "/products.json?limit=250", date))).isEqualTo("200");
  }

  @Test
  void prerenderedPagesAreThoseOfTheStartByteForByte() throws IOException {
    clock.set(MONDAY.plus(Duration.ofDays(30)));
    assertThat(handlesOfAllPages("still", "/products.json", 250))
        .hasSize(600)
        .doesNotHaveDuplicates();
    try (ShopSimulator live =
        ShopSimulator.start(
            SimulatorSettings.of(
                SimulatedClock.frozenAt(MONDAY), SimulatedShop.shopify("still", 600)))) {
      String target = "/products.json?limit=250&page=3";
      assertThat(body(get("still", target)))
          .isEqualTo(body(RawClient.get(live.uri("still"), target)));
      // A page that was not rendered beforehand is of the same moment.
      assertThat(body(get("still", "/products.json?limit=7")))
          .isEqualTo(body(RawClient.get(live.uri("still"), "/products.json?limit=7")));
    }
  }

  @Test
  void compressesOnlyWhereItIsAskedTo() throws IOException {
    String plain = body(get("packed", "/products.json"));
    byte[] answer =
        RawClient.bytes(simulator.uri("packed"), "/products.json", "Accept-Encoding: gzip");
    String text = new String(answer, StandardCharsets.ISO_8859_1);
    assertThat(header(text, "Content-Encoding")).isEqualTo("gzip");
    byte[] packed = body(text).getBytes(StandardCharsets.ISO_8859_1);
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1)).isEqualTo(plain);
    }
    assertThat(header(get("small", "/products.json", "Accept-Encoding: gzip"), "Content-Encoding"))
        .isEmpty();
  }

  @Test
  void theHtmlShopListsTilesUntilThereAreNone() throws IOException {
    List<String> ids = new ArrayList<>();
    for (int page = 1; page <= 3; page++) {
      TILE.matcher(get("html", "/shop/all?page=" + page))
          .results()
          .forEach(m -> ids.add(m.group(1)));
    }
    assertThat(ids).hasSize(100).doesNotHaveDuplicates();
    assertThat(get("html", "/shop/all?page=4"))
        .contains("No products found")
        .doesNotContain("product-tile");
    assertThat(status(get("html", "/shop/snowboards"))).isEqualTo("404");
    String sale = get("html", "/shop/sale");
    assertThat(sale).contains("<s class=\"price__list\">$", "% off</span>", "product-tile__brand");
    String product = simulator.catalogue("html").product(0, MONDAY).handle();
    assertThat(status(get("html", "/p/" + product))).isEqualTo("200");
  }

  @Test
  void aConnectionServesManyRequestsAndPipelinedOnes() throws IOException {
    URI shop = simulator.uri("small");
    try (Socket socket = new Socket(shop.getHost(), shop.getPort())) {
      String one = "GET /cart.js HTTP/1.1\r\nHost: shop\r\n\r\n";
      String last = "HEAD /cart.js HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write((one + one + last).getBytes(StandardCharsets.ISO_8859_1));
      String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      assertThat(all.split("HTTP/1.1 200 OK", -1)).hasSize(4);
      assertThat(all.split("\"currency\":\"USD\"", -1)).hasSize(3);
    }
  }

  @Test
  void whatIsNoRequestIsRefused() throws IOException {
    URI shop = simulator.uri("small");
    try (Socket socket = new Socket(shop.getHost(), shop.getPort())) {
      socket.getOutputStream().write("HELLO\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
      String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      assertThat(status(all)).isEqualTo("400");
      assertThat(body(all)).isEqualTo("Not understood: HELLO\n");
    }
  }

  @Test
  void theControlSteersTheClock() throws IOException {
    String desk = "/_control/clock?at=2026-05-01T00:00:00Z&speed=3600&frozen=";
    URI control = simulator.control();
    assertThat(body(RawClient.post(control, desk + "true")))
        .isEqualTo("{\"at\":\"2026-05-01T00:00:00Z\",\"speed\":\"3600.0\",\"frozen\":true}\n");
    assertThat(clock.instant()).isEqualTo("2026-05-01T00:00:00Z");
    RawClient.post(control, desk + "false");
    assertThat(clock.instant()).isAfter("2026-05-01T00:00:00Z");
    assertThat(status(RawClient.post(control, "/_control/clock?frozen=perhaps"))).isEqualTo("400");
    assertThat(status(RawClient.post(control, "/_control/clock?at=noon"))).isEqualTo("400");
    assertThat(status(RawClient.post(control, "/_control/shops/none/manners?name=slow")))
        .isEqualTo("400");
    assertThat(clock.frozen()).isFalse();
  }

  @Test
  void theLogTellsHowPoliteTheVisitorsWere() throws IOException, InterruptedException {
    RequestLog log = simulator.log("small");
    String tag = header(get("small", "/cart.js", "User-Agent: polite"), "ETag");
    Thread.sleep(30);
    get("small", "/cart.js", "If-None-Match: " + tag);
    assertThat(log.count()).isEqualTo(2);
    assertThat(log.mostAtOnce()).isEqualTo(1);
    assertThat(log.leastGap().orElseThrow()).isGreaterThanOrEqualTo(Duration.ofMillis(30));
    assertThat(log.entries()).extracting(RequestLog.Entry::status).containsExactly(200, 304);
    assertThat(log.entries().get(0).userAgent()).contains("polite");
    assertThat(log.entries().get(1).ifNoneMatch()).contains(tag);
    log.clear();
    assertThat(log.count()).isZero();
    assertThat(log.leastGap()).isEmpty();
  }

  private List<String> handlesOfAllPages(String shop, String path, int limit) throws IOException {
    List<String> all = new ArrayList<>();
    List<String> page = handles(get(shop, path + "?limit=" + limit + "&page=1"));
    for (int next = 2; !page.isEmpty(); next++) {
      all.addAll(page);
      page = handles(get(shop, path + "?limit=" + limit + "&page=" + next));
    }
    return all;
  }

  private String get(String shop, String target, String... headers) throws IOException {
    return RawClient.get(simulator.uri(shop), target, headers);
  }

  /** Names stay; each run of values becomes one underscore. */
  private static String shape(String json) {
    return VALUE
        .matcher(json)
        .replaceAll(found -> found.group(1) == null ? "_" : found.group())
        .replaceAll("_(,_)+", "_");
  }

  private static List<String> handles(String page) {
    return HANDLE.matcher(page).results().map(found -> found.group(1)).toList();
  }
}
