package com.skatestock.batch.extract.jsonld;

import com.skatestock.batch.extract.ExtractedPage;
import com.skatestock.batch.extract.ExtractedPage.Reason;
import com.skatestock.batch.extract.ExtractedPage.Refused;
import com.skatestock.batch.extract.Extractor;
import com.skatestock.batch.extract.HtmlPage;
import com.skatestock.batch.extract.PageLook;
import com.skatestock.batch.extract.PageState;
import com.skatestock.batch.extract.RawProduct;
import com.skatestock.batch.extract.structured.PageSubject;
import com.skatestock.batch.extract.structured.StatedProduct;
import com.skatestock.batch.extract.structured.StatedProducts;
import com.skatestock.batch.extract.structured.StructuredPage;
import com.skatestock.batch.extract.structured.StructuredProduct;
import com.skatestock.batch.shop.Shop;
import com.skatestock.batch.source.Page;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a page states about its product for machines. A page without a product of its own that
 * lists several gives them all. A range ({@code AggregateOffer}) is no price.
 *
 * <p>Each listing of the shop is one page: the address of a product or of a listing.
 */
public final class JsonLdExtractor implements Extractor {
  private static final int LONGEST_RAW = 1_000;

  @Override
  public URI page(Shop shop, String listing, int number) {
    String root = shop.url().toString();
    return URI.create((root.endsWith("/") ? root.substring(0, root.length() - 1) : root) + listing);
  }

  @Override
  public ExtractedPage extract(Shop shop, Page page) {
    Optional<PageState> failed = PageLook.ofStatus(page.status());
    return failed.isPresent() ? nothing(failed.get(), List.of()) : read(page);
  }

  private static ExtractedPage read(Page page) {
    Document document = HtmlPage.parse(page);
    PageSubject subject = PageSubject.of(document, page.uri());
    StatedProducts stated = StatedProducts.of(StructuredPage.of(document), subject);
    List<StatedProduct> all =
        stated.main().isPresent() ? List.of(stated.main().get()) : stated.listed();
    List<RawProduct> products = new ArrayList<>();
    List<Refused> refused = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      Optional<RawProduct> product = all.get(i).toRaw(subject, i + 1);
      if (product.isPresent()) {
        products.add(product.get());
      } else {
        refused.add(new Refused("title", raw(all.get(i)), Reason.TITLE_MISSING, i + 1));
      }
    }
    return products.isEmpty()
        ? nothing(HtmlPage.look(document), refused)
        : new ExtractedPage(PageState.LISTING, List.copyOf(products), List.copyOf(refused), true);
  }

  private static String raw(StatedProduct product) {
    @Nullable String said = product.said(StructuredProduct::sku);
    String text = said == null ? product.offers().toString() : said;
    return text.substring(0, Math.min(text.length(), LONGEST_RAW));
  }

  private static ExtractedPage nothing(PageState state, List<Refused> refused) {
    return new ExtractedPage(state, List.of(), List.copyOf(refused), true);
  }
}
