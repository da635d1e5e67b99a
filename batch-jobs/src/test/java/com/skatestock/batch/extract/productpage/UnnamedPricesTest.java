package com.skatestock.batch.extract.productpage;

import static org.assertj.core.api.Assertions.assertThat;

import com.skatestock.batch.extract.RawPrice;
import com.skatestock.batch.extract.RawVariant;
import com.skatestock.batch.source.Body;
import com.skatestock.batch.source.Page;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Pages whose authors call nothing by a name that says what it is, as generated style sheets have
 * it: what remains are words, places and the amounts themselves.
 */
class UnnamedPricesTest {

  /** An empty cell is no price. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # Two amounts side by side: the higher one was asked before, whichever comes first.
          <p>69,95 €</p><p>49,95 €</p>|49,95 €|
          <p>49,95 €</p><p>69,95 €</p>|49,95 €|
          <p>3 190 руб.</p><p>2 490 руб.</p>|2 490 руб.|
          # … but not where one is the other without tax, by its ratio or by its words.
          <p>142,80 €</p><p>120,00 €</p>|142,80 €|
          <p>£64.99</p><p>£54.16 <i>Ex Vat</i></p>|£64.99|
          <p>40.00€</p><p>Brez DDV: 36.53€</p>|40.00€|
          # … and not where a word says what the lower one is.
          <p>R$ 899,90</p><p>R$ 809,91 no boleto (10% off)</p>|R$ 899,90|
          <p>£115.00</p><p>Enter £90.00 or more</p>|£115.00|
          # Another currency, and parts of a price.
          <p>US $38.50</p><p>Approximately<b>GBP 27.92</b></p>|US $38.50|
          <p>89€<sup>99</sup></p><p>ou <b>4 x 22€97</b></p>|89€99|
          <p>978,00 € / tk</p><p>12 kuud:146,70 €</p>|978,00 € / tk|
          <p>(1點=1元)</p><p>294 元</p>|294 元|
          # A label in front of a currency's code is one.
          <p>CHF 19.50</p><p><i>Shipping:</i> <i>CHF 7.95</i></p>|CHF 19.50|
          # Cents without a name, and a currency beside its number.
          <p>$229<i>99</i></p>|$229.99|
          <p>3 299<i>00</i> zł</p>|3 299.00 zł|
          <p><i>590.00</i> <i>บาท</i></p>|590.00 บาท|
          # Digits of other scripts.
          <p>١٤٩٫٠٠ ر.س</p>|149.00 ر.س|
          # A text between elements.
          <p><s>$229.00</s> $149.95</p>|$149.95|$229.00
          <p>Unser bisheriger Preis 49,90 EUR<br>Jetzt nur 39,90 EUR</p>|Jetzt nur 39,90 EUR|Unser bisheriger Preis 49,90 EUR
          # What only looks like a label.
          <p>SAVE 70</p><p>$229.99</p>|$229.99|
          # A sentence is no price.
          <p>$5 manufacturer's savings is valid until Friday</p>||
          """)
  void thePriceIsToldByWordsAndPlaces(
      String html, @Nullable String price, @Nullable String before) {
    RawVariant variant = variant("<h1>Team Deck</h1>" + html + "<button>Add to cart</button>");

    assertThat(text(variant.price())).isEqualTo(price);
    assertThat(text(variant.compareAtPrice())).isEqualTo(before);
  }

  /** Layouts repeat their classes; things repeat what is inside. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # Rows of a form
          <h1>Team Deck</h1><div class="r"><b>£115.00</b> <a href="/h">3 bids</a></div><div class="r"><i>£27.02</i> <a href="/s">Details</a></div><button>Place bid</button>|£115.00
          # Two cards
          <h1>Team Deck</h1><div class="r"><a href="/a">Wax</a> <b>£4.00</b></div><div class="r"><a href="/b">Bolts</a> <b>£3.00</b></div><p>£59.95</p><button>Buy now</button>|£59.95
          # What stands in one box with the headline is not of the products that were announced before.
          <div><h2>Similar products</h2></div><section><b>Rs 23,450</b><h1>Team Deck</h1></section><button>Buy now</button>|Rs 23,450
          # Nothing is left: a price before the words is the thing's own, one behind is another's.
          <h1>Team Deck</h1><p>£145.00</p><p>Currently out of stock.</p>|£145.00
          <h1>Team Deck</h1><p>Currently out of stock.</p><p>SKU: TD-1</p><p>£145.00</p>|
          """)
  void thePlaceTellsWhoseThePriceIs(String html, @Nullable String price) {
    assertThat(text(variant(html).price())).isEqualTo(price);
  }

  private static RawVariant variant(String html) {
    Page page =
        new Page(
            "any",
            URI.create("https://shop.example/decks/team-deck"),
            Instant.EPOCH,
            "urn:uuid:00000000-0000-0000-0000-000000000000",
            200,
            Map.of("content-type", List.of("text/html; charset=utf-8")),
            Body.of(
                ("<html><head><title>Team Deck | Plaza</title></head><body>" + html)
                    .getBytes(StandardCharsets.UTF_8)));
    return new ProductPageReader().read(page).products().getFirst().variants().getFirst();
  }

  private static @Nullable String text(@Nullable RawPrice price) {
    return price == null ? null : price.text();
  }
}
