package com.skatestock.batch.extract.productpage;

import com.skatestock.batch.extract.structured.StructuredOffer;
import com.skatestock.contracts.Availability;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether the product can be had: what is stated, else what the page's head and scripts say, else
 * the button, else what people read.
 *
 * @param known what the page's head, else its scripts, say; unknown if neither does
 */
record StockChoice(
    ShownPage shown, Optional<BuyButton> button, List<StructuredOffer> offers, Availability known) {

  /** Where nothing is to be pressed, and words say that it is gone. */
  Optional<Integer> goneAt() {
    boolean offered = button.map(found -> found.says() != Availability.OUT_OF_STOCK).orElse(false);
    return offered || sign().filter(sign -> sign == Availability.OUT_OF_STOCK).isEmpty()
        ? Optional.empty()
        : StockSigns.line(shown).map(ShownPage.Line::at);
  }

  private boolean sells() {
    return button.map(BuyButton::sells).orElse(false);
  }

  private Optional<Availability> sign() {
    return StockSigns.of(shown);
  }

  /**
   * The availability.
   *
   * @param priced whether the page asks a price
   */
  Availability choose(boolean priced) {
    Set<Availability> said = new HashSet<>();
    offers.forEach(offer -> said.add(offer.availability()));
    said.remove(Availability.UNKNOWN);
    if (said.size() == 1) {
      Availability only = said.iterator().next();
      boolean contradicted = only == Availability.IN_STOCK && goneAt().isPresent();
      return contradicted ? Availability.OUT_OF_STOCK : only;
    }
    if (said.contains(Availability.IN_STOCK)) {
      return Availability.IN_STOCK;
    }
    return known == Availability.UNKNOWN ? shown(priced) : known;
  }

  private Availability shown(boolean priced) {
    Optional<Availability> labelled = StockSigns.labelled(shown);
    boolean gone = button.map(found -> found.says() == Availability.OUT_OF_STOCK).orElse(false);
    if (gone || labelled.isPresent()) {
      return gone ? Availability.OUT_OF_STOCK : labelled.get();
    }
    Optional<Availability> sign = sign();
    if (sign.isPresent() && (sign.get() != Availability.OUT_OF_STOCK || !sells())) {
      return sign.get();
    }
    // Who asks a price, or has a button that buys, offers the thing.
    return button
        .map(BuyButton::says)
        .orElse(priced ? Availability.IN_STOCK : Availability.UNKNOWN);
  }
}
