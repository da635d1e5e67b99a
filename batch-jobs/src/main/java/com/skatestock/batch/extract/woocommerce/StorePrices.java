package com.skatestock.batch.extract.woocommerce;

import com.skatestock.batch.extract.JsonPart;
import com.skatestock.batch.extract.RawPrice;
import com.skatestock.batch.extract.RawPrice.Notation;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * The {@code prices} of a product: whole numbers in a smallest unit that is the shop's own setting
 * ({@code currency_minor_unit}), not the currency's.
 *
 * @param isPurchasable false for a product without a price, which is told as 0
 */
record StorePrices(JsonPart json, boolean isPurchasable) {
  private static final int MOST_DECIMALS = 8;

  @Nullable RawPrice price() {
    @Nullable RawPrice price = amount("price");
    boolean none = price != null && !isPurchasable && isZero(price);
    return none ? null : price;
  }

  /** The regular price, where less is asked. */
  @Nullable RawPrice compareAt() {
    @Nullable RawPrice regular = amount("regular_price");
    return regular == null || regular.equals(amount("price")) || isZero(regular) ? null : regular;
  }

  private static boolean isZero(RawPrice price) {
    return price.text().chars().allMatch(c -> c == '0' || c == '.');
  }

  private @Nullable RawPrice amount(String name) {
    @Nullable String text = json.text(name);
    if (text == null) {
      return null;
    }
    @Nullable Integer unit = json.count("currency_minor_unit");
    boolean minor = unit != null && unit <= MOST_DECIMALS && text.matches("\\d{1,18}");
    return new RawPrice(
        unit != null && minor ? new BigDecimal(new BigInteger(text), unit).toPlainString() : text,
        Notation.DECIMAL,
        json.text("currency_code"));
  }
}
