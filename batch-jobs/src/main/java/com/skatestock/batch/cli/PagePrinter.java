package com.skatestock.batch.cli;

import com.skatestock.batch.archive.WarcPages;
import com.skatestock.batch.extract.ExtractedPage;
import com.skatestock.batch.extract.RawProduct;
import com.skatestock.batch.normalise.Normalised;
import com.skatestock.batch.normalise.Normaliser;
import com.skatestock.batch.shop.Shop;

/** Prints what a page says: refused parts, products, the page. */
record PagePrinter(Shop shop, Normaliser normaliser, ProductLines lines) {
  void print(SavedGroups.Settled page) {
    PageOrigin origin = page.origin();
    ExtractedPage extracted = page.extracted();
    int products = 0;
    int rejected = extracted.refused().size();
    for (ExtractedPage.Refused refused : extracted.refused()) {
      lines.rejected(
          origin,
          refused.externalId(),
          refused.field(),
          refused.raw(),
          refused.reason(),
          refused.position());
    }
    for (RawProduct raw : extracted.products()) {
      switch (normaliser.normalise(shop, raw)) {
        case Normalised.Accepted accepted -> {
          lines.product(origin, accepted.product(), raw.position());
          products++;
        }
        case Normalised.Rejected not -> {
          lines.rejected(
              origin, not.externalId(), not.field(), not.raw(), not.reason(), not.position());
          rejected++;
        }
      }
    }
    lines.page(origin, extracted.state(), products, rejected);
  }

  void unreadable(WarcPages.Entry.Unreadable record) {
    lines.unreadablePage(record);
  }
}
