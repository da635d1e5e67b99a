package com.skatestock.batch.publish;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.skatestock.batch.extract.RawProduct;
import com.skatestock.batch.extract.SampleShop;
import com.skatestock.batch.extract.shopify.ShopifyExtractor;
import com.skatestock.batch.normalise.Normalised;
import com.skatestock.batch.normalise.Normaliser;
import com.skatestock.batch.normalise.Product;
import com.skatestock.batch.publish.KnownProducts.Known;
import com.skatestock.batch.publish.KnownProducts.State;
import com.skatestock.batch.shop.Platform;
import com.skatestock.batch.shop.Shop;
import com.skatestock.batch.source.Body;
import com.skatestock.batch.source.Page;
import com.skatestock.contracts.EventCodec;
import com.skatestock.contracts.Fingerprints;
import com.skatestock.contracts.ProductEvent;
import com.skatestock.local.shop.ShopSimulator;
import com.skatestock.local.shop.SimulatedClock;
import com.skatestock.local.shop.SimulatedShop;
import com.skatestock.local.shop.SimulatorSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What a page gives is the same, to the byte, in every version of the program with the same {@code
 * Extractor.VERSION}: a restart may be another version than what it restarts, and fingerprints are
 * compared with those in the database. Whoever has to change an expected value here has to raise
 * that version.
 */
class SameEventsTest {
  private static final Instant AT = Instant.parse("2026-10-01T12:00:00.123456Z");

  private static final Shop SHOP =
      SampleShop.of(
          Platform.SHOPIFY, "hillbomb", "Hill Bomb Skate Shop", "https://hillbomb.example", "USD");

  private static final PublicationRun RUN =
      new PublicationRun(
          "hillbomb", AT.minusSeconds(7), "scrape/hillbomb/x/scheduled", 42, 3, false);

  private static final String ODDITIES =
      """
      {"products":[
       {"id":11,"title":"  SALE – Team&nbsp;Deck “8.25\\u201d Ünïcode 🛹 - Black/Wei\\u00df ","handle":"team-deck","vendor":"Hill Bomb",
        "product_type":"Decks","tags":"deck, new,","variants":[
        {"id":103,"title":"8.5","option1":"8.5","sku":"\\u00c4-1","price":0,"compare_at_price":"1e3"},
        {"id":102,"title":"8.25","option1":"8.25","sku":" HB  825 ","barcode":"0012345678905","available":true,"price":"59.9500"},
        {"id":101,"title":"Größe M","option1":"M","option2":"Rot","option3":"Foo","price":"999999999.99","compare_at_price":"0.00005",
         "inventory_quantity":-3,"inventory_policy":"continue","inventory_management":"shopify"},
        {"id":104,"title":"Default Title","option1":"Default Title","price":null,"available":"maybe"}],
        "images":[{"id":1,"src":"//cdn.example/team.jpg"}],"options":["Größe",{"name":"Farbe"}]},
       {"id":"gid://shopify/Product/12","title":"Anti Hero x Vans Half Cab '92 (USED) 50% off","handle":"half-cab","type":"Shoes",
        "status":"archived","tags":["shoes"],"variants":[{"id":1201,"title":"US 9.5 / 43","option1":"US 9.5 / 43","price":"69.95"},
        {"id":1202,"title":"US 10","option1":"US 10","price":"69.95","compare_at_price":"89.95"},
        {"id":1200,"title":"US 11","option1":"US 11","price":"0.01"}]},
       {"title":"No Id T-Shirt | Navy","handle":"no-id","price":"25","available":false,"sku":"T"},
       {"id":13,"title":"99A 54mm Wheels","handle":"wheels","variants":[{"id":131,"option1":"54mm / 99A","price":"1,299.00"}],
        "options":[{"name":"Title"}]}]}
      """;

  private final ProductEvents events = new ProductEvents("0.1.0", new TopicPartitions(6));
  private final Normaliser normaliser = new Normaliser();
  private final EventCodec<ProductEvent> codec = EventCodec.ofProductEvents();

  @Test
  void aSimulatedShopGivesTheSameEventsInEveryVersion() throws Exception {
    List<Product> products = new ArrayList<>();
    SimulatedShop simulated = SimulatedShop.shopify("seasons", 750);
    try (ShopSimulator simulator =
            ShopSimulator.start(
                SimulatorSettings.of(
                    SimulatedClock.frozenAt(Instant.parse("2026-10-01T12:00:00Z")), simulated));
        HttpClient client = HttpClient.newHttpClient()) {
      for (int page = 1; page <= 3; page++) {
        String target = "/products.json?limit=250&page=" + page;
        URI uri = simulator.uri(simulated.id()).resolve(target);
        byte[] body =
            client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofByteArray()).body();
        products.addAll(products(target, body));
      }
    }
    assertThat(products).hasSize(750);
    List<ProductEvent> created = created(products);
    ProductEvent first = created.getFirst();
    assertThat(
            List.of(
                hex(first.getEventId().bytes()),
                hex(prints(first).getContent().bytes()),
                hex(prints(first).getPrice().bytes()),
                hex(prints(first).getStock().bytes()),
                digest(created),
                digest(events.of(RUN, AT, null, products, knownAs(created)).events())))
        .containsExactly(
            "5a425d17f0338ce2aa59b5eb33601bd9",
            "075db63c6884740989d881e788b1883a0b52844c1f005130ec92cd0dd3b05d1c",
            "a50b11aa201ccf823fe27cefc9186e4386e5e0b8957716c8fa75fda6d801ee91",
            "45655644e0ccfbe5c01efc61eea34a730d5b50059eab687ccbc2821006766461",
            "6a0fe1e530d09dfb59260053609e1f27cc260bfb8edb0674f1280fe32329c0ac",
            "e9e7183eff9c9f459409c71b7f62356175374884307558b20b0a3e11cbb2bf33");
  }

  @Test
  void odditiesGiveTheSameEventsInEveryVersion() throws Exception {
    List<Product> products =
        products("/products.json?limit=250&page=1", ODDITIES.getBytes(StandardCharsets.UTF_8));
    List<ProductEvent> created = created(products);
    assertThat(created.stream().map(event -> hex(event.getEventId().bytes())))
        .containsExactly(
            "cec195fb82258efa982abc9362d852e8",
            "9f64edbf07fc8ec98212f06f6c735c0c",
            "608d9b278b98863b9dc661c8b8a4ec37",
            "97512ddc31238158afbe5d3ce6d89ce9");
    assertThat(digest(created))
        .isEqualTo("ff7645630b40c180bd6abb7b1ac366074a5f24e16576e8aafb139d5b0b273f2b");
  }

  private List<ProductEvent> created(List<Product> products) {
    return events.of(RUN, AT, "urn:uuid:1", products, Map.of()).events();
  }

  private List<Product> products(String target, byte[] body) {
    Page page =
        new Page(
            SHOP.id(),
            URI.create(SHOP.url() + target),
            AT,
            "urn:uuid:1",
            200,
            Map.of(),
            Body.of(body));
    List<Product> products = new ArrayList<>();
    for (RawProduct raw : new ShopifyExtractor().extract(SHOP, page).products()) {
      if (normaliser.normalise(SHOP, raw) instanceof Normalised.Accepted(Product product)) {
        products.add(product);
      }
    }
    return products;
  }

  /** Every third product unchanged, the next with another price, the third unknown. */
  private static Map<String, Known> knownAs(List<ProductEvent> told) {
    Map<String, Known> known = new HashMap<>();
    for (int i = 0; i < told.size(); i++) {
      Fingerprints then = prints(told.get(i));
      Fingerprints before =
          i % 3 == 0 ? then : new Fingerprints(then.getContent(), then.getStock(), then.getStock());
      if (i % 3 < 2) {
        known.put(
            requireNonNull(told.get(i).getExternalId()),
            new Known(i, Optional.of(new State(before, AT.minus(Duration.ofMinutes(30))))));
      }
    }
    return known;
  }

  private static Fingerprints prints(ProductEvent event) {
    return requireNonNull(event.getFingerprints());
  }

  private String digest(List<ProductEvent> events) throws Exception {
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    events.forEach(event -> sha256.update(codec.encode(event)));
    return hex(sha256.digest());
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
