package com.skatestock.batch.extract.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.skatestock.batch.extract.ExtractedPage;
import com.skatestock.batch.extract.Onward;
import com.skatestock.batch.extract.PageState;
import com.skatestock.batch.extract.RawProduct;
import com.skatestock.batch.shop.Manners;
import com.skatestock.batch.shop.Platform;
import com.skatestock.batch.shop.Shop;
import com.skatestock.batch.shop.SitemapRules;
import com.skatestock.batch.source.Body;
import com.skatestock.batch.source.Page;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Shops that are found by their sitemaps and read product page by product page. */
class ProductPagesTest {
  private static final String SITE = "https://www.kerb.example";

  private final PlatformExtractor extractor = new PlatformExtractor();

  @Test
  void beginsWithWhatRobotsNames() {
    Shop shop = shop(Platform.JSONLD, Optional.empty());

    assertThat(extractor.directories(shop)).containsExactly(URI.create(SITE + "/robots.txt"));
    assertThat(
            extracted(
                shop,
                "/robots.txt",
                """
                User-agent: *
                Disallow: /cart
                Sitemap: https://www.kerb.example/sitemap_index.xml
                sitemap:/news.xml
                Sitemap: https://other.example/sitemap.xml
                # Sitemap: https://www.kerb.example/old.xml
                """))
        .isEqualTo(directory(List.of(SITE + "/sitemap_index.xml", SITE + "/news.xml"), List.of()));
  }

  @Test
  void looksAtTheUsualPlaceWhereRobotsNamesNone() {
    assertThat(extracted(shop(Platform.JSONLD, Optional.empty()), "/robots.txt", "User-agent: *\n"))
        .isEqualTo(directory(List.of(SITE + "/sitemap.xml"), List.of()));
  }

  @Test
  void beginsWhereTheConfigurationSays() {
    Shop shop =
        shop(
            Platform.BIGCOMMERCE,
            Optional.of(
                new SitemapRules(List.of("/xmlsitemap.php"), Optional.empty(), Optional.empty())));

    assertThat(extractor.directories(shop)).containsExactly(URI.create(SITE + "/xmlsitemap.php"));
  }

  @Test
  void ofBigCommercesSitemapsOnlyThoseOfProductsCount() {
    String index =
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
          <sitemap><loc>https://www.kerb.example/xmlsitemap.php?type=pages&amp;page=1</loc></sitemap>
          <sitemap><loc>https://www.kerb.example/xmlsitemap.php?type=products&amp;page=1</loc></sitemap>
          <sitemap><loc>https://kerb.example/xmlsitemap.php?type=products&amp;page=2</loc></sitemap>
          <sitemap><loc>https://cdn.example/xmlsitemap.php?type=products&amp;page=3</loc></sitemap>
        </sitemapindex>
        """;

    assertThat(extracted(shop(Platform.BIGCOMMERCE, Optional.empty()), "/xmlsitemap.php", index))
        .isEqualTo(
            directory(
                List.of(
                    SITE + "/xmlsitemap.php?type=products&page=1",
                    "https://kerb.example/xmlsitemap.php?type=products&page=2"),
                List.of()));
  }

  private static final String URLS =
      """
      <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
        <url><loc>https://www.kerb.example/about</loc></url>
        <url><loc>
          https://www.kerb.example/p/deck?a=1&amp;b=2
        </loc><lastmod>2026-10-01</lastmod><image:image><image:loc>https://cdn.example/d.jpg</image:loc></image:image></url>
        <url><loc>https://www.kerb.example/p/wheels</loc></url>
        <url><loc>https://www.kerb.example/p/wheels</loc></url>
        <url><loc>https://elsewhere.example/p/wheels</loc></url>
      </urlset>
      """;

  @Test
  void namesEachPageOfTheShopOnceInItsOrder() {
    assertThat(extracted(shop(Platform.JSONLD, Optional.empty()), "/sitemap.xml", URLS))
        .isEqualTo(
            directory(
                List.of(), List.of(SITE + "/about", SITE + "/p/deck?a=1&b=2", SITE + "/p/wheels")));
    Shop products =
        shop(
            Platform.JSONLD,
            Optional.of(new SitemapRules(List.of(), Optional.empty(), Optional.of("/p/"))));
    assertThat(extracted(products, "/sitemap.xml", URLS).onward())
        .isEqualTo(
            new Onward.Directory(List.of(), List.of(SITE + "/p/deck?a=1&b=2", SITE + "/p/wheels")));
  }

  @Test
  void readsPackedSitemaps() throws IOException {
    Shop shop = shop(Platform.JSONLD, Optional.empty());

    ExtractedPage read =
        extracted(shop, "/sitemap.xml.gz", gzip(URLS.getBytes(StandardCharsets.UTF_8)));

    assertThat(read).isEqualTo(extracted(shop, "/sitemap.xml", URLS));
  }

  @Test
  void unpacksNoMoreThanASitemapMayHold() throws IOException {
    byte[] spaces = new byte[51 * 1024 * 1024];
    Arrays.fill(spaces, (byte) ' ');

    assertThat(
            extracted(shop(Platform.JSONLD, Optional.empty()), "/sitemap.xml.gz", gzip(spaces))
                .state())
        .isEqualTo(PageState.NOT_UNDERSTOOD);
  }

  @Test
  void aPageThatCameInPlaceOfASitemapIsWhatItSays() {
    Shop shop =
        shop(
            Platform.JSONLD,
            Optional.of(
                new SitemapRules(List.of("/sitemap.xml"), Optional.empty(), Optional.empty())));

    assertThat(extracted(shop, "/sitemap.xml", URLS.substring(0, 400)))
        .isEqualTo(ExtractedPage.nothing(PageState.NOT_UNDERSTOOD));
    assertThat(extracted(shop, "/x.xml.gz", new byte[] {0x1F, (byte) 0x8B, 8, 0}).state())
        .isEqualTo(PageState.NOT_UNDERSTOOD);
  }

  private static final String PRODUCT =
      """
      <html><head><title>Deck</title><script type="application/ld+json">
      {"@context":"https://schema.org","@type":"Product","name":"Team Deck","sku":"TD","offers":{"@type":"Offer",
       "price":"60.00","priceCurrency":"USD","availability":"https://schema.org/InStock"}}</script></head><body></body></html>
      """;

  @Test
  void aProductsPageShowsItAndAnyOtherPageNothing() {
    Shop shop = shop(Platform.BIGCOMMERCE, Optional.empty());

    assertThat(extracted(shop, "/team-deck/", PRODUCT).products())
        .extracting(RawProduct::externalId, RawProduct::title)
        .containsExactly(tuple("/team-deck", "Team Deck"));
    assertThat(extracted(shop, "/about/", "<html><title>About us</title></html>").state())
        .isEqualTo(PageState.EMPTY);
    assertThat(extracted(shop, "/old/", "<html><title>Page not found</title></html>").state())
        .isEqualTo(PageState.EMPTY);
    assertThat(extracted(shop, "/x/", "<html><title>Just a moment...</title></html>").state())
        .isEqualTo(PageState.BLOCKED);
  }

  @Test
  void aCategoryThatListsProductsIsNoProductsPage() {
    String two =
        """
        <html><script type="application/ld+json">{"@type":"ItemList","itemListElement":[
        {"@type":"ListItem","item":{"@type":"Product","name":"A","url":"/a"}},
        {"@type":"ListItem","item":{"@type":"Product","name":"B","url":"/b"}}]}</script></html>
        """;

    assertThat(extracted(shop(Platform.JSONLD, Optional.empty()), "/decks", two).products())
        .isEmpty();
  }

  private static ExtractedPage directory(List<String> directories, List<String> pages) {
    return new ExtractedPage(
        PageState.DIRECTORY, List.of(), List.of(), false, new Onward.Directory(directories, pages));
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  private static Shop shop(Platform platform, Optional<SitemapRules> sitemap) {
    return new Shop(
        "kerb",
        "Kerb",
        "",
        URI.create(SITE),
        platform,
        Currency.getInstance("USD"),
        ZoneId.of("America/New_York"),
        List.of(),
        Manners.DEFAULT,
        0,
        Optional.empty(),
        sitemap);
  }

  private ExtractedPage extracted(Shop shop, String path, String body) {
    return extracted(shop, path, body.getBytes(StandardCharsets.UTF_8));
  }

  private ExtractedPage extracted(Shop shop, String path, byte[] body) {
    return extractor.extract(
        shop,
        new Page(
            shop.id(),
            URI.create(SITE + path),
            Instant.EPOCH,
            "urn:uuid:00000000-0000-0000-0000-000000000000",
            200,
            Map.of(),
            Body.of(body)));
  }
}
