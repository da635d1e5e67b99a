package com.skatestock.batch.extract.productpage;

import static org.assertj.core.api.Assertions.assertThat;

import com.skatestock.batch.extract.ExtractedPage;
import com.skatestock.batch.extract.PageState;
import com.skatestock.batch.extract.RawPrice;
import com.skatestock.batch.extract.RawPrice.Notation;
import com.skatestock.batch.extract.RawProduct;
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

/**
 * Small pages in the shape of real ones: what is stated, what is shown, and which of both counts.
 */
class ProductPageReaderTest {
  private static final String ADDRESS = "https://shop.example/decks/team-deck";

  // ---- what is stated

  @Test
  void whatIsStatedCounts() {
    RawVariant variant =
        one(
            page(
                """
                <h1>Team Deck</h1><span class="price">$59.95</span><button>Add to cart</button>
                <script type="application/ld+json">{"@type":"Product","name":"Team Deck","sku":"TD-1","gtin12":"012345678905",
                 "offers":{"@type":"Offer","price":"59.95","priceCurrency":"USD","availability":"https://schema.org/LimitedAvailability"}}</script>
                """));

    assertThat(variant.price()).isEqualTo(new RawPrice("59.95", Notation.DECIMAL, "USD"));
    assertThat(variant.sku()).isEqualTo("TD-1");
    assertThat(variant.gtin()).isEqualTo("012345678905");
    assertThat(variant.availability()).isEqualTo(Availability.LIMITED_AVAILABILITY);
  }

  @Test
  void openGraphIsBelievedWhereNothingElseIsStated() {
    RawProduct product =
        product(
            """
            <html><head><title>Team Deck | Plaza</title>
            <meta property="og:type" content="product"><meta property="og:title" content="Team Deck">
            <meta property="product:price:amount" content="59.95"><meta property="product:price:currency" content="EUR">
            <meta property="product:availability" content="out of stock">
            <meta property="product:retailer_item_id" content="TD-1"><meta property="product:brand" content="Plaza">
            </head><body><p>A deck.</p></body></html>
            """);

    RawVariant variant = product.variants().getFirst();
    assertThat(product.title()).isEqualTo("Team Deck");
    assertThat(product.brand()).isEqualTo("Plaza");
    assertThat(variant.price()).isEqualTo(new RawPrice("59.95", Notation.DECIMAL, "EUR"));
    assertThat(variant.availability()).isEqualTo(Availability.OUT_OF_STOCK);
    assertThat(variant.sku()).isEqualTo("TD-1");
  }

  @Test
  void theShownPriceCountsWhereTheStatedOneIsNowhereToBeSeen() {
    assertThat(
            price(
                """
                <h1>Team Deck</h1><span class="product-price">$49.95</span><button>Add to cart</button>
                <script type="application/ld+json">{"@type":"Product","name":"Team Deck",
                 "offers":{"@type":"Offer","price":"4995","priceCurrency":"USD"}}</script>
                """))
        .isEqualTo("$49.95");
  }

  @Test
  void theShownPriceCountsWhereTheStatedOneIsStruckOut() {
    RawVariant variant =
        one(
            page(
                """
                <h1>Team Deck</h1><del class="price">$59.95</del><ins class="price">$49.95</ins><button>Add to cart</button>
                <script type="application/ld+json">{"@type":"Product","name":"Team Deck",
                 "offers":{"@type":"Offer","price":"59.95","priceCurrency":"USD"}}</script>
                """));

    assertThat(text(variant.price())).isEqualTo("$49.95");
    assertThat(text(variant.compareAtPrice())).isEqualTo("$59.95");
  }

  @Test
  void inARangeThePriceIsTheShownOne() {
    assertThat(
            price(
                """
                <h1>Team Deck</h1><span class="price">$57.00</span><button>Add to cart</button>
                <script type="application/ld+json">{"@type":"Product","name":"Team Deck",
                 "offers":{"@type":"AggregateOffer","lowPrice":"55.00","highPrice":"60.00","priceCurrency":"USD"}}</script>
                """))
        .isEqualTo("$57.00");
  }

  @Test
  void aRangeOfWhichNothingIsShownIsNoPrice() {
    assertThat(
            price(
                """
                <h1>Team Deck</h1><button>Add to cart</button>
                <script type="application/ld+json">{"@type":"Product","name":"Team Deck",
                 "offers":{"@type":"AggregateOffer","lowPrice":"55.00","highPrice":"60.00","priceCurrency":"USD"}}</script>
                """))
        .isNull();
  }

  @Test
  void ofSeveralOffersTheShownOneComesFirst() {
    RawProduct product =
        product(
            """
            <h1>Team Deck</h1><span class="price">$60.00</span><p>SKU: TD-85</p><button>Add to cart</button>
            <script type="application/ld+json">{"@type":"ProductGroup","name":"Team Deck","productGroupID":"7","hasVariant":[
             {"@type":"Product","sku":"TD-8","size":"8.0","offers":{"@type":"Offer","price":"55.00","priceCurrency":"USD","availability":"InStock"}},
             {"@type":"Product","sku":"TD-85","size":"8.5","offers":{"@type":"Offer","price":"60.00","priceCurrency":"USD","availability":"InStock"}}]}</script>
            """);

    assertThat(product.variants()).extracting(RawVariant::sku).containsExactly("TD-85", "TD-8");
    assertThat(product.variants())
        .extracting(v -> text(v.price()))
        .containsExactly("60.00", "55.00");
  }

  @Test
  void thousandsThatLookLikeDecimalsAreReadAsPeopleSeeThem() {
    assertThat(
            price(
                """
                <div itemscope itemtype="https://schema.org/Product"><h1 itemprop="name">Tabla</h1>
                <div itemprop="offers" itemscope itemtype="https://schema.org/Offer"><meta itemprop="price" content="1.299">
                <meta itemprop="priceCurrency" content="EUR"><span class="precio">1.299 €</span></div></div>
                """))
        .isEqualTo("1.299 €");
  }

  // ---- what is shown, in the markup of widespread shop software

  @Test
  void aSimplePage() {
    RawProduct product =
        product(
            """
            <title>Team Deck 8.25 – Plaza Skate Shop</title>
            <header><a href="/cart">Cart $0.00</a></header>
            <div class="product"><h1>Team Deck 8.25</h1><p class="price">$59.95</p><p>Item #: TD-825</p>
            <form><button type="submit">Add to Cart</button></form></div>
            """);

    RawVariant variant = product.variants().getFirst();
    assertThat(product.title()).isEqualTo("Team Deck 8.25");
    assertThat(product.externalId()).isEqualTo("/decks/team-deck");
    assertThat(product.code()).isEqualTo("TD-825");
    assertThat(text(variant.price())).isEqualTo("$59.95");
    assertThat(variant.availability()).isEqualTo(Availability.IN_STOCK);
  }

  @Test
  void aPriceWithAStruckOutOneBesideIt() {
    RawVariant variant =
        one(
            page(
                """
                <div class="summary entry-summary"><h1 class="product_title entry-title">Team Deck</h1>
                <p class="price"><del aria-hidden="true"><span class="woocommerce-Price-amount amount"><bdi><span class="woocommerce-Price-currencySymbol">&euro;</span>69,95</bdi></span></del>
                <ins><span class="woocommerce-Price-amount amount"><bdi><span class="woocommerce-Price-currencySymbol">&euro;</span>49,95</bdi></span></ins></p>
                <p class="stock in-stock">12 op voorraad</p>
                <button type="submit" name="add-to-cart" value="4711" class="single_add_to_cart_button button alt">In winkelwagen</button>
                <span class="sku_wrapper">SKU: <span class="sku">TD-825</span></span></div>
                <section class="related products"><h2>Gerelateerde producten</h2><ul><li><h2>Wielen</h2><span class="price">&euro;29,95</span><a class="button add_to_cart_button">In winkelwagen</a></li></ul></section>
                """));

    assertThat(text(variant.price())).isEqualTo("€49,95");
    assertThat(text(variant.compareAtPrice())).isEqualTo("€69,95");
    assertThat(variant.availability()).isEqualTo(Availability.IN_STOCK);
    assertThat(variant.sku()).isEqualTo("TD-825");
  }

  @Test
  void oldAndSpecialPricesByName() {
    RawVariant variant =
        one(
            page(
                """
                <div class="product-info-main"><h1 class="page-title"><span class="base">Team Deck</span></h1>
                <div class="product attribute sku"><strong class="type">SKU</strong> <div class="value">TD-825</div></div>
                <div class="stock unavailable" title="Availability"><span>Out of stock</span></div>
                <div class="price-box price-final_price" data-product-id="4711">
                 <span class="special-price"><span class="price-label">Special Price</span> <span class="price">£49.00</span></span>
                 <span class="old-price"><span class="price-label">Regular Price</span> <span class="price">£59.00</span></span></div></div>
                <div class="block upsell"><div class="price-box"><span class="price">£9.00</span></div></div>
                """));

    assertThat(text(variant.price())).isEqualTo("£49.00");
    assertThat(text(variant.compareAtPrice())).isEqualTo("£59.00");
    assertThat(variant.availability()).isEqualTo(Availability.OUT_OF_STOCK);
    assertThat(variant.sku()).isEqualTo("TD-825");
  }

  @Test
  void whatOtherCustomersBoughtIsNotTaken() {
    assertThat(
            price(
                """
                <h1>Team Deck</h1><p>Ask us for the price of this one.</p>
                <h2>Customers also bought</h2><ul><li>Wheels <span class="price">$29.95</span><button>Add to cart</button></li>
                <li>Trucks <span class="price">$39.95</span><button>Add to cart</button></li></ul>
                <script type="application/ld+json">{"@type":"Product","name":"Team Deck"}</script>
                """))
        .isNull();
  }

  @Test
  void raisedCentsAreCents() {
    assertThat(
            price(
                """
                <h1>Team Deck</h1><span class="price"><span class="symbol">$</span><span>49</span><sup>99</sup></span>
                <button>Add to cart</button>
                """))
        .isEqualTo("$49.99");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Add to cart|IN_STOCK
          In den Warenkorb|IN_STOCK
          Ajouter au panier|IN_STOCK
          Añadir al carrito|IN_STOCK
          Aggiungi al carrello|IN_STOCK
          Do koszyka|IN_STOCK
          カートに入れる|IN_STOCK
          Sold out|OUT_OF_STOCK
          Ausverkauft|OUT_OF_STOCK
          Rupture de stock|OUT_OF_STOCK
          Agotado|OUT_OF_STOCK
          Notify me when available|OUT_OF_STOCK
          """)
  void theButtonTellsWhetherItCanBeBought(String button, Availability availability) {
    RawVariant variant =
        one(
            page(
                "<h1>Team Deck</h1><b class=\"price\">59,95 €</b><button>" + button + "</button>"));

    assertThat(variant.availability()).isEqualTo(availability);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          In stock|IN_STOCK
          Only 3 left in stock|IN_STOCK
          Auf Lager, Lieferung in 2 Tagen|IN_STOCK
          En stock|IN_STOCK
          Currently unavailable|OUT_OF_STOCK
          Nicht auf Lager|OUT_OF_STOCK
          Momentan nicht verfügbar|OUT_OF_STOCK
          Esaurito|OUT_OF_STOCK
          нет в наличии|OUT_OF_STOCK
          Available for pre-order|PRE_ORDER
          On backorder|BACK_ORDER
          Discontinued|DISCONTINUED
          """)
  void wordsTellTheAvailability(String words, Availability availability) {
    RawVariant variant =
        one(
            page(
                "<h1>Team Deck</h1><b class=\"price\">59,95 €</b><p class=\"availability\">"
                    + words
                    + "</p>"));

    assertThat(variant.availability()).isEqualTo(availability);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <p>SKU: TD-825</p>|TD-825
          <tr><th>Product code</th><td>TD825</td></tr>|TD825
          <p>Item # 825-1</p>|825-1
          <dl><dt>Artikel-Nr.:</dt><dd>10.0825</dd></dl>|10.0825
          <p><b>Référence :</b> <span>825.A</span></p>|825.A
          <p>Cod. 825</p>|825
          <p>Model: TD825</p>|TD825
          <p>Style No. 825-TD</p>|825-TD
          <p>Артикул: 00825</p>|00825
          <span>商品番号</span><span>td-0825</span>|td-0825
          <div class="rating">Item 4.8 of 5</div>|
          <p>Call 555-0825</p>|
          """)
  void printedCodesAreKnownByTheirLabels(String html, @Nullable String code) {
    String table = html.startsWith("<tr>") ? "<table>" + html + "</table>" : html;
    RawProduct product =
        product(
            "<h1>Team Deck</h1><b class=\"price\">$59.95</b>" + table + "<button>Buy now</button>");

    assertThat(product.code()).isEqualTo(code);
  }

  @Test
  void theAddressConfirmsAnIdOfAForm() {
    RawProduct product =
        product(
            "https://shop.example/listing/4711825-team-deck",
            """
            <h1>Team Deck</h1><b class="price">$59.95</b>
            <form><input type="hidden" name="product_id" value="4711825"><button>Buy now</button></form>
            """);

    assertThat(product.code()).isEqualTo("4711825");
  }

  /** Which of several amounts is the price; each in the markup of some widespread shop software. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <p>You are $75.00 away from free shipping</p><div>$55.00</div><p>or 4 payments of $13.75</p>|$55.00|
          <div class="p"><strong>£1,299</strong><small>or £54.13/month</small></div>|£1,299|
          <span class="price">$5.00</span><table class="tier-prices"><tr><td>10+</td><td class="price">$4.50</td></tr></table>|$5.00|
          <p>Price: 59.95</p><p>Call 555</p>|Price: 59.95|
          <div class="was-price">Was $60.00</div><div class="now-price">Now $45.00</div><div class="save-price">Save $15.00</div>|Now $45.00|Was $60.00
          <span class="priceold">540,00 Kn</span> <span class="pricenew">270,00 Kn</span>|270,00 Kn|540,00 Kn
          <ul><li><span style="text-decoration: line-through">$122.00</span></li><li><h2>$98.00</h2></li><li>Ex Tax: $80.00</li></ul>|$98.00|$122.00
          <div>MSRP: <b class="price price--rrp">$89.00</b></div><div>Now: <b class="price price--withoutTax">$59.00</b></div><div class="price-section--saving">(You save $30.00)</div>|$59.00|$89.00
          <span>De: R$ 299,90</span><span class="best">Por: R$ 199,90</span><span>ou 4x de R$ 49,98 sem juros</span>|Por: R$ 199,90|
          <div class="preis">4,99 €</div><div class="grundpreis">49,90 € / kg</div><div>Lieferung: 3,90 €</div>|4,99 €|
          <s><i>$</i><i>12.000</i></s><b><i>$</i><i>9.599</i><i class="cents">50</i></b><p>en 6x $ 1.600</p>|$9.599,50|
          """)
  void ofSeveralAmountsThePriceIsTaken(String html, String price, @Nullable String before) {
    RawVariant variant = one(page("<h1>Team Deck</h1>" + html + "<button>Add to cart</button>"));

    assertThat(text(variant.price())).isEqualTo(price);
    if (before != null) {
      assertThat(text(variant.compareAtPrice())).isEqualTo(before);
    }
  }

  /** Signs of availability that stand against each other. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <p>Availability: Out of stock</p><button>Add to cart</button>|OUT_OF_STOCK
          <div style="display:none">Out of stock</div><button>Add to cart</button>|IN_STOCK
          <ul><li>8.0 <i>Sold out</i></li><li>8.5</li></ul><button>Add to cart</button>|IN_STOCK
          <button class="size-button" aria-label="Sold out">8.0</button><button>Add to cart</button>|IN_STOCK
          <p>Sorry, this deck is currently out of stock.</p>|OUT_OF_STOCK
          <button>Pre-order</button>|PRE_ORDER
          <h2>You may also like</h2><p class="stock">Out of stock</p>|IN_STOCK
          <div class="stock-status">Sold out</div><script type="application/ld+json">{"@type":"Product","name":"Team Deck","offers":{"price":59.95,"availability":"InStock"}}</script>|OUT_OF_STOCK
          <div class="stock-status">Sold out</div><button>Add to cart</button><script type="application/ld+json">{"@type":"Product","name":"Team Deck","offers":{"price":59.95,"availability":"InStock"}}</script>|IN_STOCK
          <button>Add to cart</button><script type="application/ld+json">{"@type":"Product","name":"Team Deck","offers":{"price":59.95,"availability":"OutOfStock"}}</script>|OUT_OF_STOCK
          """)
  void ofSeveralSignsTheStrongerCounts(String html, Availability availability) {
    RawVariant variant = one(page("<h1>Team Deck</h1><b class=\"price\">$59.95</b>" + html));

    assertThat(variant.availability()).isEqualTo(availability);
  }

  /** Codes that are stated, printed, hidden or in the address, against each other. */
  @Test
  void thePrintedSpellingOfACodeCounts() {
    RawProduct product =
        product(
            "<div itemscope itemtype=\"http://schema.org/Product\"><h1 itemprop=\"name\">Team"
                + " Deck</h1><b itemprop=\"sku\" content=\"4667999\">466/7999</b></div>");

    assertThat(product.code()).isEqualTo("466/7999");
  }

  @Test
  void anEanIsNoCodeWhereTheAddressHasOne() {
    RawProduct product =
        product(
            "https://shop.example/team-deck-1589482272.html",
            "<meta property=\"product:retailer_item_id\" content=\"4006381333931\">"
                + "<h1>Team Deck</h1><b class=\"price\">$59.95</b><button>Add to cart</button>");

    assertThat(product.code()).isEqualTo("1589482272");
  }

  @Test
  void aVariantsEndingIsCutWhereTheAddressNamesTheProduct() {
    RawProduct product =
        product(
            "https://shop.example/team-deck-AB12CD.html",
            "<h1>Team Deck</h1><script"
                + " type=\"application/ld+json\">{\"@type\":\"Product\",\"name\":\"Team Deck\","
                + "\"sku\":\"AB12CD-1\",\"offers\":{\"price\":5}}</script>");

    assertThat(product.code()).isEqualTo("AB12CD");
  }

  @Test
  void aPrintedCodeCountsMoreThanAStatedOneThatNobodySees() {
    RawProduct product =
        product(
            "<h1>Team Deck</h1><p>Product code: 83810610</p><b class=\"price\">$5</b><script"
                + " type=\"application/ld+json\">{\"@type\":\"Product\",\"name\":\"Team Deck\","
                + "\"sku\":\"238368885\",\"offers\":{\"price\":5}}</script>");

    assertThat(product.code()).isEqualTo("83810610");
  }

  @Test
  void theHeadlineIsWhatTheTitleSaysNotTheFirstOne() {
    assertThat(
            product(
                    "<title>Team Deck 8.25 | Plaza</title><h1>Added to your cart</h1><h2>Team Deck"
                        + " 8.25</h2><b class=\"price\">$5</b><button>Add to cart</button>")
                .title())
        .isEqualTo("Team Deck 8.25");
  }

  // ---- what is no product page

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <title>404 Not Found</title><h1>Page not found</h1>|NOT_FOUND
          <title>Just a moment...</title><h1>Checking your browser</h1>|BLOCKED
          <title>About us</title><h1>About us</h1><p>We skate.</p>|NOT_UNDERSTOOD
          ''|NOT_UNDERSTOOD
          {"products":[]}|NOT_UNDERSTOOD
          """)
  void otherPagesHaveAState(String html, PageState state) {
    ExtractedPage page = page(ADDRESS, html);

    assertThat(page.state()).isEqualTo(state);
    assertThat(page.products()).isEmpty();
  }

  @Test
  void anOfferWithoutANameIsRefused() {
    ExtractedPage page =
        page(
            ADDRESS,
            "<script"
                + " type=\"application/ld+json\">{\"@type\":\"Product\",\"offers\":{\"price\":\"5\"}}</script>");

    assertThat(page.state()).isEqualTo(PageState.NOT_UNDERSTOOD);
    assertThat(page.refused())
        .containsExactly(
            new ExtractedPage.Refused("title", "5", ExtractedPage.Reason.TITLE_MISSING, 1));
  }

  private static ExtractedPage page(String html) {
    return page(ADDRESS, html);
  }

  private static ExtractedPage page(String address, String html) {
    return new ProductPageReader()
        .read(
            new Page(
                "any",
                URI.create(address),
                Instant.EPOCH,
                "urn:uuid:0",
                200,
                Map.of(),
                Body.of(html.getBytes(StandardCharsets.UTF_8))));
  }

  private static RawProduct product(String html) {
    return product(ADDRESS, html);
  }

  private static RawProduct product(String address, String html) {
    ExtractedPage page = page(address, html);
    assertThat(page.products()).as(html).hasSize(1);
    return page.products().getFirst();
  }

  private static RawVariant one(ExtractedPage page) {
    assertThat(page.products()).hasSize(1);
    return page.products().getFirst().variants().getFirst();
  }

  private static @Nullable String price(String html) {
    return text(product(html).variants().getFirst().price());
  }

  private static @Nullable String text(@Nullable RawPrice price) {
    return price == null ? null : price.text();
  }
}
