package com.skatestock.batch.normalise;

import com.skatestock.batch.extract.RawPrice;
import com.skatestock.batch.normalise.Normalised.Reason;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/** A raw price of any notation as money, or the reason why not. */
final class PriceMeaning {

  /** More is a mistake or a joke: no shop asks a thousand million. */
  private static final BigDecimal LIMIT = new BigDecimal("1000000000");

  /** More decimals than any currency has are what floating point leaves behind. */
  private static final int MOST_DECIMALS = 4;

  /**
   * What a price says.
   *
   * @param money null where the shop shows no price
   * @param reason null where the price was understood
   */
  record Read(@Nullable Money money, String raw, @Nullable Reason reason) {}

  /** Where nothing is shown. */
  static final Read NONE = new Read(null, "", null);

  Read of(RawPrice raw, Currency shopCurrency) {
    if (raw.text().isBlank()) {
      return NONE;
    }
    return switch (raw.notation()) {
      case DISPLAYED -> displayed(raw, shopCurrency);
      case DECIMAL -> decimal(raw, shopCurrency);
      case MINOR_UNITS -> minorUnits(raw, shopCurrency);
    };
  }

  private static Read displayed(RawPrice raw, Currency shopCurrency) {
    return switch (PriceText.parse(raw.text(), raw.currency())) {
      case PriceText.Missing missing -> new Read(null, raw.text(), Reason.PRICE_NOT_UNDERSTOOD);
      case PriceText.Amount amount -> {
        if (raw.currency() != null && !raw.currency().isBlank()) {
          yield money(raw, amount.amount(), shopCurrency);
        }
        boolean foreign =
            amount.currency() == null
                && amount.currencyText() != null
                && excludes(amount.currencyText(), shopCurrency);
        yield foreign
            ? new Read(null, raw.text(), Reason.CURRENCY_NOT_UNDERSTOOD)
            : inRange(
                raw, amount.amount(), amount.currency() == null ? shopCurrency : amount.currency());
      }
    };
  }

  /** True if the sign means currencies, but never the shop's. */
  private static boolean excludes(String currencyText, Currency shopCurrency) {
    CurrencySign sign = CurrencySign.within(currencyText);
    return !shopCurrency.equals(Money.UNKNOWN_CURRENCY)
        && sign != null
        && !sign.codes().isEmpty()
        && !sign.canMean(shopCurrency);
  }

  private static Read decimal(RawPrice raw, Currency shopCurrency) {
    BigDecimal amount = plain(raw.text());
    return amount == null ? displayed(raw, shopCurrency) : money(raw, amount, shopCurrency);
  }

  private static Read minorUnits(RawPrice raw, Currency shopCurrency) {
    BigDecimal units = plain(raw.text());
    if (units == null) {
      return new Read(null, raw.text(), Reason.PRICE_NOT_UNDERSTOOD);
    }
    Currency currency = currency(raw, shopCurrency);
    return currency == null
        ? new Read(null, raw.text(), Reason.CURRENCY_NOT_UNDERSTOOD)
        : inRange(raw, units.movePointLeft(digits(currency)), currency);
  }

  private static Read money(RawPrice raw, BigDecimal amount, Currency shopCurrency) {
    Currency currency = currency(raw, shopCurrency);
    return currency == null
        ? new Read(null, String.valueOf(raw.currency()), Reason.CURRENCY_NOT_UNDERSTOOD)
        : inRange(raw, amount, currency);
  }

  /** The price's own currency, else the shop's; null where the page's word is no currency. */
  private static @Nullable Currency currency(RawPrice raw, Currency shopCurrency) {
    String own = raw.currency();
    if (own == null || own.isBlank() || own.equals(shopCurrency.getCurrencyCode())) {
      return shopCurrency;
    }
    CurrencySign sign = CurrencySign.within(own.strip());
    if (sign == null) {
      return shopCurrency.equals(Money.UNKNOWN_CURRENCY) ? shopCurrency : null;
    }
    if (sign.canMean(shopCurrency)) {
      return shopCurrency;
    }
    Currency certain = sign.certain();
    return certain == null && shopCurrency.equals(Money.UNKNOWN_CURRENCY) ? shopCurrency : certain;
  }

  private static Read inRange(RawPrice raw, BigDecimal amount, Currency currency) {
    if (amount.signum() < 0 || amount.compareTo(LIMIT) >= 0) {
      return new Read(null, raw.text(), Reason.PRICE_OUT_OF_RANGE);
    }
    int digits = digits(currency);
    BigDecimal stripped = amount;
    if (amount.scale() > MOST_DECIMALS) {
      stripped = amount.setScale(digits, RoundingMode.HALF_UP); // 1998.9999999999998
    }
    return new Read(
        new Money(stripped.scale() < digits ? stripped.setScale(digits) : stripped, currency),
        raw.text(),
        null);
  }

  private static int digits(Currency currency) {
    return Math.max(0, currency.getDefaultFractionDigits());
  }

  /** A machine's number: sign, digits, at most one point; null for anything else. */
  private static @Nullable BigDecimal plain(String text) {
    String number = text.strip();
    if (number.length() > 40) {
      return null;
    }
    for (int i = 0; i < number.length(); i++) {
      char c = number.charAt(i);
      if ((c < '0' || c > '9') && c != '.' && !(c == '-' && i == 0)) {
        return null;
      }
    }
    try {
      return new BigDecimal(number);
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
