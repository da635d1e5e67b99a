package com.skatestock.batch.extract.selectors;

import static org.assertj.core.api.Assertions.assertThat;

import com.skatestock.batch.extract.ExtractedPage;
import com.skatestock.batch.extract.PageState;
import com.skatestock.batch.extract.RawPrice;
import com.skatestock.batch.extract.RawProduct;
import com.skatestock.batch.extract.RawVariant;
import com.skatestock.batch.shop.Shop;
import com.skatestock.batch.shop.Shops;
import com.skatestock.batch.source.Body;
import com.skatestock.batch.source.Page;
import com.skatestock.contracts.Availability;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Shops change their themes a little every month. Invented goods in pages shaped like those of the
 * four HTML shops, each changed in one small way: what the page says must stay the same.
 */
class LaterThemesTest {
  private static final Shops SHOPS = Shops.load(Optional.empty(), new CssSyntax());

  private static final Map<String, String> CARDS =
      Map.of(
          "zumiez",
          """
          <li class="ProductCard ProductCard_layout_grid"><a role="button" data-sku="100001" href="/otter-pond-8-5-skateboard-deck.html" class="Link-Button ProductCard-Link">
          <figure class="ProductCard-Figure"><div class="Image ProductCard-Picture"><img src="//img.example/1.jpg" alt="x"></div></figure>
          <div class="ProductCard-Content"><p class="ProductCard-Brand">Otter</p><p class="ProductCard-Name">Otter Pond 8.5" Skateboard Deck</p>
          <div class="ProductPrice ProductPrice_hasDiscount ProductCardPrice"><ins class="ProductPrice-Price"><span class="ProductPrice-PriceValue">$59.99</span></ins><del class="ProductCardPrice-HighPrice">$74.95</del></div>
          <p class="DisplayDiscount-TotalPercentOffPLP">Save 20%</p></div></a></li>
          """,
          "skatewarehouse",
          """
          <div class="cattable-wrap-cell gtm_impression" data-code="OTTER1" data-gtm_impression_code="OTTER1" data-gtm_impression_name="Otter Pond Deck 8.5 x 32" data-gtm_impression_price="59.99" data-gtm_impression_brand="Pond Distribution" data-gtm_impression_category="Decks">
          <div class="cattable-wrap-cell-imgwrap"><a href=" https://www.skatewarehouse.com/Otter_Pond_Deck/descpage-OTTER1.html "><img src="https://img.example/1.jpg" alt="x"></a></div>
          <a class="cattable-wrap-cell-info " href=" https://www.skatewarehouse.com/Otter_Pond_Deck/descpage-OTTER1.html "><div class="cattable-wrap-cell-info-flag">Clearance&nbsp;-20%</div>
          <div class="cattable-wrap-cell-info-name">Otter Pond Deck 8.5 x 32</div>
          <div class="cattable-wrap-cell-info-price is-sale"><span>$59.99</span> <span class="cattable-wrap-cell-info-price-msrp"><span class="is-crossout">$74.95</span>*</span></div></a></div>
          """,
          "tactics",
          """
          <div class="browse-grid-item"><a href="/otter/pond-85-skateboard-deck"><span class="browse-grid-item-image-outer"><span class="browse-grid-item-image"><img src="/a/1.jpg" alt="Otter Pond 8.5 Skateboard Deck"></span></span><span class="browse-grid-item-brand">Otter</span> Pond 8.5 Skateboard Deck</a>
          <span class="browse-grid-item-sale-price">$59.99 <span class="browse-grid-item-discount">(20% off)</span></span><label class="browse-grid-item-compare"><input class="browse-grid-item-compare-checkbox" data-id="100001" type="checkbox"></label></div>
          """,
          "ccs",
          """
          <article class="w-auto product-item" data-style="Otter Pond Skateboard Deck"><a href="/collections/clearance/products/otter-pond" class="grid" data-product="{ `id`: `100001`, `title`: `Otter Pond Skateboard Deck`, `handle`: `otter-pond`, `price`: 5999 }">
          <figure class="product-item__media" product-type="Skateboard Deck"><img loading="lazy" srcset="https://img.example/1.jpg 360w"></figure></a>
          <div class="product-item__info"><h3 class="product-item__title">Otter Pond Skateboard Deck</h3><h4 class="product-item__subtitle">Otter</h4>
          <div class="product-item__price"><p class="product-item__price-current">$59.99</p> <s class="product-item__price-compare">$74.95</s> <span class="product-item__price-discount">20% off</span></div></div></article>
          """);

  private static final Map<String, String> PAGES =
      Map.of(
          "zumiez",
          "<div class=CategoryPage><div class='ProductList CategoryProductList'><ul"
              + " class='ProductListPage CategoryProductList-Page'>%s</ul></div></div>",
          "skatewarehouse",
          "<div class=category_section><div class=cattable><div"
              + " class=cattable-wrap>%s</div></div></div>",
          "tactics",
          "<div class=browse-catalog-header><h1>Decks</h1></div><div id=browse-grid>%s</div>",
          "ccs",
          "<div class=collection-container-content><div style='display:none;'><p>There are no"
              + " results that match your selection</p></div><div class='grid collection-grid'"
              + " neptune-templated=true>%s</div></div>");

  private final SelectorsExtractor extractor = new SelectorsExtractor();

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("smallChanges")
  void aSmallChangeOfTheThemeChangesNoRow(String shop, String why, String from, String to) {
    String card = CARDS.getOrDefault(shop, "");
    assertThat(card).as("the change finds its place").contains(from);

    ExtractedPage before = read(shop, card);
    ExtractedPage after = read(shop, card.replace(from, to));

    assertThat(before.state()).isEqualTo(PageState.LISTING);
    assertThat(row(after)).as(why).isEqualTo(row(before));
  }

  private static Stream<Arguments> smallChanges() {
    return Stream.of(
        Arguments.of(
            "zumiez", "another layout", "ProductCard_layout_grid", "ProductCard_layout_x7Fq"),
        Arguments.of(
            "zumiez",
            "a badge",
            "<p class=\"ProductCard-Brand\">",
            "<p class=Low>Only 2 left</p><p class=\"ProductCard-Brand\">"),
        Arguments.of(
            "zumiez",
            "a member price in front",
            "<ins class",
            "<div class=ProductCard-MemberPrice><span"
                + " class=ProductPrice-PriceValue>$53.99</span></div><ins class"),
        Arguments.of(
            "zumiez",
            "the old price in front, in the same clothes",
            "<ins class",
            "<del><span class=ProductPrice-PriceValue>$74.95</span></del><ins class"),
        Arguments.of(
            "zumiez",
            "a hashed name",
            "class=\"ProductCard-Name\"",
            "class=\"ProductCard-Name_a81\""),
        Arguments.of(
            "zumiez",
            "the code moved to the card",
            "<a role=\"button\" data-sku=\"100001\"",
            "<i data-sku=\"100001\"></i><a"),
        Arguments.of(
            "skatewarehouse",
            "a wrapper around the price",
            "<span>$59.99</span>",
            "<div><span>$59.99</span></div>"),
        Arguments.of(
            "skatewarehouse",
            "few are left",
            "<span>$59.99</span>",
            "<span>Only 2 left!</span><span>$59.99</span>"),
        Arguments.of(
            "skatewarehouse",
            "the old price in front",
            "<span>$59.99</span>",
            "<s><span>$74.95</span></s><span>$59.99</span>"),
        Arguments.of(
            "skatewarehouse",
            "raised cents: the price for programs counts",
            "<span>$59.99</span>",
            "<span>$59<sup>99</sup></span>"),
        Arguments.of(
            "skatewarehouse",
            "a saving in front",
            "<span>$59.99</span>",
            "<span>Save $14.96</span><span>$59.99</span>"),
        Arguments.of(
            "skatewarehouse",
            "a list price without its frame",
            "<span class=\"cattable-wrap-cell-info-price-msrp\"><span"
                + " class=\"is-crossout\">$74.95</span>*</span>",
            "<s>$74.95</s>"),
        Arguments.of(
            "tactics",
            "a wrapper around the link",
            "<div class=\"browse-grid-item\"><a",
            "<div class=\"browse-grid-item\"><div><a"),
        Arguments.of(
            "tactics",
            "a badge's picture and link in front",
            "<div class=\"browse-grid-item\">",
            "<div class=\"browse-grid-item\"><a href=/promo><img alt=Sale src=/b.png></a>"),
        Arguments.of(
            "tactics",
            "a promotion",
            "<label",
            "<span class=browse-grid-item-promo-bug>10% Off With Code: OTTER</span><label"),
        Arguments.of(
            "ccs",
            "another tag",
            "<article class=\"w-auto product-item\"",
            "<li class=\"product-item w-1/2\""),
        Arguments.of(
            "ccs",
            "data as JSON",
            "`id`: `100001`, `title`: `Otter Pond Skateboard Deck`",
            "&quot;id&quot;: 100001, &quot;title&quot;: &quot;Otter Pond Skateboard Deck&quot;"),
        Arguments.of(
            "ccs",
            "a badge",
            "<div class=\"product-item__info\">",
            "<div class=\"product-item__info\"><span class=product-badge>Low stock</span>"),
        Arguments.of(
            "ccs",
            "another heading",
            "<h3 class=\"product-item__title\">Otter Pond Skateboard Deck</h3>",
            "<h2 class=\"product-item__title\">Otter Pond Skateboard Deck</h2>"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          zumiez         | <li class=CategoryPromo><a href=/sale>Up to $50 off</a></li>
          zumiez         | <li class=ProductCard><a href=/sale.html><img src=x.jpg></a></li>
          skatewarehouse | <div class=cattable-wrap-cell><a href=/sale>$10 shipping</a></div>
          tactics        | <div class=browse-grid-item><a href=/sale><img alt=Sale src=x.jpg></a></div>
          ccs            | <div class=promo-tile><a href=/collections/sale>From $9.95</a></div>
          ccs            | <article class=product-item><a href=/collections/sale>From $9.95</a></article>
          """)
  void aTileThatIsNoProductGivesNoRow(String shop, String tile) {
    ExtractedPage page = read(shop, tile + CARDS.get(shop) + tile);

    assertThat(page.products()).hasSize(1);
    assertThat(row(page).getFirst())
        .isEqualTo(row(read(shop, CARDS.getOrDefault(shop, ""))).getFirst());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          zumiez  | <ins class="ProductPrice-Price"><span class="ProductPrice-PriceValue">$59.99</span></ins>
          tactics | <span class="browse-grid-item-sale-price">$59.99 <span class="browse-grid-item-discount">(20% off)</span></span>
          ccs     | <p class="product-item__price-current">$59.99</p>
          """)
  void aMissingPriceIsNotInvented(String shop, String price) {
    ExtractedPage page = read(shop, CARDS.getOrDefault(shop, "").replace(price, ""));

    assertThat(page.products().getFirst().variants().getFirst().price()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          zumiez         | <p class="ProductCard-Brand">      | <span>Sold Out</span><p class="ProductCard-Brand">
          skatewarehouse | <div class="cattable-wrap-cell-info-name"> | <b>Out of stock</b><div class="cattable-wrap-cell-info-name">
          tactics        | <label                             | <span>SOLD OUT</span><label
          ccs            | <div class="product-item__info">   | <div class="product-item__info"><span class=product-badge> Sold out </span>
          """)
  void soldOutIsBelievedWhereverTheCardSaysIt(String shop, String from, String to) {
    ExtractedPage page = read(shop, CARDS.getOrDefault(shop, "").replace(from, to));

    assertThat(page.products().getFirst().variants().getFirst().availability())
        .isEqualTo(Availability.OUT_OF_STOCK);
  }

  @Test
  void aGridIsEmptyOnlyWhereTheShopSaysSo() {
    assertThat(read("ccs", "").state()).isEqualTo(PageState.EMPTY);
    assertThat(read("ccs", "<li class=card-v2>Otter Deck $59.99</li>").state())
        .as("goods in a new dress, and unseen words for none")
        .isEqualTo(PageState.NOT_UNDERSTOOD);
    assertThat(state("ccs", "<div class='grid collection-grid'></div>"))
        .as("a grid that the browser has not made yet")
        .isEqualTo(PageState.NOT_UNDERSTOOD);
    assertThat(
            state(
                "ccs",
                "<div class=collection-container-content><div"
                    + " style='display:inherit;'><p><span>There are no results that match your"
                    + " selection</span></p></div><div class=collection-grid></div></div>"))
        .isEqualTo(PageState.EMPTY);
    for (String shop : List.of("zumiez", "skatewarehouse", "tactics")) {
      assertThat(read(shop, "<p>There were no products found matching your request.</p>").state())
          .as(shop)
          .isEqualTo(PageState.EMPTY);
      assertThat(read(shop, "<p class=card-v2>Otter Deck $59.99</p>").state())
          .as(shop)
          .isEqualTo(PageState.NOT_UNDERSTOOD);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # firewalls that answer 200
          <title>Access Denied</title><h1>Access Denied</h1>You don't have permission to access "http://x/" on this server. | BLOCKED
          <title>Just a moment...</title><noscript>Enable JavaScript and cookies to continue</noscript>  | BLOCKED
          <title>Attention Required! Cloudflare</title><h1>Sorry, you have been blocked</h1>           | BLOCKED
          <h1>Error 1015</h1><h2>You are being rate limited</h2>                                         | BLOCKED
          <p>Press &amp; Hold to confirm you are a human (and not a bot).</p>                            | BLOCKED
          <title>x.example</title><p id=cmsg>Please enable JS and disable any ad blocker</p>             | BLOCKED
          <title>x.example</title><script>var dd={'host':'geo.captcha-delivery.com'}</script>            | BLOCKED
          <iframe src="/_Incapsula_Resource?CWUDNSAI=23">Request unsuccessful.</iframe>                  | BLOCKED
          <p>The requested URL was rejected. Please consult with your administrator.</p>                 | BLOCKED
          <title>Pardon Our Interruption</title>                                                         | BLOCKED
          <pre>406 Not Acceptable</pre>                                                                  | BLOCKED
          <pre>429 Too Many Requests</pre>                                                               | BLOCKED
          <h1>403</h1><p>Forbidden</p>                                                                   | BLOCKED
          <title>Client Challenge</title>                                                                | BLOCKED
          <script src="/149e9513/ips.js?x=1"></script>                                                   | BLOCKED
          # pages that are not there
          <h1>Oops!</h1><p>We can't seem to find the page you're looking for.</p>                        | NOT_FOUND
          <h1>404</h1><p>Sorry, we can`t find the page</p>                                               | NOT_FOUND
          <title>404 File Not Found</title><div class=category_section>$5 shipping</div>                 | NOT_FOUND
          <h1>This page isn’t available</h1>                                                             | NOT_FOUND
          # something else
          <h1>We'll be back soon</h1><p>Scheduled maintenance</p>                                        | NOT_UNDERSTOOD
          """)
  void wallsAndMissingPagesAreKnownByTheirLook(String html, PageState state) {
    for (String shop : CARDS.keySet()) {
      assertThat(state(shop, html)).as(shop).isEqualTo(state);
    }
  }

  private PageState state(String shop, String html) {
    return readPage(shop, html).state();
  }

  private ExtractedPage read(String shop, String cards) {
    return readPage(shop, PAGES.getOrDefault(shop, "").formatted(cards));
  }

  private ExtractedPage readPage(String shop, String html) {
    Shop found = SHOPS.find(shop).orElseThrow();
    return extractor.extract(
        found,
        new Page(
            shop,
            URI.create(found.url() + "/decks"),
            Instant.parse("2026-03-01T00:00:00Z"),
            "urn:uuid:00000000-0000-0000-0000-000000000001",
            200,
            Map.of("content-type", List.of("text/html; charset=utf-8")),
            Body.of(html.getBytes(StandardCharsets.UTF_8))));
  }

  /** What the first product says: all that is compared with other days. */
  private static List<@Nullable String> row(ExtractedPage page) {
    RawProduct product = page.products().getFirst();
    RawVariant variant = product.variants().getFirst();
    return java.util.Arrays.asList(
        product.externalId(),
        product.code(),
        product.title(),
        product.brand(),
        product.url(),
        text(variant.price()),
        text(variant.compareAtPrice()));
  }

  private static @Nullable String text(@Nullable RawPrice price) {
    return price == null ? null : price.text().replace("$", "");
  }
}
