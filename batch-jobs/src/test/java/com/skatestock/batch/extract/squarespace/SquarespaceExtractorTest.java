package com.skatestock.batch.extract.squarespace;

import static org.assertj.core.api.Assertions.assertThat;

import com.skatestock.batch.extract.ExtractedPage;
import com.skatestock.batch.extract.ExtractedPage.Reason;
import com.skatestock.batch.extract.ExtractedPage.Refused;
import com.skatestock.batch.extract.Onward;
import com.skatestock.batch.extract.PageState;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SquarespaceExtractorTest {
  private static final Shop SHOP =
      SampleShop.of(
          Platform.SQUARESPACE,
          "driveway",
          "Driveway Skate Co.",
          "https://driveway.example/store",
          "USD");

  private static final String FIRST = "https://driveway.example/store?format=json-pretty";

  private static final String DECK =
      """
      {"id":"5f0a","collectionId":"5e99","recordType":11,"urlId":"team-deck","title":"Team Deck","fullUrl":"/store/p/team-deck",
       "assetUrl":"https://images.example/content/v1/deck.jpg","tags":["new"],"categories":["Decks","Wood"],
       "structuredContent":{"_type":"Product","productType":1,"variantOptionOrdering":["Size"],"variants":[
        {"id":"a1","sku":"SQ1","attributes":{"Size":"8.25"},"optionValues":[{"optionName":"Size","value":"8.25"}],
         "price":6400,"salePrice":5000,"priceMoney":{"currency":"USD","value":"64.00"},
         "salePriceMoney":{"currency":"USD","value":"50.00"},"onSale":true,"unlimited":false,"qtyInStock":3},
        {"id":"a2","sku":"SQ2","attributes":{"Size":"8.5"},"price":6400,"salePrice":0,
         "priceMoney":{"currency":"USD","value":"64.00"},"salePriceMoney":{"currency":"USD","value":"0.00"},
         "onSale":false,"unlimited":false,"qtyInStock":0},
        {"id":"a3","priceMoney":{"currency":"USD","value":"64.00"},"unlimited":true,"qtyInStock":0}]}}\
      """;

  private static final String LESSON =
      """
      {"id":"5f0b","title":"Lesson","structuredContent":{"productType":2,"variants":[],
       "priceMoney":{"currency":"USD","value":"30.00"}}}\
      """;

  private final SquarespaceExtractor extractor = new SquarespaceExtractor();

  @Test
  void readsAStorePageAndWhereItGoesOn() {
    ExtractedPage page =
        extracted(
            FIRST,
            """
            {"website":{"id":"1"},"collection":{"id":"5e99","itemCount":21},"items":[%s,%s],
             "pagination":{"nextPage":true,"nextPageOffset":1577836800000,
              "nextPageUrl":"/store?offset=1577836800000","pageSize":2}}\
            """
                .formatted(DECK, LESSON));

    assertThat(page)
        .isEqualTo(
            new ExtractedPage(
                PageState.LISTING,
                List.of(
                    new RawProduct(
                        "5f0a",
                        null,
                        "Team Deck",
                        null,
                        "Decks",
                        "https://driveway.example/store/p/team-deck",
                        "https://images.example/content/v1/deck.jpg",
                        List.of("Wood", "new"),
                        List.of(
                            variant("a1", "SQ1", Map.of("Size", "8.25"), "50.00", "64.00", 3),
                            variant("a2", "SQ2", Map.of("Size", "8.5"), "64.00", null, 0),
                            new RawVariant(
                                "a3",
                                null,
                                null,
                                null,
                                Map.of(),
                                dollars("64.00"),
                                null,
                                Availability.IN_STOCK,
                                null)),
                        1),
                    new RawProduct(
                        "5f0b",
                        null,
                        "Lesson",
                        null,
                        null,
                        null,
                        null,
                        List.of(),
                        List.of(
                            new RawVariant(
                                "5f0b",
                                null,
                                null,
                                null,
                                Map.of(),
                                dollars("30.00"),
                                null,
                                Availability.UNKNOWN,
                                null)),
                        2)),
                List.of(),
                false,
                new Onward.Next(
                    URI.create(
                        "https://driveway.example/store?offset=1577836800000&format=json-pretty"))));
  }

  @Test
  void asksForTheStorePageOrItsListings() {
    assertThat(extractor.page(SHOP, "", 1)).hasToString(FIRST);
    assertThat(extractor.page(SHOP, "/decks", 1))
        .hasToString("https://driveway.example/store/decks?format=json-pretty");
    assertThat(extractor.canReadAhead(SHOP)).isFalse();
  }

  @Test
  void aPageThatNamesNoNextOneIsTheLast() {
    assertThat(extracted(FIRST, "{\"items\":[" + DECK + "]}").last()).isTrue();
    assertThat(
            extracted(
                    FIRST,
                    "{\"items\":["
                        + DECK
                        + "],\"pagination\":{\"nextPage\":false,\"nextPageUrl\":\"/store?offset=1\"}}")
                .last())
        .isTrue();
  }

  @Test
  void readsOneProductsPage() {
    ExtractedPage page =
        extracted(
            "https://driveway.example/store/p/team-deck?format=json", "{\"item\":" + DECK + "}");

    assertThat(page.products()).extracting(RawProduct::externalId).containsExactly("5f0a");
    assertThat(page.last()).isTrue();
  }

  @Test
  void keepsWhatCannotBeAProduct() {
    ExtractedPage page =
        extracted(
            FIRST,
            """
            {"items":[{"title":"No id"},{"id":"5f0c"},
             {"id":"5f0d","title":"Two","structuredContent":{"variants":[{"sku":"1"},{"sku":"2"}]}},%s]}\
            """
                .formatted(DECK));

    assertThat(page.products()).extracting(RawProduct::position).containsExactly(4);
    assertThat(page.refused())
        .containsExactly(
            new Refused("external_id", "No id", Reason.IDENTITY_MISSING, 1),
            new Refused("5f0c", "title", "5f0c", Reason.TITLE_MISSING, 2),
            new Refused("5f0d", "variants.variant_id", "Two", Reason.IDENTITY_MISSING, 3));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"items\":[],\"collection\":{}}|EMPTY",
        "{\"collection\":{\"itemCount\":0}}|EMPTY",
        "{\"website\":{}}|NOT_UNDERSTOOD",
        "{\"items\":[{}]}|NOT_UNDERSTOOD",
        "{\"items\":[{\"id\":\"1\"|NOT_UNDERSTOOD",
        "<html><title>Page Not Found</title></html>|NOT_FOUND",
        "<html><title>Enter using password</title></html>|BLOCKED"
      })
  void tellsWhatIsNoStorePage(String body, PageState state) {
    assertThat(extracted(FIRST, body).state()).isEqualTo(state);
  }

  private static RawVariant variant(
      String id,
      String sku,
      Map<String, String> options,
      String price,
      @Nullable String old,
      int pieces) {
    return new RawVariant(
        id,
        null,
        sku,
        null,
        options,
        dollars(price),
        old == null ? null : dollars(old),
        pieces > 0 ? Availability.IN_STOCK : Availability.OUT_OF_STOCK,
        pieces);
  }

  private static RawPrice dollars(String amount) {
    return new RawPrice(amount, Notation.DECIMAL, "USD");
  }

  private ExtractedPage extracted(String uri, String body) {
    return extractor.extract(SHOP, SampleShop.page(SHOP, uri, body));
  }
}
