package com.skatestock.batch.extract.productpage;

import static org.assertj.core.api.Assertions.assertThat;

import com.skatestock.batch.extract.RawPrice;
import com.skatestock.batch.extract.RawVariant;
import com.skatestock.batch.source.Body;
import com.skatestock.batch.source.Page;
import com.skatestock.contracts.Availability;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which amount, form and code the evidence of a page is for, where it is not of one mind. */
class EvidenceTest {
  private static final String ADDRESS = "https://shop.example/decks/team-deck";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # Forms of the product differ in price: what the cheapest costs, and cost before.
          <span>from 24.95 €</span><span>39.99 €</span><span>up to -38%</span>|from 24.95 €
          # What stands around an old price, with a remark, is no more than that.
          <div><b>€18.90</b><div><b class="p_deleted">€39.90</b><i>-53%</i></div></div>|€18.90
          <p>US $8.49</p><p><b>US $16.98</b><i>-50%</i></p>|US $8.49
          # What a choice beside the product costs.
          <p>£459</p><label>Fitting <b>£30</b></label>|£459
          # A word in front that no list knows: what the amount is for.
          <p>459 €</p><p>Altteil 15 €</p>|459 €
          # The state that the thing is in is no label.
          <p>Used – very good</p><p>$119.95</p>|$119.95
          # A button says nothing of what stands behind it.
          <p>$89.90</p><button>Order now</button><p>$9.90</p>|$89.90
          # Currencies that have no sign.
          <p>KSh 2,199</p><p>12 units left</p>|KSh 2,199
          <p>12 500 FCFA</p><p>ECE R90 tested</p>|12 500 FCFA
          # Two that their authors call cards are two cards.
          <div class="card"><b class="price">$139.00</b></div><div class="card"><b class="price">$29.00</b></div><p><b class="price">94.99</b></p>|94.99
          # Who pays with the shop's card, or is a member of its club.
          <p>849 ₽ <i>при оплате картой</i></p><p>899 ₽</p>|899 ₽
          <p>£3.50</p><p>£2.50 Clubcard Price</p>|£3.50
          <p>990 ₽</p><p>890 ₽</p><p>по карте 801 ₽</p>|890 ₽
          # Prices that say what they are make no list.
          <p><i>62,99 €</i> incl. btw</p><p>Oorspronkelijk: <i>89,95 €</i></p><p>Laatste laagste prijs: <i>67,45 €</i></p>|62,99 €
          # Cents with their separator.
          <p><b>$5</b><sup>.98</sup></p><p>$1.99/lb</p>|$5.98
          """)
  void thePriceIsWhatEverybodyPays(String html, String price) {
    RawVariant variant = variant(ADDRESS, "<h1>Team Deck</h1>" + html + "<button>Add to cart");

    assertThat(text(variant.price())).isEqualTo(price);
  }

  @Test
  void theLowerEndOfARangeSecondsWhatIsShown() {
    RawVariant variant =
        variant(
            ADDRESS,
            """
            <h1>Team Deck</h1><p>$1,499.00</p><p>$899.00</p><p>$499.00</p><button>Add to cart</button>
            <script type="application/ld+json">{"@type":"Product","name":"Team Deck",
             "offers":{"@type":"AggregateOffer","lowPrice":899,"highPrice":1499,"priceCurrency":"MXN"}}</script>
            """);

    assertThat(text(variant.price())).isEqualTo("$899.00");
  }

  @Test
  void whatIsStatedButShownOnlyAsTheFormerPriceIsOutdated() {
    RawVariant variant =
        variant(
            ADDRESS,
            """
            <h1>Team Deck</h1><b class="price price--reduced">349 kr</b><b class="price price--original">499 kr</b>
            <button>Add to cart</button>
            <script type="application/ld+json">{"@type":"Product","name":"Team Deck",
             "offers":{"@type":"Offer","price":499,"priceCurrency":"SEK"}}</script>
            """);

    assertThat(text(variant.price())).isEqualTo("349 kr");
  }

  @ParameterizedTest
  @CsvSource({
    "https://shop.example/team-deck?skuId=2362085, OUT_OF_STOCK, 20",
    "https://shop.example/team-deck?skuId=2362093&from=mail, IN_STOCK, 22"
  })
  void theFormThatTheAddressAsksForCounts(String address, Availability said, String price) {
    RawVariant variant =
        variant(
            address,
            """
            <h1>Team Deck</h1><button>Add to cart</button>
            <script type="application/ld+json">{"@type":"Product","name":"Team Deck","offers":[
             {"@type":"Offer","sku":"2362085","price":20,"availability":"OutOfStock"},
             {"@type":"Offer","sku":"2362093","price":22,"availability":"InStock"}]}</script>
            """);

    assertThat(variant.availability()).isEqualTo(said);
    assertThat(text(variant.price())).isEqualTo(price);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # A shop's name in front of its label; another's number is not the shop's.
          Plaza Stock No.: 123-4567|123-4567
          Supplier Item Number: 123-4567|
          Angebotsnummer: 24890|24890
          ID: 654321098|654321098
          商品编码：12122970123|12122970123
          # A shop's name before a label, and a space behind it, where scripts do without spaces.
          某某商品番号：4711-22|4711-22
          รหัสสินค้า CDS12345678|CDS12345678
          # The second label of a text.
          MODEL: KD65X80J SKU: 456789|456789
          """)
  void labelsOfCodes(String html, @Nullable String code) {
    assertThat(variant(ADDRESS, "<h1>Team Deck</h1><p>$5</p><p>" + html + "</p>").sku())
        .isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource({
    "https://shop.example/PLID40412345, PLID40412345",
    "https://shop.example/0000000000/12122970123, 12122970123"
  })
  void longNumbersOfTheAddress(String address, String code) {
    assertThat(variant(address, "<h1>Team Deck</h1><p>$5</p>").sku()).isEqualTo(code);
  }

  private static RawVariant variant(String address, String html) {
    Page page =
        new Page(
            "any",
            URI.create(address),
            Instant.EPOCH,
            "urn:uuid:0",
            200,
            Map.of(),
            Body.of(
                ("<html><head><meta charset=utf-8><title>Team Deck | Plaza</title></head><body>"
                        + html)
                    .getBytes(StandardCharsets.UTF_8)));
    return new ProductPageReader().read(page).products().getFirst().variants().getFirst();
  }

  private static @Nullable String text(@Nullable RawPrice price) {
    return price == null ? null : price.text();
  }
}
