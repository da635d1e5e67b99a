package com.skatestock.batch.normalise;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** An amount with what stands beside it. */
record PriceCandidate(
    NumberText number,
    BigDecimal amount,
    @Nullable CurrencySign before,
    @Nullable CurrencySign after,
    int start,
    int end,
    int weight) {

  boolean hasCurrency() {
    return before != null || after != null;
  }
}
