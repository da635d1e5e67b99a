package com.skatestock.batch.job.scrape;

import com.skatestock.batch.archive.PageIndex;
import com.skatestock.batch.extract.ExtractedPage;
import com.skatestock.batch.extract.RawProduct;
import com.skatestock.batch.job.scrape.PageFeed.ReadPage;
import com.skatestock.batch.normalise.Normalised;
import com.skatestock.batch.normalise.Normaliser;
import com.skatestock.batch.normalise.Product;
import com.skatestock.batch.publish.PublicationRun;
import com.skatestock.batch.shop.Shop;
import com.skatestock.batch.wire.DeadLetters.Refusal;
import com.skatestock.batch.wire.ErrorIds;
import com.skatestock.contracts.ErrorEvent;
import com.skatestock.contracts.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Gives read pages their meaning: products, and what was refused of them. Pure. */
final class PageMeaning {
  private static final int LONGEST_RAW = 1_000;

  private final Shop shop;
  private final PublicationRun run;
  private final Normaliser normaliser;

  /** A page whose products are understood; the page itself holds none any more. */
  record UnderstoodPage(
      ReadPage page, List<Product> products, List<Refusal> refusals, int variants) {}

  PageMeaning(Shop shop, PublicationRun run, Normaliser normaliser) {
    this.shop = shop;
    this.run = run;
    this.normaliser = normaliser;
  }

  /** What a page turns out to be, without a word to anybody. */
  PageIndex.Reading reading(ReadPage page) {
    return reading(understand(page, 0));
  }

  PageIndex.Reading reading(UnderstoodPage one) {
    return new PageIndex.Reading(
        one.page().recordId(),
        one.page().extracted().state().name().toLowerCase(Locale.ROOT),
        one.products().size(),
        one.refusals().size(),
        one.page().ends(),
        run.parserVersion());
  }

  /**
   * What the page means. The raw products are let go with it: several chunks are on their way at a
   * time.
   *
   * @param execution the job execution that does it
   */
  UnderstoodPage understand(ReadPage page, long execution) {
    List<Product> products = new ArrayList<>(page.extracted().products().size());
    List<Refusal> refusals = new ArrayList<>();
    int variants = 0;
    for (RawProduct raw : page.extracted().products()) {
      switch (normaliser.normalise(shop, raw)) {
        case Normalised.Accepted(Product product) -> {
          products.add(product);
          variants += product.variants().size();
        }
        case Normalised.Rejected rejected ->
            refusals.add(
                refusal(
                    page,
                    execution,
                    Stage.NORMALISE,
                    rejected.reason().name(),
                    rejected.externalId(),
                    rejected.field(),
                    rejected.raw()));
      }
    }
    for (ExtractedPage.Refused refused : page.extracted().refused()) {
      refusals.add(
          refusal(
              page,
              execution,
              Stage.EXTRACT,
              refused.reason().name(),
              Objects.requireNonNullElse(refused.externalId(), "#" + refused.position()),
              refused.field(),
              refused.raw()));
    }
    return new UnderstoodPage(
        page.saying(page.extracted().withoutProducts()), products, refusals, variants);
  }

  private Refusal refusal(
      ReadPage page,
      long execution,
      Stage stage,
      String reason,
      String externalId,
      String field,
      String raw) {
    String cut = raw.length() > LONGEST_RAW ? raw.substring(0, LONGEST_RAW) : raw;
    return new Refusal(
        new ErrorEvent(
            ErrorIds.of(stage, reason, shop.id(), externalId, field, cut),
            stage,
            reason,
            shop.id(),
            externalId,
            field,
            cut,
            "%s not understood: shop=%s page=%s product=%s raw=\"%s\" reason=%s"
                .formatted(field, shop.id(), page.uri(), externalId, cut, reason),
            page.uri().toString(),
            page.recordId(),
            run.slot(),
            page.capturedAt(),
            run.correlationId()),
        execution);
  }
}
