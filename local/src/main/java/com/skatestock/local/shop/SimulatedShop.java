package com.skatestock.local.shop;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/**
 * One storefront to simulate.
 *
 * @param id lower-case letters, digits and dashes; part of the seed, so that two shops of equal
 *     seed still differ
 * @param seed decides prices, stock, range and habits of this shop
 * @param tradeSeed decides what the makers offer: shops of the same one sell the same articles
 * @param products how many are listed at any moment, 1 to 1,000,000
 * @param variantsPerProduct exactly so many (at most 100); 0 for as many as the article has sizes
 * @param prerendered listing pages are rendered once, at start, and stay as they were then; for
 *     benchmarks
 * @param unlimitedPaging {@code products.json} answers beyond 25,000 products too, which no real
 *     Shopify shop does; for benchmarks
 * @param gzip answers compressed where the client accepts it
 * @param latency waited before each answer
 * @param robots what {@code /robots.txt} says, in place of the platform's own
 */
public record SimulatedShop(
    String id,
    String name,
    Kind kind,
    long seed,
    long tradeSeed,
    int products,
    int variantsPerProduct,
    Currency currency,
    ZoneId zone,
    boolean prerendered,
    boolean unlimitedPaging,
    boolean gzip,
    Duration latency,
    Optional<String> robots) {

  static final int MOST_VARIANTS = 100;

  /** What software the shop pretends to run. */
  public enum Kind {
    SHOPIFY,
    HTML,
    WOOCOMMERCE
  }

  /** The demo's shops: twins of five Shopify shops, and an HTML shop. */
  public static final List<SimulatedShop> DEMO =
      List.of(
          shopify("seasons", 620).withName("Seasons Skate Shop (simulated)"),
          shopify("premier", 1480)
              .withName("Premier Skate (simulated)")
              .withZone(ZoneId.of("America/Detroit")),
          shopify("labor", 810).withName("Labor Skateshop (simulated)"),
          shopify("nj", 1120).withName("NJ Skateshop (simulated)"),
          shopify("blacksheep", 430).withName("Black Sheep (simulated)"),
          html("html", 540).withName("Corner Skate Supply (simulated)"));

  public SimulatedShop {
    if (!id.matches("[a-z0-9-]{1,40}")) {
      throw new IllegalArgumentException(
          "shop id must be lower-case letters, digits, dashes: " + id);
    }
    if (products < 1 || products > Shelf.MOST_PLACES) {
      throw new IllegalArgumentException(id + ": products must be 1 to 1000000, not " + products);
    }
    if (variantsPerProduct < 0 || variantsPerProduct > MOST_VARIANTS) {
      throw new IllegalArgumentException(
          id + ": variants per product must be 0 (natural) to 100, not " + variantsPerProduct);
    }
    if (latency.isNegative()) {
      throw new IllegalArgumentException(id + ": latency must not be negative: " + latency);
    }
  }

  public static SimulatedShop shopify(String id, int products) {
    return new SimulatedShop(
        id,
        id,
        Kind.SHOPIFY,
        1,
        1,
        products,
        0,
        Currency.getInstance("USD"),
        ZoneId.of("America/New_York"),
        false,
        false,
        false,
        Duration.ZERO,
        Optional.empty());
  }

  public static SimulatedShop html(String id, int products) {
    return shopify(id, products).withKind(Kind.HTML);
  }

  /** A shop of the demo, or an ordinary Shopify shop of 500 products. */
  public static SimulatedShop named(String id) {
    return DEMO.stream()
        .filter(shop -> shop.id().equals(id))
        .findFirst()
        .orElseGet(() -> shopify(id, 500));
  }

  public SimulatedShop withName(String name) {
    return new SimulatedShop(
        id,
        name,
        kind,
        seed,
        tradeSeed,
        products,
        variantsPerProduct,
        currency,
        zone,
        prerendered,
        unlimitedPaging,
        gzip,
        latency,
        robots);
  }

  public SimulatedShop withKind(Kind kind) {
    return new SimulatedShop(
        id,
        name,
        kind,
        seed,
        tradeSeed,
        products,
        variantsPerProduct,
        currency,
        zone,
        prerendered,
        unlimitedPaging,
        gzip,
        latency,
        robots);
  }

  public SimulatedShop withSeed(long seed) {
    return new SimulatedShop(
        id,
        name,
        kind,
        seed,
        tradeSeed,
        products,
        variantsPerProduct,
        currency,
        zone,
        prerendered,
        unlimitedPaging,
        gzip,
        latency,
        robots);
  }

  public SimulatedShop withTradeSeed(long tradeSeed) {
    return new SimulatedShop(
        id,
        name,
        kind,
        seed,
        tradeSeed,
        products,
        variantsPerProduct,
        currency,
        zone,
        prerendered,
        unlimitedPaging,
        gzip,
        latency,
        robots);
  }

  public SimulatedShop withProducts(int products) {
    return new SimulatedShop(
        id,
        name,
        kind,
        seed,
        tradeSeed,
        products,
        variantsPerProduct,
        currency,
        zone,
        prerendered,
        unlimitedPaging,
        gzip,
        latency,
        robots);
  }

  public SimulatedShop withVariantsPerProduct(int variantsPerProduct) {
    return new SimulatedShop(
        id,
        name,
        kind,
        seed,
        tradeSeed,
        products,
        variantsPerProduct,
        currency,
        zone,
        prerendered,
        unlimitedPaging,
        gzip,
        latency,
        robots);
  }

  public SimulatedShop withCurrency(Currency currency) {
    return new SimulatedShop(
        id,
        name,
        kind,
        seed,
        tradeSeed,
        products,
        variantsPerProduct,
        currency,
        zone,
        prerendered,
        unlimitedPaging,
        gzip,
        latency,
        robots);
  }

  public SimulatedShop withZone(ZoneId zone) {
    return new SimulatedShop(
        id,
        name,
        kind,
        seed,
        tradeSeed,
        products,
        variantsPerProduct,
        currency,
        zone,
        prerendered,
        unlimitedPaging,
        gzip,
        latency,
        robots);
  }

  public SimulatedShop withPrerendered(boolean prerendered) {
    return new SimulatedShop(
        id,
        name,
        kind,
        seed,
        tradeSeed,
        products,
        variantsPerProduct,
        currency,
        zone,
        prerendered,
        unlimitedPaging,
        gzip,
        latency,
        robots);
  }

  public SimulatedShop withUnlimitedPaging(boolean unlimitedPaging) {
    return new SimulatedShop(
        id,
        name,
        kind,
        seed,
        tradeSeed,
        products,
        variantsPerProduct,
        currency,
        zone,
        prerendered,
        unlimitedPaging,
        gzip,
        latency,
        robots);
  }

  public SimulatedShop withGzip(boolean gzip) {
    return new SimulatedShop(
        id,
        name,
        kind,
        seed,
        tradeSeed,
        products,
        variantsPerProduct,
        currency,
        zone,
        prerendered,
        unlimitedPaging,
        gzip,
        latency,
        robots);
  }

  public SimulatedShop withLatency(Duration latency) {
    return new SimulatedShop(
        id,
        name,
        kind,
        seed,
        tradeSeed,
        products,
        variantsPerProduct,
        currency,
        zone,
        prerendered,
        unlimitedPaging,
        gzip,
        latency,
        robots);
  }

  public SimulatedShop withRobots(String text) {
    return new SimulatedShop(
        id,
        name,
        kind,
        seed,
        tradeSeed,
        products,
        variantsPerProduct,
        currency,
        zone,
        prerendered,
        unlimitedPaging,
        gzip,
        latency,
        Optional.of(text));
  }
}
