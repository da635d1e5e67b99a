package com.skatestock.batch.cli;

import com.skatestock.batch.normalise.Money;
import com.skatestock.batch.shop.Manners;
import com.skatestock.batch.shop.Platform;
import com.skatestock.batch.shop.Shop;
import java.net.URI;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Stands for the shop of a page that belongs to no configured one: nothing is known of it. */
final class AnyShop {
  /** Never printed; the configuration refuses it. */
  static final String ID = Shop.NO_SHOP;

  private AnyShop() {}

  /** The shop at an address, with no name, and no currency where a price shows none. */
  static Shop at(URI url) {
    return new Shop(
        ID,
        "",
        "",
        url,
        Platform.JSONLD,
        Money.UNKNOWN_CURRENCY,
        ZoneOffset.UTC,
        List.of(),
        Manners.DEFAULT,
        0,
        Optional.empty());
  }
}
