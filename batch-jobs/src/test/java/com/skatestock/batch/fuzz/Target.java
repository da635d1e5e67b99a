package com.skatestock.batch.fuzz;

import com.skatestock.batch.archive.WarcPages;
import com.skatestock.batch.extract.Extractor;
import com.skatestock.batch.extract.RawProduct;
import com.skatestock.batch.extract.SampleShop;
import com.skatestock.batch.extract.platform.PlatformExtractor;
import com.skatestock.batch.extract.selectors.CssSyntax;
import com.skatestock.batch.normalise.Normaliser;
import com.skatestock.batch.normalise.PriceText;
import com.skatestock.batch.shop.Platform;
import com.skatestock.batch.shop.Shop;
import com.skatestock.batch.shop.Shops;
import com.skatestock.batch.source.Body;
import com.skatestock.batch.source.Page;
import com.skatestock.contracts.ErrorEvent;
import com.skatestock.contracts.EventCodec;
import com.skatestock.contracts.ProductEvent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What reads bytes that others wrote. Whatever they are, it answers; it never throws. */
enum Target {
  PRICE {
    @Override
    void read(byte[] input) {
      String text = new String(input, StandardCharsets.UTF_8);
      PriceText.parse(text);
      PriceText.parse("59,95", text);
    }
  },
  SHOPIFY {
    @Override
    void read(byte[] input) {
      extract(shop(Platform.SHOPIFY), input, "application/json; charset=utf-8");
    }
  },
  WOOCOMMERCE {
    @Override
    void read(byte[] input) {
      extract(shop(Platform.WOOCOMMERCE), input, "application/json; charset=utf-8");
    }
  },
  SELECTORS {
    @Override
    void read(byte[] input) {
      extract(ZUMIEZ, input, "text/html; charset=utf-8");
    }
  },
  JSONLD {
    @Override
    void read(byte[] input) {
      extract(shop(Platform.JSONLD), input, "text/html; charset=utf-8");
    }
  },
  WARC {
    @Override
    void read(byte[] input) {
      // Not beginning as a WARC file does is told by an exception, before anything is read.
      WarcPages pages;
      try {
        pages = WarcPages.of("seasons", new ByteArrayInputStream(input), LARGEST_BODY);
      } catch (IOException noWarc) {
        return;
      }
      try (pages) {
        while (pages.hasNext()) {
          pages.next();
        }
      } catch (IOException e) {
        throw new IllegalStateException("Not to be closed", e);
      }
    }
  },
  EVENTS {
    @Override
    void read(byte[] input) {
      PRODUCTS.decode(input);
      ERRORS.decode(input);
    }
  };

  private static final int LARGEST_BODY = 1 << 20;
  private static final EventCodec<ProductEvent> PRODUCTS = EventCodec.ofProductEvents();
  private static final EventCodec<ErrorEvent> ERRORS = EventCodec.ofErrorEvents();
  private static final Extractor EXTRACTOR = new PlatformExtractor();
  private static final Normaliser NORMALISER = new Normaliser();
  private static final Shop ZUMIEZ =
      Shops.load(Map.of(), new CssSyntax()).find("zumiez").orElseThrow();

  abstract void read(byte[] input);

  static Shop shop(Platform platform) {
    return SampleShop.of(
        platform, "hillbomb", "Hill Bomb Skate Shop", "https://hillbomb.example/", "USD");
  }

  /** What was extracted is normalised too: its texts are as broken as the page. */
  private static void extract(Shop shop, byte[] input, String type) {
    Page page =
        new Page(
            shop.id(),
            URI.create(shop.url() + "products/deck"),
            Instant.EPOCH,
            "urn:uuid:00000000-0000-4000-8000-000000000000",
            200,
            Map.of("content-type", List.of(type)),
            Body.of(input));
    for (RawProduct product : EXTRACTOR.extract(shop, page).products()) {
      NORMALISER.normalise(shop, product);
    }
  }
}
