package com.skatestock.batch.extract.platform;

import com.skatestock.batch.extract.ExtractedPage;
import com.skatestock.batch.extract.Extractor;
import com.skatestock.batch.extract.jsonld.JsonLdExtractor;
import com.skatestock.batch.extract.lightspeed.LightspeedExtractor;
import com.skatestock.batch.extract.selectors.SelectorsExtractor;
import com.skatestock.batch.extract.shopify.ShopifyExtractor;
import com.skatestock.batch.extract.squarespace.SquarespaceExtractor;
import com.skatestock.batch.extract.woocommerce.WooCommerceExtractor;
import com.skatestock.batch.shop.Platform;
import com.skatestock.batch.shop.Shop;
import com.skatestock.batch.source.Page;
import java.net.URI;
import java.util.List;

/** Reads every shop's pages as its platform wants it. Platforms are loaded when first needed. */
public final class PlatformExtractor implements Extractor {
  @Override
  public URI page(Shop shop, String listing, int number) {
    return of(shop.platform()).page(shop, listing, number);
  }

  @Override
  public List<URI> directories(Shop shop) {
    return of(shop.platform()).directories(shop);
  }

  @Override
  public boolean canReadAhead(Shop shop) {
    return of(shop.platform()).canReadAhead(shop);
  }

  @Override
  public ExtractedPage extract(Shop shop, Page page) {
    return of(shop.platform()).extract(shop, page);
  }

  private static Extractor of(Platform platform) {
    return switch (platform) {
      case SHOPIFY -> Shopify.EXTRACTOR;
      case SELECTORS -> Selectors.EXTRACTOR;
      case JSONLD -> JsonLd.EXTRACTOR;
      case WOOCOMMERCE -> WooCommerce.EXTRACTOR;
      case LIGHTSPEED -> Lightspeed.EXTRACTOR;
      case SQUARESPACE -> Squarespace.EXTRACTOR;
      case BIGCOMMERCE -> BigCommerce.EXTRACTOR;
    };
  }

  private static final class Shopify {
    static final Extractor EXTRACTOR = new ShopifyExtractor();
  }

  private static final class Selectors {
    static final Extractor EXTRACTOR = new SelectorsExtractor();
  }

  private static final class JsonLd {
    static final Extractor EXTRACTOR = ProductPages.of(new JsonLdExtractor());
  }

  private static final class WooCommerce {
    static final Extractor EXTRACTOR = new WooCommerceExtractor();
  }

  private static final class Lightspeed {
    static final Extractor EXTRACTOR = new LightspeedExtractor();
  }

  private static final class Squarespace {
    static final Extractor EXTRACTOR = new SquarespaceExtractor();
  }

  private static final class BigCommerce {
    static final Extractor EXTRACTOR =
        ProductPages.of(new JsonLdExtractor(), "[?&]type=products(&|$)");
  }
}
