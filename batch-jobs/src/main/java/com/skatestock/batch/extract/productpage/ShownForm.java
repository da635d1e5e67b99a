package com.skatestock.batch.extract.productpage;

import com.skatestock.batch.extract.structured.PageSubject;
import com.skatestock.batch.extract.structured.StructuredOffer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which of the stated offers is of the form of the product that the page's address asks for. */
final class ShownForm {
  private static final int SHORTEST_CODE = 4;

  private ShownForm() {}

  /** The one offer whose code or address the page's address has; all of them if there is none. */
  static List<StructuredOffer> of(
      List<StructuredOffer> offers, Optional<String> code, PageSubject subject) {
    if (offers.size() < 2) {
      return offers;
    }
    String address = subject.uri().toString();
    List<StructuredOffer> own =
        offers.stream()
            .filter(offer -> isIn(address, offer.sku(), code) || isAddress(address, offer.url()))
            .toList();
    return own.size() == 1 ? own : offers;
  }

  private static boolean isIn(String address, @Nullable String sku, Optional<String> code) {
    return sku != null
        && sku.length() >= SHORTEST_CODE
        && (address.endsWith('=' + sku)
            || address.contains('=' + sku + '&')
            || (code.filter(sku::equals).isPresent()
                && PageSubject.folded(address).contains(PageSubject.folded(sku))));
  }

  /** With its parameters, which tell the forms apart. */
  private static boolean isAddress(String address, @Nullable String url) {
    return url != null
        && url.indexOf('?') > 0
        && address.indexOf('?') > 0
        && url.substring(url.indexOf('?')).equals(address.substring(address.indexOf('?')));
  }
}
