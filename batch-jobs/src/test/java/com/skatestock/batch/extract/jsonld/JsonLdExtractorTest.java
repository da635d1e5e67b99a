package com.skatestock.batch.extract.jsonld;

import static org.assertj.core.api.Assertions.assertThat;

import com.skatestock.batch.extract.ExtractedPage;
import com.skatestock.batch.extract.PageState;
import com.skatestock.batch.extract.RawPrice;
import com.skatestock.batch.extract.RawPrice.Notation;
import com.skatestock.batch.extract.RawProduct;
import com.skatestock.batch.extract.RawVariant;
import com.skatestock.batch.extract.platform.PlatformExtractor;
import com.skatestock.batch.normalise.Money;
import com.skatestock.batch.normalise.Normalised;
import com.skatestock.batch.normalise.Normaliser;
import com.skatestock.batch.shop.Manners;
import com.skatestock.batch.shop.Platform;
import com.skatestock.batch.shop.Shop;
import com.skatestock.batch.source.Body;
import com.skatestock.batch.source.Page;
import com.skatestock.contracts.Availability;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonLdExtractorTest {
  private static final Shop SHOP =
      new Shop(
          "plaza",
          "Plaza Skate Shop",
          "",
          URI.create("https://plaza.example"),
          Platform.JSONLD,
          Currency.getInstance("USD"),
          ZoneOffset.UTC,
          List.of("/products/team-deck"),
          Manners.DEFAULT,
          0,
          Optional.empty());

  private static final String DECK =
      """
      {"@context":"https://schema.org","@type":"Product","name":"Team Deck","sku":"TD-1",
       "brand":{"@type":"Brand","name":"Plaza"},"gtin13":"0123456789012","category":"Decks",
       "image":["/img/deck.jpg","/img/back.jpg"],"url":"https://plaza.example/products/team-deck",
       "offers":{"@type":"Offer","price":59.95,"priceCurrency":"USD",
                 "availability":"https://schema.org/InStock","inventoryLevel":{"value":3}}}\
      """;

  @Test
  void aProductWithOneOffer() {
    assertThat(one(jsonLd(DECK)))
        .isEqualTo(
            new RawProduct(
                "/products/team-deck",
                "TD-1",
                "Team Deck",
                "Plaza",
                "Decks",
                "https://plaza.example/products/team-deck",
                "https://plaza.example/img/deck.jpg",
                List.of(),
                List.of(
                    new RawVariant(
                        "/products/team-deck",
                        null,
                        "TD-1",
                        "0123456789012",
                        Map.of(),
                        usd("59.95"),
                        null,
                        Availability.IN_STOCK,
                        3)),
                1));
  }

  @Test
  void aProductGroupHasTheVariantsThatItNames() {
    RawProduct product =
        one(
            jsonLd(
                """
                {"@context":"https://schema.org","@type":"ProductGroup","productGroupID":"44E01",
                 "name":"Team Deck","variesBy":["https://schema.org/size"],"hasVariant":[
                 {"@type":"Product","sku":"TD-8","size":"8.0","name":"Team Deck - 8.0",
                  "offers":{"@type":"Offer","price":"55.00","priceCurrency":"USD",
                            "availability":"http://schema.org/OutOfStock"}},
                 {"@type":"Product","sku":"TD-85","gtin":"0012345678905","size":"8.5","name":"Team Deck - 8.5",
                  "offers":{"@type":"Offer","price":"60.00","priceCurrency":"USD",
                            "availability":"InStock"}}]}\
                """));

    assertThat(product.externalId()).isEqualTo("44E01");
    assertThat(product.variants())
        .containsExactly(
            new RawVariant(
                "TD-8",
                "Team Deck - 8.0",
                "TD-8",
                null,
                Map.of("size", "8.0"),
                usd("55.00"),
                null,
                Availability.OUT_OF_STOCK,
                null),
            new RawVariant(
                "TD-85",
                "Team Deck - 8.5",
                "TD-85",
                "0012345678905",
                Map.of("size", "8.5"),
                usd("60.00"),
                null,
                Availability.IN_STOCK,
                null));
  }

  @Test
  void variantsOfAGroupMayBeNamedByIdInAGraph() {
    RawProduct product =
        one(
            jsonLd(
                """
                {"@context":"https://schema.org","@graph":[
                 {"@type":"WebSite","name":"Plaza"},
                 {"@type":"Product","@id":"#v1","sku":"A","color":"Red",
                  "offers":{"@type":"Offer","price":"10","priceCurrency":"USD"}},
                 {"@type":"Product","@id":"#v2","sku":"B","color":"Blue","offers":{"@id":"#o2"}},
                 {"@type":"Offer","@id":"#o2","price":"12","priceCurrency":"USD"},
                 {"@type":"ProductGroup","productGroupID":"G","name":"Wax",
                  "hasVariant":[{"@id":"#v1"},{"@id":"#v2"}]}]}\
                """));

    assertThat(product.externalId()).isEqualTo("G");
    assertThat(product.variants()).extracting(RawVariant::sku).containsExactly("A", "B");
    assertThat(product.variants())
        .extracting(RawVariant::price)
        .containsExactly(usd("10"), usd("12"));
  }

  @Test
  void severalOffersWithTheirOwnSkuAreVariants() {
    RawProduct product =
        one(
            jsonLd(
                """
                {"@type":"Product","name":"Team Deck","offers":[
                 {"@type":"Offer","sku":"A","price":"55.00","priceCurrency":"USD","url":"/products/team-deck?variant=1"},
                 {"@type":"Offer","sku":"A","price":"60.00","priceCurrency":"USD","url":"/products/team-deck?variant=2"}]}\
                """));

    assertThat(product.variants()).extracting(RawVariant::variantId).containsExactly("1", "2");
  }

  @Test
  void offersOfSeveralSellersAreOneVariantAtTheFirstPrice() {
    RawProduct product =
        one(
            jsonLd(
                """
                {"@type":"Product","name":"Team Deck","sku":"A","offers":[
                 {"@type":"Offer","price":"55.00","priceCurrency":"USD","seller":{"name":"We"}},
                 {"@type":"Offer","price":"49.00","priceCurrency":"USD","seller":{"name":"They"}}]}\
                """));

    assertThat(product.variants()).extracting(RawVariant::price).containsExactly(usd("55.00"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # a range is no price
          "lowPrice":"55.00","highPrice":"60.00"|
          "lowPrice":"55.00"|
          "lowPrice":"55.00","highPrice":"60.00","offerCount":"1"|
          # unless there is only one
          "lowPrice":"55.00","highPrice":"55.0"|55.00
          "lowPrice":55,"offerCount":1|55
          "price":"57.00","lowPrice":"55.00","highPrice":"60.00"|57.00
          # or the aggregate holds the offer
          "lowPrice":"55.00","highPrice":"60.00","offers":[{"@type":"Offer","price":"55.00"}]|55.00
          """)
  void aggregateOffer(String members, @Nullable String price) {
    RawVariant variant =
        one(jsonLd(
                "{\"@type\":\"Product\",\"name\":\"Deck\",\"offers\":{\"@type\":\"AggregateOffer\","
                    + "\"priceCurrency\":\"USD\",\"availability\":\"InStock\","
                    + members
                    + "}}"))
            .variants()
            .getFirst();

    assertThat(variant.price()).isEqualTo(price == null ? null : usd(price));
    assertThat(variant.availability()).isEqualTo(Availability.IN_STOCK);
  }

  @Test
  void thePriceBeforeAReductionIsTheComparePrice() {
    RawVariant variant =
        one(jsonLd(
                """
                {"@type":"Product","name":"Deck","offers":{"@type":"Offer","priceCurrency":"USD",
                 "priceSpecification":[
                  {"@type":"UnitPriceSpecification","priceType":"https://schema.org/ListPrice","price":"70"},
                  {"@type":"UnitPriceSpecification","price":"49.99"}]}}\
                """))
            .variants()
            .getFirst();

    assertThat(variant.price()).isEqualTo(usd("49.99"));
    assertThat(variant.compareAtPrice()).isEqualTo(usd("70"));
  }

  /** Each mend of JSON that shops' templates break; the price must survive it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        // a line break inside of a string
        "{\"@type\":\"Product\",\"name\":\"De\nck\",\"offers\":{\"price\":\"5\"}}",
        "{\"@type\":\"Product\",\"name\":\"De\u0007ck\",\"offers\":{\"price\":\"5\"}}",
        // wrapped in CDATA or a comment
        "//<![CDATA[\n"
            + "{\"@type\":\"Product\",\"name\":\"Deck\",\"offers\":{\"price\":\"5\"}}\n"
            + "//]]>",
        "/*<![CDATA[*/{\"@type\":\"Product\",\"name\":\"Deck\",\"offers\":{\"price\":\"5\"}}/*]]>*/",
        "<!-- {\"@type\":\"Product\",\"name\":\"Deck\",\"offers\":{\"price\":\"5\"}} -->",
        "/* ours */ {\"@type\":\"Product\", // a deck\n"
            + "\"name\":\"Deck\",\"offers\":{\"price\":\"5\"}}",
        // a bracket or semicolon too many
        "{\"@type\":\"Product\",\"name\":\"Deck\",\"offers\":{\"price\":\"5\"}}}",
        "{\"@type\":\"Product\",\"name\":\"Deck\",\"offers\":{\"price\":\"5\"}};",
        // commas too many or too few
        "{\"@type\":\"Product\",\"name\":\"Deck\",,\"offers\":{\"price\":\"5\",},}",
        "{\"@type\":\"Product\"\n\"name\":\"Deck\"\n\"offers\":{\"price\":\"5\"}}",
        "[{\"@type\":\"Organization\"}"
            + " {\"@type\":\"Product\",\"name\":\"Deck\",\"offers\":{\"price\":\"5\"}}]",
        // quotes inside of a string
        "{\"@type\":\"Product\",\"name\":\"Deck\",\"description\":\"8.5\" maple, 7\""
            + " nose\",\"offers\":{\"price\":\"5\"}}",
        // broken off
        "{\"@type\":\"Product\",\"name\":\"Deck\",\"offers\":{\"price\":\"5\"",
        "{\"@type\":\"Product\",\"name\":\"Deck\",\"offers\":{\"price\":\"5\",\"availability\":",
        // an empty value, a number with a zero in front, single quotes, escapes that JSON has not
        "{\"@type\":\"Product\",\"name\":\"Deck\",\"weight\": ,\"offers\":{\"price\":\"5\"}}",
        "{\"@type\":\"Product\",\"name\":\"Deck\",\"weight\":007,\"offers\":{\"price\":\"5\"}}",
        "{'@type':'Product','name':'Deck','offers':{'price':'5'}}",
        "{\"@type\":\"Product\",\"name\":\"De\\ck\",\"offers\":{\"price\":\"5\"}}",
        // all quotes as entities
        "{&quot;@type&quot;:&quot;Product&quot;,&quot;name&quot;:&quot;Deck&quot;,&quot;offers&quot;:{&quot;price&quot;:&quot;5&quot;}}",
      })
  void brokenJsonIsMended(String json) {
    assertThat(one(jsonLd(json)).variants())
        .extracting(RawVariant::price)
        .containsExactly(new RawPrice("5", Notation.DECIMAL, null));
  }

  @Test
  void ofSeveralBlocksTheBrokenOneDoesNoHarm() {
    assertThat(one(jsonLd("{\"@type\":\"BreadcrumbList\" : nonsense") + jsonLd(DECK)).title())
        .isEqualTo("Team Deck");
  }

  @ParameterizedTest
  @CsvFileSource(
      files =
          "../contracts/src/test/resources/com/skatestock/contracts/schema-org-availability.csv",
      numLinesToSkip = 1)
  void itemAvailabilityInFull(String text, Availability availability) {
    String json =
        DECK.replace(
            "https://schema.org/InStock", text.replace("\\", "\\\\").replace("\"", "\\\""));

    assertThat(one(jsonLd(json)).variants().getFirst().availability()).isEqualTo(availability);
  }

  @Test
  void microdata() {
    RawProduct product =
        one(
            """
            <div itemscope itemtype="http://schema.org/Product"><h1 itemprop="name">Team Deck</h1>
             <a itemprop="brand" href="#">Plaza</a><meta itemprop="sku" content="TD-1">
             <span itemprop="offers" itemscope itemtype="http://schema.org/Offer">
              <span itemprop="price" content="1299.00">$1,299</span>
              <meta itemprop="priceCurrency" content="USD">
              <link itemprop="availability" href="http://schema.org/PreOrder">
             </span></div>
            """);

    assertThat(product.title()).isEqualTo("Team Deck");
    assertThat(product.brand()).isEqualTo("Plaza");
    assertThat(product.variants())
        .containsExactly(
            new RawVariant(
                "/products/team-deck",
                null,
                "TD-1",
                null,
                Map.of(),
                usd("1299.00"),
                null,
                Availability.PRE_ORDER,
                null));
  }

  @Test
  void rdfa() {
    RawProduct product =
        one(
            """
            <div vocab="https://schema.org/" typeof="Product"><span property="name">Team Deck</span>
             <div property="offers" typeof="Offer"><meta property="priceCurrency" content="USD">
              <b property="price">12.50</b><link property="availability" href="http://schema.org/SoldOut">
             </div></div>
            """);

    assertThat(product.variants().getFirst().price()).isEqualTo(usd("12.50"));
    assertThat(product.variants().getFirst().availability()).isEqualTo(Availability.SOLD_OUT);
  }

  @Test
  void whatJsonLdLeavesOutMicrodataMaySay() {
    RawProduct product =
        one(
            jsonLd(
                    "{\"@type\":\"Product\",\"name\":\"Team"
                        + " Deck\",\"offers\":{\"price\":\"5\",\"priceCurrency\":\"USD\"}}")
                + """
                <div itemscope itemtype="https://schema.org/Product"><h1 itemprop="name">Team Deck</h1>
                 <i itemprop="sku">TD-1</i><div itemprop="offers" itemscope itemtype="https://schema.org/Offer">
                 <i itemprop="price">6</i><link itemprop="availability" href="https://schema.org/InStock"></div></div>
                """);

    RawVariant variant = product.variants().getFirst();
    assertThat(variant.price()).isEqualTo(usd("5"));
    assertThat(variant.sku()).isEqualTo("TD-1");
    assertThat(variant.availability()).isEqualTo(Availability.IN_STOCK);
  }

  @Test
  void relatedProductsAreNotThePagesOwn() {
    RawProduct product =
        one(
            jsonLd(
                    """
                    {"@type":"ItemList","itemListElement":[
                     {"@type":"ListItem","item":{"@type":"Product","name":"Wheels","offers":{"price":"30"}}},
                     {"@type":"ListItem","item":{"@type":"Product","name":"Trucks","offers":{"price":"40"}}}]}\
                    """)
                + jsonLd(
                    DECK.replace(
                        "\"category\":\"Decks\"",
                        "\"isRelatedTo\":[{\"@type\":\"Product\",\"name\":\"Grip\",\"offers\":{\"price\":\"7\"}}]")));

    assertThat(product.title()).isEqualTo("Team Deck");
    assertThat(product.variants()).extracting(RawVariant::price).containsExactly(usd("59.95"));
  }

  @Test
  void aListingGivesAllItsProducts() {
    ExtractedPage page =
        read(
            jsonLd(
                """
                {"@type":"ItemList","itemListElement":[
                 {"@type":"ListItem","item":{"@type":"Product","name":"Deck","url":"/p/deck","offers":{"price":"50"}}},
                 {"@type":"ListItem","item":{"@type":"Product","name":"Wheels","url":"/p/wheels","offers":{"price":"30"}}},
                 {"@type":"ListItem","item":{"@type":"Product","name":"Trucks","url":"/p/trucks","offers":{"price":"40"}}}]}\
                """));

    assertThat(page.state()).isEqualTo(PageState.LISTING);
    assertThat(page.products())
        .extracting(RawProduct::externalId)
        .containsExactly("/p/deck", "/p/wheels", "/p/trucks");
  }

  @ParameterizedTest
  @CsvSource({
    "<title>404 Not Found</title>, NOT_FOUND",
    "<h1>Access denied</h1>, BLOCKED",
    "<h1>About us</h1>, NOT_UNDERSTOOD",
    "'', NOT_UNDERSTOOD"
  })
  void aPageWithoutProductsHasAState(String html, PageState state) {
    assertThat(read(html).state()).isEqualTo(state);
  }

  @Test
  void aProductWithoutANameIsRefused() {
    ExtractedPage page =
        read(jsonLd("{\"@type\":\"Product\",\"sku\":\"TD-1\",\"offers\":{\"price\":\"5\"}}"));

    assertThat(page.refused())
        .containsExactly(
            new ExtractedPage.Refused("title", "TD-1", ExtractedPage.Reason.TITLE_MISSING, 1));
  }

  @Test
  void aShopOfThisPlatformIsReadAndUnderstood() {
    RawProduct raw =
        new PlatformExtractor().extract(SHOP, page(jsonLd(DECK))).products().getFirst();

    assertThat(new Normaliser().normalise(SHOP, raw))
        .isInstanceOfSatisfying(
            Normalised.Accepted.class,
            accepted -> {
              var variant = accepted.product().variants().getFirst();
              assertThat(variant.price())
                  .isEqualTo(new Money(new BigDecimal("59.95"), SHOP.currency()));
              assertThat(variant.gtin()).isEqualTo("0123456789012");
            });
    assertThat(new PlatformExtractor().page(SHOP, "/products/team-deck", 1))
        .isEqualTo(URI.create("https://plaza.example/products/team-deck"));
  }

  private static RawPrice usd(String text) {
    return new RawPrice(text, Notation.DECIMAL, "USD");
  }

  private static String jsonLd(String json) {
    return "<script type=\"application/ld+json\">" + json + "</script>";
  }

  private static RawProduct one(String html) {
    ExtractedPage page = read(html);
    assertThat(page.products()).as(html).hasSize(1);
    return page.products().getFirst();
  }

  private static ExtractedPage read(String html) {
    return new JsonLdExtractor().extract(SHOP, page(html));
  }

  private static Page page(String html) {
    return new Page(
        "plaza",
        URI.create("https://plaza.example/products/team-deck?utm_source=mail"),
        Instant.EPOCH,
        "urn:uuid:0",
        200,
        Map.of("content-type", List.of("text/html; charset=utf-8")),
        Body.of(html.getBytes(StandardCharsets.UTF_8)));
  }
}
