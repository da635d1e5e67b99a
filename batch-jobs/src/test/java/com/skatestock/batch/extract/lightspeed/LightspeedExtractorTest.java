package com.skatestock.batch.extract.lightspeed;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LightspeedExtractorTest {
  private static final Shop SHOP =
      SampleShop.of(
          Platform.LIGHTSPEED, "gracht", "Gracht Skateshop", "https://gracht.example/", "EUR");

  private static final String LISTING = "https://gracht.example/collection/page1.ajax?limit=100";

  private static final String SHOES =
      """
      {"id":901,"vid":7001,"image":"https://cdn.example/1/files/9/50x50x2/x.jpg","brand":{"id":4,"title":"Lakai","url":"brands/lakai"},
       "code":"LK-1","ean":"0871","sku":"LK","score":0,"title":"Griffin","fulltitle":"Lakai Griffin","url":"https://gracht.example/griffin.html",
       "price":{"price":64.95,"price_incl":64.95,"price_old":79.95,"price_money":"\\u20ac64,95",
        "price_money_without_currency":"64,95","price_old_money":"\\u20ac79,95","price_old_money_without_currency":"79,95"},
       "available":true,"variants":{
        "7001":{"id":7001,"title":"Maat: 42, Kleur: Zwart, wit","code":"LK-1-42","ean":"08711","sku":"LK42",
         "price":{"price_money_without_currency":"64,95","price_old_money_without_currency":"79,95"},
         "stock":{"available":true,"on_stock":true,"track":true,"allow_outofstock_sale":false,"level":4}},
        "7002":{"id":7002,"title":"Maat: 43","ean":"08712","sku":"LK43",
         "price":{"price":64.95,"price_old":0},
         "stock":{"available":false,"on_stock":false,"track":true,"level":0}},
        "7003":{"id":7003,"title":"Maat: 44","ean":"","sku":"",
         "price":{"price_money_without_currency":"1.064,95","price_old_money_without_currency":"0,00"},
         "stock":{"available":true,"on_stock":false,"track":true,"level":-2}}}}\
      """;

  private final LightspeedExtractor extractor = new LightspeedExtractor();

  @Test
  void readsAProductsVariantsWithTheirPricesAndStock() {
    ExtractedPage page = extracted("https://gracht.example/griffin.ajax", SHOES);

    assertThat(page)
        .isEqualTo(
            new ExtractedPage(
                PageState.LISTING,
                List.of(
                    new RawProduct(
                        "901",
                        "LK-1",
                        "Griffin",
                        "Lakai",
                        null,
                        "https://gracht.example/griffin.html",
                        "https://cdn.example/1/files/9/50x50x2/x.jpg",
                        List.of(),
                        List.of(
                            new RawVariant(
                                "7001",
                                "Maat: 42, Kleur: Zwart, wit",
                                "LK42",
                                "08711",
                                Map.of("Maat", "42", "Kleur", "Zwart, wit"),
                                shown("64,95"),
                                shown("79,95"),
                                Availability.IN_STOCK,
                                4),
                            new RawVariant(
                                "7002",
                                "Maat: 43",
                                "LK43",
                                "08712",
                                Map.of("Maat", "43"),
                                new RawPrice("64.95", Notation.DECIMAL, null),
                                null,
                                Availability.OUT_OF_STOCK,
                                0),
                            new RawVariant(
                                "7003",
                                "Maat: 44",
                                null,
                                null,
                                Map.of("Maat", "44"),
                                shown("1.064,95"),
                                null,
                                Availability.BACK_ORDER,
                                0)),
                        1)),
                List.of(),
                true));
  }

  @Test
  void aListingLeadsToTheProductsThatDoNotTellTheirVariants() {
    ExtractedPage page =
        extracted(
            LISTING,
            """
            {"page":1,"pages":3,"limit":100,"count":203,"products":[
             {"id":902,"vid":7010,"title":"Wax","url":"wax.html","price":{"price":4.5},"available":true},
             %s,
             {"id":903,"title":"Nowhere"}]}\
            """
                .formatted(SHOES));

    assertThat(page.state()).isEqualTo(PageState.LISTING);
    assertThat(page.last()).isFalse();
    assertThat(page.products()).extracting(RawProduct::externalId).containsExactly("901");
    assertThat(page.onward())
        .isEqualTo(
            new Onward.Details(List.of(URI.create("https://gracht.example/wax.ajax")), List.of()));
    assertThat(page.refused())
        .containsExactly(
            new Refused("url", "{\"id\":903,\"title\":\"Nowhere\"}", Reason.IDENTITY_MISSING, 3));
    assertThat(extracted(LISTING, "{\"page\":3,\"pages\":3,\"products\":[" + SHOES + "]}").last())
        .isTrue();
  }

  @Test
  void aProductWithoutVariantsIsItsOwn() {
    RawVariant wax =
        extracted(
                "https://gracht.example/wax.ajax",
                "{\"id\":902,\"vid\":7010,\"title\":\"Wax\",\"variants\":[],\"price\":{\"price\":4.5},"
                    + "\"available\":true}")
            .products()
            .getFirst()
            .variants()
            .getFirst();

    assertThat(wax)
        .isEqualTo(
            new RawVariant(
                "7010",
                null,
                null,
                null,
                Map.of(),
                new RawPrice("4.5", Notation.DECIMAL, null),
                null,
                Availability.IN_STOCK,
                null));
  }

  @Test
  void asksForTheCollectionOrItsListings() {
    assertThat(extractor.page(SHOP, "", 2))
        .hasToString("https://gracht.example/collection/page2.ajax?limit=100");
    assertThat(extractor.page(SHOP, "/shoes/", 1))
        .hasToString("https://gracht.example/shoes/page1.ajax?limit=100");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"page\":1,\"pages\":0,\"count\":0,\"products\":[]}|EMPTY",
        "{\"products\":[{}]}|NOT_UNDERSTOOD",
        "{\"error\":\"x\"}|NOT_UNDERSTOOD",
        "[1]|NOT_UNDERSTOOD",
        "<html><title>404 Pagina niet gevonden</title></html>|NOT_FOUND"
      })
  void tellsWhatIsNoProduct(String body, PageState state) {
    assertThat(extracted(LISTING, body).state()).isEqualTo(state);
  }

  private static RawPrice shown(String amount) {
    return new RawPrice(amount, Notation.DISPLAYED, null);
  }

  private ExtractedPage extracted(String uri, String body) {
    return extractor.extract(SHOP, SampleShop.page(SHOP, uri, body));
  }
}
