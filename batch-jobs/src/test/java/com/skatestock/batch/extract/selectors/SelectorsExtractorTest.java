package com.skatestock.batch.extract.selectors;

import static org.assertj.core.api.Assertions.assertThat;

import com.skatestock.batch.extract.ExtractedPage;
import com.skatestock.batch.extract.ExtractedPage.Reason;
import com.skatestock.batch.extract.ExtractedPage.Refused;
import com.skatestock.batch.extract.PageState;
import com.skatestock.batch.extract.RawPrice;
import com.skatestock.batch.extract.RawPrice.Notation;
import com.skatestock.batch.extract.RawProduct;
import com.skatestock.batch.extract.RawVariant;
import com.skatestock.batch.shop.Shop;
import com.skatestock.batch.shop.Shops;
import com.skatestock.batch.source.Body;
import com.skatestock.batch.source.Page;
import com.skatestock.contracts.Availability;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Invented shop, invented goods; one page per habit of real shops. */
class SelectorsExtractorTest {
  private static final Shop SHOP = shop();

  private static final String CARD =
      """
      <li class="card" data-sku="HB-1"><a href="/decks/team.html?utm_source=x#top">
        <img src="data:image/gif;base64,R0" data-src="//cdn.example/team.jpg">
        <h3>Hill&nbsp;Bomb   Team Deck</h3></a><i class="brand">Hill Bomb</i>
        <p class="price">$49.95 <s>$65.00</s></p><b class="badge">Save 23%</b></li>\
      """;

  private final SelectorsExtractor extractor = new SelectorsExtractor();

  @Test
  void readsWhatACardShows() {
    ExtractedPage page = read(list(CARD));

    assertThat(page)
        .isEqualTo(
            new ExtractedPage(
                PageState.LISTING,
                List.of(
                    new RawProduct(
                        "HB-1",
                        "HB-1",
                        "Hill Bomb Team Deck",
                        "Hill Bomb",
                        "Decks",
                        "https://hillbomb.example/decks/team.html",
                        "https://cdn.example/team.jpg",
                        List.of("Save 23%"),
                        List.of(
                            new RawVariant(
                                "HB-1",
                                null,
                                null,
                                null,
                                Map.of(),
                                new RawPrice("$49.95", Notation.DISPLAYED, null),
                                new RawPrice("$65.00", Notation.DISPLAYED, null),
                                Availability.UNKNOWN,
                                null)),
                        1)),
                List.of(),
                true));
  }

  @ParameterizedTest(name = "{3}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          # how a card shows its price, what is asked, what is struck out
          <p class=price>$49.95</p>                          | $49.95           | -      | no sale
          <p class=price>$49.95 - $65.00</p>                 | $49.95 - $65.00  | -      | a range stays as it stands
          <p class=price>From $49.95</p>                     | From $49.95      | -      | so does a "from" price
          <p class=price><s>$65.00</s> $49.95</p>            | $49.95           | $65.00 | the old price first
          <p class=price><del>$65</del><ins>$50</ins></p>    | $50              | -      | struck out otherwise than this shop does
          <p class=price><b><s>$65</s></b> $50</p>           | $50              | $65    | struck out further inside
          <p class=price><s>$65</s></p>                      | -                | $65    | only the old price: none is invented
          <p class=price>$49<sup>95</sup></p>                | $49 95           | -      | raised cents
          <p class=price>2 left</p><meta class=amount content=9> | 9            | -      | goods that are counted
          <p class=price>$</p><meta class=amount content=9>  | 9                | -      | no amount printed, but one for programs
          <p class=price>Call us</p>                         | -                | -      | no amount at all
          <p>Gift card</p>                                   | -                | -      | no price at all
          """)
  void aPriceIsTheTextThatIsNotStruckOut(String html, String price, String listPrice, String why) {
    ExtractedPage page = read(list("<li class=card><a href=/p/1><h3>T</h3></a>" + html + "</li>"));

    RawVariant variant = page.products().getFirst().variants().getFirst();
    assertThat(variant.price()).as(why).isEqualTo(displayed(price));
    assertThat(variant.compareAtPrice()).as(why).isEqualTo(displayed(listPrice));
  }

  @Test
  void withoutAnIdThePathOfTheProductIsItsIdentity() {
    ExtractedPage page =
        read(
            list(
                "<li class=card><a href='/decks/team/?color=red&gclid=1'><h3>A</h3></a></li><li"
                    + " class=card><a"
                    + " href='https://hillbomb.example/decks/team#x'><h3>Again</h3></a></li>"));

    assertThat(page.products())
        .extracting(RawProduct::externalId, RawProduct::title, RawProduct::url)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "/decks/team", "A", "https://hillbomb.example/decks/team/?color=red"));
  }

  @Test
  void aCardWithoutIdentityOrNameIsRefusedAndKeepsItsPlace() {
    ExtractedPage page =
        read(list("<li class=card>Soon</li><li class=card data-sku=1>No name</li>" + CARD));

    assertThat(page.products()).extracting(RawProduct::position).containsExactly(3);
    assertThat(page.refused())
        .containsExactly(
            new Refused("external_id", "Soon", Reason.IDENTITY_MISSING, 1),
            new Refused("1", "title", "No name", Reason.TITLE_MISSING, 2));
  }

  @Test
  void recommendationsOutsideOfTheListDoNotCount() {
    ExtractedPage page = read("<ul class=also>" + CARD + "</ul>" + list(""));

    assertThat(page.state()).isEqualTo(PageState.EMPTY);
  }

  @Test
  void soldOutIsSaidByAMarkerOrTheBadge() {
    String start = "<li class=card data-sku=";
    ExtractedPage page =
        read(
            list(
                start
                    + "1><h3>A</h3><u class=gone></u></li>"
                    + start
                    + "2><h3>B</h3><b class=badge>SOLD OUT</b></li>"
                    + start
                    + "3><h3>C</h3><button class=add>Add</button></li>"
                    + start
                    + "4><h3>D</h3></li>"));

    assertThat(page.products())
        .extracting(product -> product.variants().getFirst().availability())
        .containsExactly(
            Availability.OUT_OF_STOCK,
            Availability.OUT_OF_STOCK,
            Availability.IN_STOCK,
            Availability.UNKNOWN);
  }

  @Test
  void theSecondDesignIsReadByItsOwnSelectorsAndItsScripts() {
    ExtractedPage page =
        read(
            """
            <main class=grid2><article><a href="/shop/products/wax">x</a><b>Wax</b><em>$4</em></article></main>
            <script>var all = [{"sku": 77, "slug": "wax", "name": "Curb \\"Wax\\" 2\\u0022"}]</script>\
            """);

    assertThat(page.products())
        .extracting(RawProduct::externalId, RawProduct::code, RawProduct::title, RawProduct::url)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "/products/wax",
                "77",
                "Curb \"Wax\" 2\"",
                "https://hillbomb.example/products/wax"));
  }

  @ParameterizedTest(name = "{1}: {0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # pages without products
          <ul class="list"></ul>                                             | EMPTY          | a list without cards
          <ul class="list"><li>We couldn't find any products.</li></ul>      | EMPTY          | a list that says so
          <ul class="list"><div class="tile">Deck $49.95</div></ul>          | NOT_UNDERSTOOD | cards in a new dress
          <ul class="list"><b hidden>No results</b><i>Deck $49.95</i></ul>   | NOT_UNDERSTOOD | words that are not shown
          <p class="none">Nothing here</p>                                   | EMPTY          | the shop's own marker
          <div class="gone-page"></div><ul class="list"><li class="card" data-sku="1"><h3>Try this</h3></li></ul> | NOT_FOUND | a missing page that recommends
          <title>404 Not Found</title><h1>Oops</h1>                          | NOT_FOUND      | by its title
          <h1>We can’t find that page</h1><h2>We're sorry</h2>               | NOT_FOUND      | whatever the apostrophe
          <h1>Welcome back</h1><h2>We're sorry</h2>                          | NOT_UNDERSTOOD | no known words
          <h1>This page doesn’t exist</h1>                                   | NOT_FOUND      | by its headline
          <title>Access Denied</title>                                       | BLOCKED        | a firewall
          <title>Just a moment...</title>                                    | BLOCKED        | a challenge
          <pre>406 Not Acceptable</pre>                                      | BLOCKED        | a bare message
          <div id="challenge"></div><ul class="list"></ul>                   | BLOCKED        | the shop's own marker
          <title>Hill Bomb</title><p>Welcome</p>                             | NOT_UNDERSTOOD | another page of the shop
          <title>Deck 4049 for $404.00</title>                               | NOT_UNDERSTOOD | digits that are no status
          <ul class="list"><li class="card"></li></ul>                       | NOT_UNDERSTOOD | cards that are still loading
          {"products":[]}                                                    | NOT_UNDERSTOOD | JSON
          ``                                                                 | NOT_UNDERSTOOD | nothing
          """)
  void aPageWithoutProductsHasAState(String html, PageState state, String why) {
    ExtractedPage page = read(html);

    assertThat(page.state()).as(why).isEqualTo(state);
    assertThat(page.products()).isEmpty();
    assertThat(page.last()).isTrue();
  }

  @Test
  void aListingGoesOnWhileThereIsANextLink() {
    assertThat(read(list(CARD) + "<a class=next href='?page=2'>Next</a>").last()).isFalse();
    assertThat(read(list(CARD)).last()).isTrue();
    assertThat(extractor.page(SHOP, "/decks?sale=1", 1))
        .hasToString("https://hillbomb.example/decks?sale=1");
    assertThat(extractor.page(SHOP, "/decks?sale=1", 2))
        .hasToString("https://hillbomb.example/decks?sale=1&page=2");
    assertThat(extractor.page(SHOP, "/wheels", 2))
        .hasToString("https://hillbomb.example/wheels?page=2");
  }

  @Test
  void theHeadersCharsetCountsAndAnUnknownOneIsIgnored() {
    byte[] latin = list(CARD.replace("Team", "T\u00e9am")).getBytes(StandardCharsets.ISO_8859_1);
    byte[] utf8 = list(CARD.replace("Team", "T\u00e9am")).getBytes(StandardCharsets.UTF_8);

    assertThat(title(latin, "text/html; charset=ISO-8859-1")).isEqualTo("Hill Bomb T\u00e9am Deck");
    assertThat(title(utf8, "text/html; charset=\"utf-8\"; x=y"))
        .isEqualTo("Hill Bomb T\u00e9am Deck");
    assertThat(title(utf8, "text/html; charset=klingon")).isEqualTo("Hill Bomb T\u00e9am Deck");
  }

  @Property(tries = 1_000)
  void neverThrowsWhateverTheBytes(@ForAll @IntRange(max = 380) int at, @ForAll byte[] inserted) {
    byte[] good = list(CARD).getBytes(StandardCharsets.UTF_8);
    byte[] bad = new byte[good.length + inserted.length];
    System.arraycopy(good, 0, bad, 0, at);
    System.arraycopy(inserted, 0, bad, at, inserted.length);
    System.arraycopy(good, at, bad, at + inserted.length, good.length - at);

    ExtractedPage page = extractor.extract(SHOP, page(bad, "text/html"));

    assertThat(page.products().isEmpty()).isEqualTo(page.state() != PageState.LISTING);
  }

  private String title(byte[] body, String type) {
    return extractor.extract(SHOP, page(body, type)).products().getFirst().title();
  }

  private static String list(String cards) {
    return "<html><head><title>Decks</title></head><body><h1>Decks</h1><ul class=\"list\">"
        + cards
        + "</ul></body></html>";
  }

  private static @Nullable RawPrice displayed(@Nullable String text) {
    return text == null ? null : new RawPrice(text, Notation.DISPLAYED, null);
  }

  private ExtractedPage read(String html) {
    return extractor.extract(
        SHOP, page(html.getBytes(StandardCharsets.UTF_8), "text/html; charset=utf-8"));
  }

  private static Page page(byte[] body, String type) {
    return new Page(
        "hillbomb",
        URI.create("https://hillbomb.example/decks?page=1"),
        Instant.parse("2025-01-01T00:00:00Z"),
        "urn:uuid:00000000-0000-0000-0000-000000000001",
        200,
        Map.of("content-type", List.of(type)),
        Body.of(body));
  }

  private static Shop shop() {
    try {
      Path folder = Files.createTempDirectory("shops");
      Path file = folder.resolve("hillbomb.yml");
      Files.writeString(
          file,
          """
          shops:
            hillbomb:
              name: Hill Bomb Skate Shop
              url: https://hillbomb.example
              platform: selectors
              currency: USD
              time-zone: America/Chicago
              listings: [{path: /decks, category: Decks}, /wheels]
              selectors:
                pages: "?page={page}"
                next: a.next
                empty: p.none
                not-found: .gone-page
                blocked: "#challenge"
                themes:
                  - name: first
                    detect: ul.list
                    item: ul.list > li.card
                    id: "@data-sku"
                    code: "@data-sku"
                    title: h3
                    brand: .brand
                    url: a @href
                    image: [img @data-src, img @src]
                    price: [.price, .amount @content]
                    list-price: .price s
                    badge: .badge
                    sold-out: .gone
                    in-stock: button.add
                  - name: second
                    detect: main.grid2
                    item: main.grid2 article
                    data: '"sku": (?<code>\\d+), "slug": "(?<handle>[^"]+)", "name": "(?<title>(?:[^"\\\\]|\\\\.)+)"'
                    title: b
                    url: {read: a @href, match: "/products/.*"}
                    price: em
          """);
      Shop shop = Shops.load(Optional.of(folder), new CssSyntax()).find("hillbomb").orElseThrow();
      Files.delete(file);
      Files.delete(folder);
      return shop;
    } catch (IOException failed) {
      throw new java.io.UncheckedIOException(failed);
    }
  }
}
