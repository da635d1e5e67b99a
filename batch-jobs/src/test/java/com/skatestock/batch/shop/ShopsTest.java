package com.skatestock.batch.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.skatestock.batch.extract.selectors.CssSyntax;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShopsTest {
  private static final SelectorSyntax CSS = new CssSyntax();

  @TempDir private Path folder;

  @Test
  void nineShopsAreBundled() {
    Shops shops = Shops.load(Optional.empty(), CSS);

    assertThat(shops.ids())
        .containsExactly(
            "seasons",
            "premier",
            "labor",
            "nj",
            "blacksheep",
            "zumiez",
            "skatewarehouse",
            "tactics",
            "ccs");
    assertThat(shops.all()).extracting(shop -> shop.manners().delay()).allMatch(d -> !d.isZero());
  }

  @Test
  void aShopifyShopIsTenLines() throws IOException {
    write(
        "hillbomb.yml",
        """
        shops:
          hillbomb:
            name: Hill Bomb Skate Shop
            address: Duluth, MN
            url: https://hillbomb.example
            platform: shopify
            currency: USD
            time-zone: America/Chicago
            manners: {delay: 1500ms, max-body: 8MB, pages-per-day: 400}
            listings: [/collections/decks]
        """);

    assertThat(Shops.load(Optional.of(folder), CSS).find("hillbomb"))
        .contains(
            new Shop(
                "hillbomb",
                "Hill Bomb Skate Shop",
                "Duluth, MN",
                URI.create("https://hillbomb.example"),
                Platform.SHOPIFY,
                Currency.getInstance("USD"),
                ZoneId.of("America/Chicago"),
                List.of("/collections/decks"),
                new Manners(
                    Duration.ofMillis(1_500),
                    Manners.DEFAULT.timeout(),
                    Manners.DEFAULT.attempts(),
                    8 * 1024 * 1024,
                    400,
                    false),
                0,
                Optional.empty()));
  }

  @Test
  void everyMistakeIsNamedWithFileLineAndProperty() throws IOException {
    write(
        "bad.yml",
        """
        shops:
          Hill_Bomb:
            name: Hill Bomb
            url: hillbomb.example
            platform: magento
            curency: USD
            currency: US$
            time-zone: Duluth
            manners:
              delay: soon
              attempts: 0
          grip:
            name: Grip
            name: Grip Again
            url: https://grip.example
            platform: selectors
            currency: EUR
            time-zone: Europe/Berlin
            listings: [decks]
            selectors:
              pages: "?p=2"
              themes:
                - name: only
                  detect: "div["
                  item: .tile
                  price: .price
        """);

    assertThatThrownBy(() -> Shops.load(Optional.of(folder), CSS))
        .isInstanceOfSatisfying(
            InvalidShopsException.class,
            mistakes ->
                assertThat(mistakes.problems())
                    .allMatch(problem -> problem.file().endsWith("bad.yml"))
                    .extracting(problem -> problem.line() + " " + problem.property())
                    .containsExactlyInAnyOrder(
                        "2 shops.Hill_Bomb",
                        "4 shops.Hill_Bomb.url",
                        "5 shops.Hill_Bomb.platform",
                        "6 shops.Hill_Bomb.curency",
                        "7 shops.Hill_Bomb.currency",
                        "8 shops.Hill_Bomb.time-zone",
                        "10 shops.Hill_Bomb.manners.delay",
                        "11 shops.Hill_Bomb.manners.attempts",
                        "14 shops.grip.name",
                        "19 shops.grip.listings",
                        "19 shops.grip.listings",
                        "21 shops.grip.selectors.pages",
                        "24 shops.grip.selectors.themes.detect",
                        "23 shops.grip.selectors.themes.title"));
  }

  @Test
  void theWordForNoShopIsNoShopsId() throws IOException {
    write(
        "no.yml",
        """
        shops:
          no-shop: {name: No, url: "https://no.example", platform: shopify, currency: USD, time-zone: UTC}
        """);

    assertThatThrownBy(() -> Shops.load(Optional.of(folder), CSS))
        .hasMessageContaining(
            "shops.no-shop: stands for pages of no shop; name the shop otherwise");
  }

  @Test
  void whatIsNoYamlIsNamedToo() throws IOException {
    write("broken.yml", "shops:\n  a: [1\n  b: }\n");

    assertThatThrownBy(() -> Shops.load(Optional.of(folder), CSS))
        .isInstanceOf(InvalidShopsException.class)
        .hasMessageContaining("broken.yml:3: (file): is no YAML");
  }

  @Test
  void aShopOfTheFolderTakesTheBundledOnesPlaceButNotAnotherFiles() throws IOException {
    String ours =
        """
        shops:
          nj: {name: Ours, url: "https://ours.example", platform: shopify, currency: USD, time-zone: UTC}
        """;
    write("a.yml", ours);
    assertThat(Shops.load(Optional.of(folder), CSS).find("nj")).map(Shop::name).contains("Ours");

    write("b.yml", ours);
    assertThatThrownBy(() -> Shops.load(Optional.of(folder), CSS))
        .hasMessageContaining("shops.nj: is in another file as well");
  }

  @Test
  void aFolderThatIsNamedMustExist() {
    assertThatThrownBy(
            () ->
                Shops.load(Map.of("SKATESTOCK_SHOPS_DIR", folder.resolve("none").toString()), CSS))
        .hasMessageContaining("SKATESTOCK_SHOPS_DIR: is no folder");
  }

  @Test
  void aSimulatedTwinIsAskedElsewhereAndFaster() {
    Shops shops = Shops.load(Optional.empty(), CSS);

    Shops twins =
        shops.withUrls(Map.of("nj", URI.create("http://127.0.0.1:8080/nj")), Duration.ofMillis(5));

    assertThat(twins.find("nj").orElseThrow().url()).hasToString("http://127.0.0.1:8080/nj");
    assertThat(twins.find("nj").orElseThrow().manners())
        .isEqualTo(Manners.DEFAULT.forOwnShop(Duration.ofMillis(5)));
    assertThat(twins.find("labor")).isEqualTo(shops.find("labor"));
    assertThatThrownBy(() -> shops.withUrls(Map.of("none", URI.create("http://x")), Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("No shop none; known: [seasons,");
  }

  private void write(String name, String yaml) throws IOException {
    Files.writeString(folder.resolve(name), yaml);
  }

  @Test
  void aShopOfEachFurtherPlatformIsTenLines() throws IOException {
    for (String platform :
        List.of("woocommerce", "lightspeed", "squarespace", "bigcommerce", "jsonld")) {
      write(platform + ".yml", tenLines(platform, platform, ""));
    }

    Shops shops = Shops.load(Optional.of(folder), CSS);

    assertThat(shops.find("woocommerce").orElseThrow().platform()).isEqualTo(Platform.WOOCOMMERCE);
    assertThat(shops.find("lightspeed").orElseThrow().platform()).isEqualTo(Platform.LIGHTSPEED);
    assertThat(shops.find("squarespace").orElseThrow().platform()).isEqualTo(Platform.SQUARESPACE);
    assertThat(shops.find("bigcommerce").orElseThrow().platform()).isEqualTo(Platform.BIGCOMMERCE);
    assertThat(shops.find("jsonld").orElseThrow().sitemap()).isEmpty();
  }

  @Test
  void aShopSaysWhichSitemapsAndPagesCount() throws IOException {
    write(
        "kerb.yml",
        tenLines(
            "kerb", "jsonld", "    sitemap: {roots: [/a.xml], follow: product, pages: '/p/'}\n"));

    assertThat(Shops.load(Optional.of(folder), CSS).find("kerb").orElseThrow().sitemap())
        .contains(new SitemapRules(List.of("/a.xml"), Optional.of("product"), Optional.of("/p/")));
  }

  @Test
  void namesWhatIsWrongWithASitemap() throws IOException {
    write("a.yml", tenLines("a", "shopify", "    sitemap: {roots: [/a.xml]}\n"));
    write("b.yml", tenLines("b", "jsonld", "    sitemap: {root: /a.xml, pages: '('}\n"));
    write("c.yml", tenLines("c", "jsonld", "    listings: [/decks]\n    sitemap: {pages: /p/}\n"));

    assertThatThrownBy(() -> Shops.load(Optional.of(folder), CSS))
        .isInstanceOf(InvalidShopsException.class)
        .hasMessageContaining("shops.a.sitemap: belongs to platforms jsonld and bigcommerce only")
        .hasMessageContaining("shops.b.sitemap.pages: \"(\" is no regular expression")
        .hasMessageContaining(
            "shops.b.sitemap.root: is not known here; known: roots, follow, pages")
        .hasMessageContaining("shops.c.sitemap: and listings exclude each other");
  }

  private static String tenLines(String id, String platform, String more) {
    return """
    shops:
      %s:
        name: Kerb
        address: Boise, ID
        url: https://kerb.example
        platform: %s
        currency: USD
        time-zone: America/Boise
        manners: {delay: 2s}
    """
            .formatted(id, platform)
        + more;
  }
}
