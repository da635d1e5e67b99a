package com.skatestock.batch.extract;

import com.skatestock.batch.shop.Manners;
import com.skatestock.batch.shop.Platform;
import com.skatestock.batch.shop.Shop;
import com.skatestock.batch.source.Body;
import com.skatestock.batch.source.Page;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Shops with nothing special about them, and pages of theirs. */
public final class SampleShop {

  private SampleShop() {}

  /** A shop of the platform that lists everything, in UTC, with the usual manners. */
  public static Shop of(Platform platform, String id, String name, String url, String currency) {
    return new Shop(
        id,
        name,
        "",
        URI.create(url),
        platform,
        Currency.getInstance(currency),
        ZoneOffset.UTC,
        List.of(),
        Manners.DEFAULT,
        0,
        Optional.empty());
  }

  /** A page as the shop answers with it. */
  public static Page page(Shop shop, String uri, String body) {
    return page(shop, uri, Map.of(), body);
  }

  public static Page page(Shop shop, String uri, Map<String, List<String>> headers, String body) {
    return new Page(
        shop.id(),
        URI.create(uri),
        Instant.EPOCH,
        "urn:uuid:00000000-0000-0000-0000-000000000000",
        200,
        headers,
        Body.of(body.getBytes(StandardCharsets.UTF_8)));
  }
}
