package com.skatestock.local.shop;

import java.util.List;
import java.util.Optional;

/**
 * What a maker made, the same in every shop: two shops may list it under different titles, at
 * different prices, but with the same style code and barcodes.
 *
 * @param rider the pro whose model it is; empty for a team model
 * @param partner the second brand of a collaboration
 * @param name graphic or line: "Midnight Panther", "Dunk Low Pro"
 * @param listCents the maker's suggested price in hundredths
 * @param sizes in the maker's order, at least one
 * @param barcode the first of the article's barcodes (12 digits), one more for each size
 */
record Article(
    Category category,
    Trade.Brand brand,
    Optional<String> rider,
    Optional<String> partner,
    String name,
    Colourway colourway,
    String styleCode,
    long listCents,
    List<String> sizes,
    long barcode) {

  /** A quickstrike: few pairs, gone within minutes. */
  boolean isQuickstrike() {
    return name.endsWith(" QS");
  }
}
