package com.skatestock.local.shop;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

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
    WOOCOMMERCE,
    LIGHTSPEED,
    SQUARESPACE
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
    return with(changed -> changed.name = name);
  }

  public SimulatedShop withKind(Kind kind) {
    return with(changed -> changed.kind = kind);
  }

  public SimulatedShop withSeed(long seed) {
    return with(changed -> changed.seed = seed);
  }

  public SimulatedShop withTradeSeed(long tradeSeed) {
    return with(changed -> changed.tradeSeed = tradeSeed);
  }

  public SimulatedShop withProducts(int products) {
    return with(changed -> changed.products = products);
  }

  public SimulatedShop withVariantsPerProduct(int variantsPerProduct) {
    return with(changed -> changed.variantsPerProduct = variantsPerProduct);
  }

  public SimulatedShop withCurrency(Currency currency) {
    return with(changed -> changed.currency = currency);
  }

  public SimulatedShop withZone(ZoneId zone) {
    return with(changed -> changed.zone = zone);
  }

  public SimulatedShop withPrerendered(boolean prerendered) {
    return with(changed -> changed.prerendered = prerendered);
  }

  public SimulatedShop withUnlimitedPaging(boolean unlimitedPaging) {
    return with(changed -> changed.unlimitedPaging = unlimitedPaging);
  }

  public SimulatedShop withGzip(boolean gzip) {
    return with(changed -> changed.gzip = gzip);
  }

  public SimulatedShop withLatency(Duration latency) {
    return with(changed -> changed.latency = latency);
  }

  public SimulatedShop withRobots(String text) {
    return with(changed -> changed.robots = Optional.of(text));
  }

  private SimulatedShop with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.shop();
  }

  /** The same components while one of them is changed. */
  private static final class Draft {
    private final String id;
    private String name;
    private Kind kind;
    private long seed;
    private long tradeSeed;
    private int products;
    private int variantsPerProduct;
    private Currency currency;
    private ZoneId zone;
    private boolean prerendered;
    private boolean unlimitedPaging;
    private boolean gzip;
    private Duration latency;
    private Optional<String> robots;

    Draft(SimulatedShop shop) {
      id = shop.id;
      name = shop.name;
      kind = shop.kind;
      seed = shop.seed;
      tradeSeed = shop.tradeSeed;
      products = shop.products;
      variantsPerProduct = shop.variantsPerProduct;
      currency = shop.currency;
      zone = shop.zone;
      prerendered = shop.prerendered;
      unlimitedPaging = shop.unlimitedPaging;
      gzip = shop.gzip;
      latency = shop.latency;
      robots = shop.robots;
    }

    SimulatedShop shop() {
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
  }
}
