package com.skatestock.batch.extract.productpage;

import com.skatestock.batch.extract.ExtractedPage;
import com.skatestock.batch.extract.ExtractedPage.Reason;
import com.skatestock.batch.extract.ExtractedPage.Refused;
import com.skatestock.batch.extract.HtmlPage;
import com.skatestock.batch.extract.PageLook;
import com.skatestock.batch.extract.PageState;
import com.skatestock.batch.extract.structured.PageSubject;
import com.skatestock.batch.extract.structured.StatedProducts;
import com.skatestock.batch.extract.structured.StructuredPage;
import com.skatestock.batch.source.Page;
import java.util.List;
import java.util.Optional;
import org.jsoup.nodes.Document;

/**
 * Reads the product of any product page. Pure: the same page gives the same answer. Whatever the
 * page is, the answer is a product or a state, never an exception.
 */
public final class ProductPageReader {

  /** What the page says. */
  public ExtractedPage read(Page page) {
    Optional<PageState> failed = PageLook.ofStatus(page.status());
    if (failed.isPresent()) {
      return nothing(failed.get(), List.of());
    }
    Document document = HtmlPage.parse(page);
    PageSubject subject = PageSubject.of(document, page.uri());
    StatedProducts stated = StatedProducts.of(StructuredPage.of(document), subject);
    PageState look = HtmlPage.look(document);
    if (stated.main().isEmpty() && look != PageState.NOT_UNDERSTOOD) {
      return nothing(look, List.of());
    }
    return switch (new ProductReading(document, subject, stated.main()).read()) {
      case ProductReading.Product product ->
          new ExtractedPage(PageState.LISTING, List.of(product.raw()), List.of(), true);
      case ProductReading.Unnamed unnamed ->
          nothing(
              PageState.NOT_UNDERSTOOD,
              List.of(new Refused("title", unnamed.shown(), Reason.TITLE_MISSING, 1)));
      case ProductReading.None none -> nothing(look, List.of());
    };
  }

  private static ExtractedPage nothing(PageState state, List<Refused> refused) {
    return new ExtractedPage(state, List.of(), refused, true);
  }
}
