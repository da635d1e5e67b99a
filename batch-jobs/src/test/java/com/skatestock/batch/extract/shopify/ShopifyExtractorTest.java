package com.skatestock.batch.extract.shopify;

import static org.assertj.core.api.Assertions.assertThat;

import com.skatestock.batch.extract.ExtractedPage;
import com.skatestock.batch.extract.ExtractedPage.Reason;
import com.skatestock.batch.extract.ExtractedPage.Refused;
import com.skatestock.batch.extract.PageState;
import com.skatestock.batch.extract.RawPrice;
import com.skatestock.batch.extract.RawPrice.Notation;
import com.skatestock.batch.extract.RawProduct;
import com.skatestock.batch.extract.RawVariant;
import com.skatestock.batch.extract.SampleShop;
import com.skatestock.batch.shop.Platform;
import com.skatestock.batch.shop.Shop;
import com.skatestock.batch.source.Body;
import com.skatestock.batch.source.Page;
import com.skatestock.contracts.Availability;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShopifyExtractorTest {
  private static final Shop SHOP =
      SampleShop.of(
          Platform.SHOPIFY, "hillbomb", "Hill Bomb Skate Shop", "https://hillbomb.example/", "USD");

  private static final String DECK =
      """
      {"id":11,"title":"Hill Bomb Team Deck","handle":"team-deck","body_html":"<p>Seven plies</p>",
       "vendor":"Hill Bomb","product_type":"Decks","tags":["deck","new"],
       "variants":[
        {"id":101,"title":"8.25 / Red","option1":"8.25","option2":"Red","option3":null,"sku":"HB-825",
         "available":true,"price":"59.95","compare_at_price":"65.00"},
        {"id":102,"title":"8.5 / Red","option1":"8.5","option2":"Red","option3":null,"sku":"",
         "available":false,"price":"59.95","compare_at_price":null}],
       "images":[{"id":1,"src":"https://cdn.example/team.jpg"},{"id":2,"src":"https://cdn.example/back.jpg"}],
       "options":[{"name":"Size","position":1,"values":["8.25","8.5"]},{"name":"Color","position":2}]}\
      """;

  private final ShopifyExtractor extractor = new ShopifyExtractor();

  @Test
  void readsProductsWithTheirVariantsThoughOptionNamesComeLast() {
    ExtractedPage page = read("{\"products\":[" + DECK + "]}");

    assertThat(page.state()).isEqualTo(PageState.LISTING);
    assertThat(page.refused()).isEmpty();
    assertThat(page.products())
        .containsExactly(
            new RawProduct(
                "11",
                null,
                "Hill Bomb Team Deck",
                "Hill Bomb",
                "Decks",
                "https://hillbomb.example/products/team-deck",
                "https://cdn.example/team.jpg",
                List.of("deck", "new"),
                List.of(
                    new RawVariant(
                        "101",
                        "8.25 / Red",
                        "HB-825",
                        null,
                        Map.of("Size", "8.25", "Color", "Red"),
                        new RawPrice("59.95", Notation.DECIMAL, null),
                        new RawPrice("65.00", Notation.DECIMAL, null),
                        Availability.IN_STOCK,
                        null),
                    new RawVariant(
                        "102",
                        "8.5 / Red",
                        null,
                        null,
                        Map.of("Size", "8.5", "Color", "Red"),
                        new RawPrice("59.95", Notation.DECIMAL, null),
                        null,
                        Availability.OUT_OF_STOCK,
                        null)),
                1));
  }

  @Test
  void aListingEndsWithThePageThatIsNotFull() {
    String two = "{\"products\":[" + DECK + "," + DECK + "]}";

    assertThat(read("/products.json?limit=2&page=1", two).last()).isFalse();
    assertThat(read("/products.json?limit=3&page=1", two).last()).isTrue();
    assertThat(read("/products.json?limit=2&page=2", "{\"products\":[]}"))
        .isEqualTo(new ExtractedPage(PageState.EMPTY, List.of(), List.of(), true));
  }

  @Test
  void asksForThePagesOfTheWholeShopAndOfACollection() {
    assertThat(extractor.page(SHOP, "", 1))
        .hasToString("https://hillbomb.example/products.json?limit=250&page=1");
    assertThat(extractor.page(SHOP, "/collections/decks", 3))
        .hasToString("https://hillbomb.example/collections/decks/products.json?limit=250&page=3");
  }

  @Test
  void whatIsNoProductIsRefusedAndTheOthersAreRead() {
    ExtractedPage page =
        read(
            "{\"products\":[\"sold\",{\"title\":\"No id\"},{\"id\":3,\"title\":\" \"},"
                + "{\"id\":4,\"title\":\"T\",\"variants\":[\"x\"]},[[1]],"
                + DECK
                + "]}");

    assertThat(page.products()).extracting(RawProduct::position).containsExactly(6);
    assertThat(page.refused())
        .containsExactly(
            new Refused("product", "sold", Reason.MALFORMED, 1),
            new Refused("external_id", "No id", Reason.IDENTITY_MISSING, 2),
            new Refused("3", "title", "", Reason.TITLE_MISSING, 3),
            new Refused("4", "variants", "x", Reason.MALFORMED, 4),
            new Refused("product", "[…]", Reason.MALFORMED, 5));
  }

  @Test
  void theAjaxFormHasPricesInTheSmallestUnit() {
    ExtractedPage page =
        read(
            "/products/wax.js",
            """
            {"id":7,"title":"Curb Wax","handle":"wax","type":"Accessories","price":450,
             "images":["//cdn.example/wax.png"],"options":["Title"],
             "variants":[{"id":70,"title":"Default Title","option1":"Default Title","price":450,
               "compare_at_price":600,"available":true,"barcode":"0001112223334"}]}\
            """);

    RawVariant wax = page.products().getFirst().variants().getFirst();
    assertThat(wax)
        .isEqualTo(
            new RawVariant(
                "70",
                null,
                null,
                "0001112223334",
                Map.of(),
                new RawPrice("450", Notation.MINOR_UNITS, null),
                new RawPrice("600", Notation.MINOR_UNITS, null),
                Availability.IN_STOCK,
                null));
    assertThat(page.products().getFirst().imageUrl()).isEqualTo("https://cdn.example/wax.png");
    assertThat(page.products().getFirst().category()).isEqualTo("Accessories");
    assertThat(page.last()).isTrue();
  }

  @Test
  void theAdminFormTellsAvailabilityByItsInventory() {
    ExtractedPage page =
        read(
            """
            {"collection":{"id":1,"title":"Wheels"},"products":[
             {"id":1,"title":"Tracked","tags":"wheels, 54mm","options":[{"name":"Size","values":["54"]}],
              "variants":[
               {"id":1,"option1":"54","price":"30.00","inventory_management":"shopify","inventory_policy":"deny","inventory_quantity":4},
               {"id":2,"option1":"56","price":"30.00","inventory_management":"shopify","inventory_policy":"deny","inventory_quantity":-2},
               {"id":3,"option1":"58","price":"30.00","inventory_management":"shopify","inventory_policy":"continue","inventory_quantity":0},
               {"id":4,"option1":"60","price":"30.00","inventory_management":null,"inventory_quantity":0}]}]}\
            """);

    assertThat(page.products().getFirst().tags()).containsExactly("wheels", "54mm");
    assertThat(page.products().getFirst().variants())
        .extracting(RawVariant::availability, RawVariant::quantity)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(Availability.IN_STOCK, 4),
            org.assertj.core.groups.Tuple.tuple(Availability.OUT_OF_STOCK, 0),
            org.assertj.core.groups.Tuple.tuple(Availability.BACK_ORDER, 0),
            org.assertj.core.groups.Tuple.tuple(Availability.IN_STOCK, null));
  }

  @ParameterizedTest(name = "{2}: {0}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      quoteCharacter = '`',
      textBlock =
          """
          # what a shop answers instead of products
          {"errors":"Not Found"}                              | NOT_FOUND      | Shopify's own 404
          {"status":404,"message":"Not Found"}                | NOT_FOUND      | the same of .js addresses
          {"errors":"Throttled"}                              | BLOCKED        | too fast
          {}                                                  | NOT_UNDERSTOOD | nothing known
          {"products":"none"}                                 | NOT_UNDERSTOOD | a string where a list belongs
          {"products":null}                                   | NOT_UNDERSTOOD | no list
          []                                                  | EMPTY          | a bare list without products
          {"products":[]}                                     | EMPTY          | a page after the last one
          {"products":[{"id":1,"title":"T","variants":[]}     | NOT_UNDERSTOOD | it breaks off
          {"products":[]} x                                   | NOT_UNDERSTOOD | something after the end
          <html><head><title>404 Not Found</title></html>     | NOT_FOUND      | HTML
          <title>Just a moment...</title>                     | BLOCKED        | a firewall's page
          <title>Hill Bomb - Opening soon</title>             | BLOCKED        | closed with a password
          <title>Hill Bomb Skate Shop</title><h1>Decks</h1>   | NOT_UNDERSTOOD | the shop's own page, not JSON
          406 Not Acceptable                                  | BLOCKED        | bare text
          ``                                                  | NOT_UNDERSTOOD | an empty body
          """)
  void aPageWithoutProductsHasAState(String body, PageState state, String why) {
    ExtractedPage page = read(body);

    assertThat(page.state()).as(why).isEqualTo(state);
    assertThat(page.products()).isEmpty();
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "5.00"  | 5.00
          5       | 5
          5.0     | 5.0
          1998.9999999999998 | 1998.9999999999998
          ""      | -
          null    | -
          {"amount":5} | -
          """)
  void aPriceIsTextOrNumberOrNothing(String json, String text) {
    ExtractedPage page =
        read(
            "{\"products\":[{\"id\":1,\"title\":\"T\",\"variants\":[{\"id\":2,\"price\":"
                + json
                + "}]}]}");

    RawPrice price = page.products().getFirst().variants().getFirst().price();
    assertThat(price)
        .isEqualTo(text.equals("-") ? null : new RawPrice(text, Notation.DECIMAL, null));
  }

  @Test
  void brokenCharactersAndGiantOrRepeatedMembersDoNotCostThePage() {
    String odd =
        "{\"products\":[{\"id\":1,\"id\":2,\"title\":\"B\u0001ad \u00c3(\",\"weight\":"
            + "9".repeat(5_000)
            + ",\"variants\":[{\"id\":3,\"price\":\"1.00\"}]}]}";
    byte[] invalidUtf8 = odd.getBytes(StandardCharsets.ISO_8859_1);

    ExtractedPage page = extractor.extract(SHOP, page("/products.json", 200, invalidUtf8));

    assertThat(page.products()).extracting(RawProduct::externalId).containsExactly("2");
    assertThat(page.products().getFirst().title()).isEqualTo("B\u0001ad \uFFFD(");
  }

  @Test
  void aPageNestedTooDeeplyIsNotUnderstood() {
    assertThat(read("{\"products\":" + "[".repeat(100_000)).state())
        .isEqualTo(PageState.NOT_UNDERSTOOD);
    assertThat(read("{\"a\":".repeat(100_000)).state()).isEqualTo(PageState.NOT_UNDERSTOOD);
  }

  @Test
  void aFailedAnswerIsNotReadAtAll() {
    byte[] body = "{\"products\":[]}".getBytes(StandardCharsets.UTF_8);

    assertThat(extractor.extract(SHOP, page("/products.json", 430, body)).state())
        .isEqualTo(PageState.BLOCKED);
    assertThat(extractor.extract(SHOP, page("/products.json", 404, body)).state())
        .isEqualTo(PageState.NOT_FOUND);
  }

  @Property(tries = 2_000)
  void neverThrowsWhateverTheBytes(
      @ForAll @IntRange(max = 900) int at, @ForAll byte[] inserted, @ForAll boolean cut) {
    byte[] good = ("{\"products\":[" + DECK + "]}").getBytes(StandardCharsets.UTF_8);
    int from = Math.min(at, good.length);
    int to = cut ? good.length : Math.min(good.length, from + inserted.length);
    byte[] bad = new byte[from + inserted.length + good.length - to];
    System.arraycopy(good, 0, bad, 0, from);
    System.arraycopy(inserted, 0, bad, from, inserted.length);
    System.arraycopy(good, to, bad, from + inserted.length, good.length - to);

    ExtractedPage page = extractor.extract(SHOP, page("/products.json", 200, bad));

    assertThat(page.products().isEmpty()).isEqualTo(page.state() != PageState.LISTING);
    assertThat(Arrays.asList(PageState.values())).contains(page.state());
  }

  private ExtractedPage read(String body) {
    return read("/products.json?limit=250&page=1", body);
  }

  private ExtractedPage read(String path, String body) {
    return extractor.extract(SHOP, page(path, 200, body.getBytes(StandardCharsets.UTF_8)));
  }

  private static Page page(String path, int status, byte[] body) {
    return new Page(
        "hillbomb",
        URI.create("https://hillbomb.example" + path),
        Instant.parse("2025-01-01T00:00:00Z"),
        "urn:uuid:00000000-0000-0000-0000-000000000001",
        status,
        Map.of(),
        Body.of(body));
  }
}
