package com.skatestock.batch.extract.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import com.skatestock.batch.extract.ExtractedPage;
import com.skatestock.batch.extract.ExtractedPage.Reason;
import com.skatestock.batch.extract.ExtractedPage.Refused;
import com.skatestock.batch.extract.Onward;
import com.skatestock.batch.extract.PageState;
import com.skatestock.batch.extract.ProductParts;
import com.skatestock.batch.extract.RawPrice;
import com.skatestock.batch.extract.RawPrice.Notation;
import com.skatestock.batch.extract.RawProduct;
import com.skatestock.batch.extract.RawVariant;
import com.skatestock.batch.extract.SampleShop;
import com.skatestock.batch.shop.Platform;
import com.skatestock.batch.shop.Shop;
import com.skatestock.contracts.Availability;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WooCommerceExtractorTest {
  private static final Shop SHOP =
      SampleShop.of(
          Platform.WOOCOMMERCE, "curb", "Curb Cut Skates", "https://curbcut.example/shop/", "EUR");

  private static final String API = "https://curbcut.example/shop/wp-json/wc/store/v1/products";

  private static final String WAX =
      """
      {"id":31,"name":"Curb Wax &#8211; Mint &amp; Lime","slug":"curb-wax","parent":0,"type":"simple","variation":"",
       "permalink":"https:\\/\\/curbcut.example\\/shop\\/product\\/curb-wax\\/","sku":"WAX-1","description":"<p>Slick.<\\/p>",
       "on_sale":true,"prices":{"price":"699","regular_price":"899","sale_price":"699","price_range":null,
       "currency_code":"EUR","currency_symbol":"\\u20ac","currency_minor_unit":2,"currency_decimal_separator":",",
       "currency_thousand_separator":".","currency_prefix":"","currency_suffix":" \\u20ac"},"price_html":"<del>8,99<\\/del>",
       "images":[{"id":7,"src":"https:\\/\\/curbcut.example\\/wp-content\\/uploads\\/wax.jpg","thumbnail":"t"},{"id":8,"src":"b"}],
       "categories":[{"id":2,"name":"Tools &amp; Wax","slug":"tools"},{"id":3,"name":"Accessories","slug":"acc"}],
       "tags":[{"id":5,"name":"wax","slug":"wax"}],"brands":[{"id":9,"name":"Curb Cut","slug":"curb-cut"}],
       "attributes":[],"variations":[],"has_options":false,"is_purchasable":true,"is_in_stock":true,
       "is_on_backorder":false,"low_stock_remaining":2,"sold_individually":false,"extensions":{}}\
      """;

  private static final String DECK =
      """
      {"id":40,"name":"Team Deck","parent":0,"type":"variable","permalink":"https://curbcut.example/shop/product/team-deck/",
       "sku":"","prices":{"price":"5500","regular_price":"5500","price_range":{"min_amount":"5500","max_amount":"5900"},
       "currency_code":"EUR","currency_minor_unit":2},"images":[],"categories":[{"name":"Uncategorized"}],"tags":[],
       "attributes":[{"id":1,"name":"Brand","taxonomy":"pa_brand","has_variations":false,"terms":[{"name":"Magenta"}]},
        {"id":2,"name":"Size","taxonomy":"pa_size","has_variations":true,
         "terms":[{"id":1,"name":"8.25\\"","slug":"8-25"},{"id":2,"name":"8.5\\"","slug":"8-5"}]},
        {"id":0,"name":"Stain","taxonomy":null,"has_variations":true,"terms":[{"id":0,"name":"Natural","slug":"Natural"}]}],
       "variations":[{"id":41,"attributes":[{"name":"Size","value":"8-25"},{"name":"Stain","value":"Natural"}]},
        {"id":42,"attributes":[{"name":"Size","value":"8-5"},{"name":"Stain","value":null}]},
        {"id":43,"attributes":[{"name":"Size","value":"9"}]}],
       "is_purchasable":true,"is_in_stock":true}\
      """;

  private static final String DECK_VARIATIONS =
      """
      [{"id":41,"name":"Team Deck","parent":40,"type":"variation","variation":"Size: 8.25\\u0022, Stain: Natural",
        "permalink":"https://curbcut.example/shop/product/team-deck/?attribute_pa_size=8-25","sku":"TD-825",
        "prices":{"price":"5500","regular_price":"5500","currency_code":"EUR","currency_minor_unit":2},
        "attributes":[],"variations":[],"is_purchasable":true,"is_in_stock":false,"is_on_backorder":false,
        "low_stock_remaining":null},
       {"id":42,"name":"Team Deck","parent":40,"type":"variation","variation":"","sku":"TD-85",
        "prices":{"price":"5900","regular_price":"6500","currency_code":"EUR","currency_minor_unit":2},
        "attributes":[],"is_purchasable":true,"is_in_stock":true,"is_on_backorder":true}]\
      """;

  private final WooCommerceExtractor extractor = new WooCommerceExtractor();

  @Test
  void asksForAHundredByIdUnderTheSitesFolder() {
    assertThat(extractor.page(SHOP, "", 3))
        .hasToString(API + "?per_page=100&page=3&orderby=id&order=asc");
    assertThat(extractor.page(SHOP, "/product-category/decks/", 1))
        .hasToString(API + "?per_page=100&page=1&orderby=id&order=asc&category=decks");
    assertThat(extractor.canReadAhead(SHOP)).isFalse();
  }

  /** Found by fuzzing: it was an exception, which ended the scrape. */
  @Test
  void aNumberBeyondAllBoundsMakesThePageNotUnderstood() {
    assertThat(extracted("[{\"id\":1,\"weight\":2991e999999999999999999999}]").state())
        .isEqualTo(PageState.NOT_UNDERSTOOD);
  }

  @Test
  void readsASimpleProductWhole() {
    ExtractedPage page = extracted("[" + WAX + "]");

    assertThat(page)
        .isEqualTo(
            new ExtractedPage(
                PageState.LISTING,
                List.of(
                    new RawProduct(
                        "31",
                        null,
                        "Curb Wax &#8211; Mint &amp; Lime",
                        "Curb Cut",
                        "Tools &amp; Wax",
                        "https://curbcut.example/shop/product/curb-wax/",
                        "https://curbcut.example/wp-content/uploads/wax.jpg",
                        List.of("Accessories", "wax"),
                        List.of(
                            new RawVariant(
                                "31",
                                null,
                                "WAX-1",
                                null,
                                Map.of(),
                                euro("6.99"),
                                euro("8.99"),
                                Availability.IN_STOCK,
                                2)),
                        1)),
                List.of(),
                true));
  }

  @Test
  void joinsVariationsToTheProductThatNamesThem() {
    ExtractedPage products = extracted("[" + WAX + "," + DECK + "]");

    assertThat(products.products()).extracting(RawProduct::externalId).containsExactly("31");
    assertThat(products.onward())
        .isInstanceOfSatisfying(
            Onward.Details.class,
            details ->
                assertThat(details.pages())
                    .containsExactly(
                        URI.create(
                            API
                                + "?type=variation&per_page=100&orderby=id&order=asc&include=41,42,43")));

    ExtractedPage whole = ProductParts.whole(products, List.of(variations(DECK_VARIATIONS)));

    assertThat(whole.refused()).isEmpty();
    assertThat(whole.products()).extracting(RawProduct::externalId).containsExactly("31", "40");
    RawProduct deck = whole.products().getLast();
    assertThat(deck.brand()).isEqualTo("Magenta");
    assertThat(deck.category()).isNull();
    assertThat(deck.variants())
        .containsExactly(
            new RawVariant(
                "41",
                null,
                "TD-825",
                null,
                Map.of("Size", "8.25\"", "Stain", "Natural"),
                euro("55.00"),
                null,
                Availability.OUT_OF_STOCK,
                null),
            new RawVariant(
                "42",
                null,
                "TD-85",
                null,
                Map.of("Size", "8.5\""),
                euro("59.00"),
                euro("65.00"),
                Availability.BACK_ORDER,
                null));
  }

  @Test
  void takesAVariationsOwnWordsWhereTheProductTellsIdsOnly() {
    String ids = DECK.replaceAll("(?s)\"variations\":\\[.*?\\}\\],\n", "\"variations\":[41,42],");
    ExtractedPage whole =
        ProductParts.whole(extracted("[" + ids + "]"), List.of(variations(DECK_VARIATIONS)));

    assertThat(whole.products().getFirst().variants())
        .extracting(RawVariant::options)
        .containsExactly(Map.of("Size", "8.25\"", "Stain", "Natural"), Map.of());
  }

  @Test
  void refusesAnUnfinishedProductWhoseVariationsWereNotHad() {
    ExtractedPage products = extracted("[" + DECK + "]");

    assertThat(ProductParts.whole(products, List.of()).refused())
        .containsExactly(new Refused("40", "variants", "Team Deck", Reason.INCOMPLETE, 1));
    assertThat(ProductParts.whole(products, List.of(variations("[]"))).refused())
        .containsExactly(new Refused("40", "variants", "Team Deck", Reason.INCOMPLETE, 1));
  }

  @Test
  void partsAProductsVariationsOnlyIfTheyAreMoreThanAPage() {
    String small = variable(1, 1_000, 60);
    String large = variable(2, 2_000, 130);

    ExtractedPage products = extracted("[" + small + "," + large + "]");

    Onward.Details details = (Onward.Details) products.onward();
    assertThat(details.pages()).hasSize(3);
    assertThat(details.pages().getFirst().toString()).endsWith(",1059");
    assertThat(details.pages().get(1).toString()).contains("include=2000,").endsWith(",2099");
    assertThat(details.pages().getLast().toString()).contains("include=2100,").endsWith(",2129");

    List<ExtractedPage> parts =
        List.of(
            variations(answers(1, 1_000, 60)),
            variations(answers(2, 2_000, 100)),
            variations(answers(2, 2_100, 30)));
    assertThat(ProductParts.whole(products, parts).products())
        .extracting(product -> product.variants().size())
        .containsExactly(60, 130);
    assertThat(ProductParts.whole(products, parts.subList(0, 2)).products()).isEmpty();
  }

  @Test
  void leavesGroupsOutAndKeepsTheRefused() {
    ExtractedPage page =
        extracted(
            """
            [{"id":1,"name":"Park set","type":"grouped"},"x",{"id":2},{"name":"No id"},%s]\
            """
                .formatted(WAX));

    assertThat(page.products()).extracting(RawProduct::position).containsExactly(5);
    assertThat(page.refused())
        .containsExactly(
            new Refused("product", "\"x\"", Reason.MALFORMED, 2),
            new Refused("2", "title", "2", Reason.TITLE_MISSING, 3),
            new Refused("external_id", "No id", Reason.IDENTITY_MISSING, 4));
  }

  // The unit is the shop's setting: yen with two decimals, dinars with three, euros with none.
  @ParameterizedTest
  @CsvSource({"699,2,6.99", "699,0,699", "69900,3,69.900", "5,2,0.05", "x9,2,x9", "0,2,0.00"})
  void readsPricesInTheShopsOwnUnit(String price, int unit, String read) {
    String product =
        """
        [{"id":1,"name":"Bolt","prices":{"price":"%s","regular_price":"%s","currency_code":"EUR",
        "currency_minor_unit":%d}}]\
        """
            .formatted(price, price, unit);

    RawVariant bolt = extracted(product).products().getFirst().variants().getFirst();

    assertThat(bolt.price()).isEqualTo(euro(read));
    assertThat(bolt.compareAtPrice()).isNull();
    assertThat(bolt.availability()).isEqualTo(Availability.UNKNOWN);
  }

  @Test
  void aProductWithoutAPriceIsToldAsNoughtAndCannotBeBought() {
    String product =
        """
        [{"id":1,"name":"Soon","is_purchasable":false,"is_in_stock":true,
        "stock_availability":{"text":"12 in stock","class":"in-stock"},
        "prices":{"price":"0","regular_price":"0","currency_code":"EUR","currency_minor_unit":2}}]\
        """;

    RawVariant soon = extracted(product).products().getFirst().variants().getFirst();

    assertThat(soon.price()).isNull();
    assertThat(soon.compareAtPrice()).isNull();
    assertThat(soon.availability()).isEqualTo(Availability.IN_STOCK);
    assertThat(soon.quantity()).isEqualTo(12);
  }

  @Test
  void endsWithTheLastPageThatTheAnswerCounts() {
    Map<String, List<String>> two = Map.of("x-wp-totalpages", List.of("2"));

    assertThat(read(API + "?per_page=100&page=1", two, "[" + WAX + "]").last()).isFalse();
    assertThat(read(API + "?per_page=100&page=2", two, "[" + WAX + "]").last()).isTrue();
    assertThat(read(API + "?per_page=1&page=9", Map.of(), "[" + WAX + "]").last()).isFalse();
  }

  // What stands before the comma is the whole body.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[]|EMPTY",
        "{\"code\":\"rest_no_route\",\"message\":\"No route\",\"data\":{\"status\":404}}|NOT_FOUND",
        "{\"code\":\"rest_post_invalid_page_number\",\"data\":{\"status\":400}}|EMPTY",
        "{\"code\":\"rest_not_logged_in\",\"data\":{\"status\":401}}|BLOCKED",
        "{\"code\":\"internal_server_error\",\"data\":{\"status\":500}}|NOT_UNDERSTOOD",
        "[1,2]|NOT_UNDERSTOOD",
        "[{\"id\":1,\"name\":\"cut|NOT_UNDERSTOOD",
        "<html><title>Just a moment...</title></html>|BLOCKED",
        "<html><title>Page not found</title></html>|NOT_FOUND",
        "''|NOT_UNDERSTOOD"
      })
  void tellsWhatIsNoListing(String body, PageState state) {
    assertThat(extracted(body).state()).isEqualTo(state);
    assertThat(extracted(body).products()).isEmpty();
  }

  @Test
  void readsBehindTheWarningsOfABrokenExtension() {
    String warned =
        "\uFEFF<br />\n<b>Warning</b>:  Undefined variable in <b>/srv/x.php</b> on line"
            + " <b>3</b><br />\n["
            + WAX
            + "]";

    assertThat(extracted(warned).products()).hasSize(1);
  }

  private static String variable(int id, long first, int count) {
    return LongStream.range(first, first + count)
        .mapToObj(variation -> "{\"id\":" + variation + ",\"attributes\":[]}")
        .collect(
            Collectors.joining(
                ",", "{\"id\":" + id + ",\"name\":\"P" + id + "\",\"variations\":[", "]}"));
  }

  private static String answers(int parent, long first, int count) {
    return LongStream.range(first, first + count)
        .mapToObj(
            id ->
                "{\"id\":"
                    + id
                    + ",\"parent\":"
                    + parent
                    + ",\"name\":\"P\",\"type\":\"variation\"}")
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static RawPrice euro(String amount) {
    return new RawPrice(amount, Notation.DECIMAL, "EUR");
  }

  private ExtractedPage extracted(String body) {
    return read(API + "?per_page=100&page=1", Map.of(), body);
  }

  private ExtractedPage variations(String body) {
    return read(API + "?type=variation&include=1", Map.of(), body);
  }

  private ExtractedPage read(String uri, Map<String, List<String>> headers, String body) {
    return extractor.extract(SHOP, SampleShop.page(SHOP, uri, headers, body));
  }
}
