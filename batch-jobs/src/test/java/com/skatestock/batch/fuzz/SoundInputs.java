package com.skatestock.batch.fuzz;

import com.skatestock.batch.extract.platform.PlatformExtractor;
import com.skatestock.batch.normalise.Normalised;
import com.skatestock.batch.normalise.Normaliser;
import com.skatestock.batch.normalise.Product;
import com.skatestock.batch.publish.ProductEvents;
import com.skatestock.batch.publish.PublicationRun;
import com.skatestock.batch.publish.TopicPartitions;
import com.skatestock.batch.shop.Platform;
import com.skatestock.batch.shop.Shop;
import com.skatestock.batch.source.Body;
import com.skatestock.batch.source.Page;
import com.skatestock.contracts.EventCodec;
import com.skatestock.contracts.ProductEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** Inputs that are as they should be, and words that mean something to their readers. */
final class SoundInputs {
  private static final String TIME = "2026-11-20T12:00:00Z";

  private static final String SHOPIFY =
      """
      {"products":[{"id":11,"title":"Hill Bomb Team Deck","handle":"team-deck","body_html":"<p>Seven plies</p>",
       "vendor":"Hill Bomb","product_type":"Decks","tags":["deck","new"],
       "variants":[
        {"id":101,"title":"8.25 / Red","option1":"8.25","option2":"Red","option3":null,"sku":"HB-825",
         "available":true,"price":"59.95","compare_at_price":"65.00"},
        {"id":102,"title":"8.5","option1":"8.5","option2":"Red","sku":"","available":false,"price":"1.059,95 €"}],
       "images":[{"id":1,"src":"https://cdn.example/team.jpg"}],
       "options":[{"name":"Size","position":1,"values":["8.25","8.5"]},{"name":"Color","position":2}]}]}
      """;

  private static final String WOOCOMMERCE =
      """
      [{"id":7,"name":"Team Deck","slug":"team-deck","permalink":"https://hillbomb.example/product/team-deck/","sku":"HB-1",
        "type":"variable","is_in_stock":true,"is_purchasable":true,"low_stock_remaining":2,
        "prices":{"price":"5995","regular_price":"6500","sale_price":"5995","currency_code":"USD","currency_minor_unit":2,
          "price_range":{"min_amount":"5995","max_amount":"6500"}},
        "images":[{"src":"https://cdn.example/a.jpg"}],"categories":[{"name":"Decks","slug":"decks"}],
        "attributes":[{"name":"Size","terms":[{"name":"8.25"}]}],
        "variations":[{"id":71,"attributes":[{"name":"Size","value":"8.25"}]}]}]
      """;

  private static final String CARDS =
      """
      <!doctype html><html><head><title>Decks</title></head><body><main class="CategoryPage"><div class="CategoryProductList">
      <ul class="CategoryProductList-Page"><li class="ProductCard"><a class="ProductCard-Link" data-sku="123456"
       href="/hill-bomb-deck.html"><img src="/media/deck.jpg"><p class="ProductCard-Name">Hill Bomb 8.25 Deck</p>
      <p class="ProductCard-Brand">Hill Bomb</p><span class="ProductPrice">$59.95 <del>$ 65.00</del></span></a></li></ul>
      <ul><li class="Pagination-ListItem"><a aria-current=page>1</a></li><li><a href="?page=2">2</a></li></ul></div></main></body></html>
      """;

  private static final String STATED =
      """
      <!doctype html><html><head><title>Team Deck</title><meta property="og:type" content="product">
      <meta property="product:price:amount" content="59.95"><script type="application/ld+json">
      {"@context":"https://schema.org","@graph":[{"@type":"ProductGroup","name":"Team Deck","productGroupID":"11","variesBy":["size"],
       "hasVariant":[{"@type":"Product","sku":"HB-825","gtin13":"4006381333931","size":"8.25","offers":{"@type":"Offer",
       "price":"59.95","priceCurrency":"USD","availability":"https://schema.org/InStock"}}]},
       {"@type":["Product"],"name":"Deck","brand":{"@type":"Brand","name":"Hill Bomb"},"offers":{"@type":"AggregateOffer",
       "lowPrice":1.5,"highPrice":"2,50","offers":[{"price":"1.5","availability":"OutOfStock"}]}}]}</script></head>
      <body itemscope itemtype="https://schema.org/Product"><h1 itemprop="name">Team Deck</h1>
      <div itemprop="offers" itemscope itemtype="https://schema.org/Offer"><meta itemprop="price" content="59.95">
      <link itemprop="availability" href="https://schema.org/InStock"></div></body></html>
      """;

  private SoundInputs() {}

  static Mutation mutation(Target target) {
    return new Mutation(of(target), words(target));
  }

  private static List<byte[]> of(Target target) {
    return switch (target) {
      case PRICE -> prices();
      case SHOPIFY -> bytes(SHOPIFY);
      case WOOCOMMERCE -> bytes(WOOCOMMERCE);
      case SELECTORS -> bytes(CARDS, STATED);
      case JSONLD -> bytes(STATED, CARDS);
      case WARC -> warcs();
      case EVENTS -> events();
    };
  }

  private static List<String> words(Target target) {
    return switch (target) {
      case PRICE ->
          List.of(
              "$",
              "€",
              "USD",
              "kr",
              "1.059,95",
              "1'000",
              "ab ",
              "2 for ",
              "-",
              "\u00a0",
              "١٢",
              "999999999999999999999",
              ".",
              ",",
              "%",
              "from",
              "½",
              "\ud83d\udef9",
              "e9",
              "–");
      case SHOPIFY, WOOCOMMERCE ->
          List.of(
              "null",
              "true",
              "[",
              "]",
              "{",
              "}",
              "\"",
              "\\u0000",
              "\\ud83d",
              "1e999",
              "-0",
              "99999999999999999999",
              "\"variants\":",
              "\"price\":",
              "\"id\":",
              ",",
              ":",
              "0.1",
              "\ufeff");
      case SELECTORS, JSONLD ->
          List.of(
              "<",
              ">",
              "</",
              "<script>",
              "</script>",
              "<!--",
              "-->",
              "<svg>",
              "<template>",
              "<table>",
              "<select>",
              "&#x0;",
              "&amp",
              "&#1114112;",
              "\"",
              "@type",
              "@graph",
              "Product",
              "InStock",
              "class=\"ProductCard\"",
              "data-sku=",
              "<a href=\"http://[\">",
              "itemprop=",
              "[",
              "{",
              "\0");
      case WARC ->
          List.of(
              "WARC/1.1\r\n",
              "\r\n\r\n",
              "Content-Length: -1\r\n",
              "Content-Length: 99999999999\r\n",
              "WARC-Type: revisit\r\n",
              "Transfer-Encoding: chunked\r\n",
              "Content-Encoding: gzip\r\n",
              "ffffffff\r\n",
              "0\r\n\r\n",
              "HTTP/1.1 ",
              "WARC-Date: 0000\r\n",
              "\u001f\u008b");
      case EVENTS ->
          List.of("\u00c3\u0001", "\0\0\0\0", "\u007f", "\u00ff\u00ff\u00ff\u00ff\u000f", "shop");
    };
  }

  private static List<byte[]> bytes(String... texts) {
    return Stream.of(texts).map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
  }

  private static List<byte[]> prices() {
    try (InputStream in =
        Objects.requireNonNull(
            Normaliser.class.getResourceAsStream("price-texts.csv"), "price-texts.csv")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.getBytes(StandardCharsets.UTF_8))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<byte[]> warcs() {
    String http =
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "5\r\n{\"a\":\r\n2\r\n1}\r\n0\r\n\r\n";
    String record =
        """
        WARC/1.1
        WARC-Type: response
        WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>
        WARC-Date: %s
        WARC-Target-URI: https://hillbomb.example/products.json?page=1
        Content-Type: application/http;msgtype=response
        Content-Length: %d

        """
                .formatted(TIME, http.length())
                .replace("\n", "\r\n")
            + http
            + "\r\n\r\n";
    String revisit =
        record.replace(
            "response\r\nWARC-Record-ID",
            "revisit\r\n"
                + "WARC-Refers-To: <urn:uuid:00000000-0000-4000-8000-000000000001>\r\n"
                + "WARC-Record-ID");
    byte[] plain = (record + revisit).getBytes(StandardCharsets.ISO_8859_1);
    ByteArrayOutputStream members = new ByteArrayOutputStream();
    for (String one : List.of(record, revisit)) {
      try (GZIPOutputStream gzip = new GZIPOutputStream(members)) {
        gzip.write(one.getBytes(StandardCharsets.ISO_8859_1));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return List.of(plain, members.toByteArray());
  }

  /** The events that the sound Shopify page becomes. */
  private static List<byte[]> events() {
    Shop shop = Target.shop(Platform.SHOPIFY);
    Instant at = Instant.parse(TIME);
    Page page =
        new Page(
            shop.id(),
            URI.create(shop.url() + "products.json"),
            at,
            "urn:uuid:1",
            200,
            Map.of("content-type", List.of("application/json")),
            Body.of(SHOPIFY.getBytes(StandardCharsets.UTF_8)));
    List<Product> products = new ArrayList<>();
    new PlatformExtractor()
        .extract(shop, page)
        .products()
        .forEach(
            raw -> {
              if (new Normaliser().normalise(shop, raw)
                  instanceof Normalised.Accepted(Product product)) {
                products.add(product);
              }
            });
    PublicationRun run = new PublicationRun(shop.id(), at, "fuzz", 1, 1, true);
    ProductEvents events = new ProductEvents("0.1.0", new TopicPartitions(6));
    EventCodec<ProductEvent> codec = EventCodec.ofProductEvents();
    return Stream.concat(
            events.of(run, at, "urn:uuid:1", products, Map.of()).events().stream(),
            Stream.of(events.deleted(run, at, "11")))
        .map(codec::encode)
        .toList();
  }
}
