package com.skatestock.batch.extract.productpage;

import com.skatestock.batch.extract.productpage.ShownPage.Line;
import java.util.List;
import java.util.Optional;

/**
 * The button that puts the page's product into the cart, or says that this cannot be done.
 *
 * @param at where it stands, in words from the page's beginning
 * @param sells false where it says that the product is sold out
 */
record BuyButton(int at, boolean sells) {
  private static final List<String> BUY = PageWords.of("buy");

  private static final List<String> NAMES = PageWords.of("buy-name");

  private static final List<String> GONE = PageWords.of("gone");

  /** The one that stands nearest behind the headline; empty if there is none. */
  static Optional<BuyButton> of(ShownPage page) {
    Optional<BuyButton> best = Optional.empty();
    int nearest = Integer.MAX_VALUE;
    for (Line control : page.controls()) {
      if (control.beside() || control.text().length() > 150) {
        continue;
      }
      String said = ElementNames.lower(control.text());
      boolean gone = GONE.stream().anyMatch(said::contains);
      boolean buys =
          BUY.stream().anyMatch(said::contains)
              || ElementNames.contains(ElementNames.of(control.element()), NAMES);
      if (!gone && !buys) {
        continue;
      }
      int behind = control.at() - Math.max(0, page.titleAt());
      int distance = behind >= 0 ? behind : -2 * behind;
      distance += control.hidden() ? 400 : 0;
      if (distance < nearest && (!gone || (behind >= -20 && behind < 600))) {
        nearest = distance;
        best = Optional.of(new BuyButton(control.at(), !gone));
      }
    }
    return best;
  }
}
