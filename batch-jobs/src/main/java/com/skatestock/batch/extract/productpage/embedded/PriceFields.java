package com.skatestock.batch.extract.productpage.embedded;

import com.skatestock.batch.extract.RawPrice;
import com.skatestock.batch.extract.RawPrice.Notation;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads prices out of an object of an application's state, by the names that programmers give them.
 */
final class PriceFields {
  private static final int DEEPEST = 4;

  /** What is asked now; the surest first. Folded: letters in lower case only. */
  private static final List<String> NOW =
      List.of(
          "saleprice",
          "specialprice",
          "discountedprice",
          "promoprice",
          "promotionalprice",
          "finalprice",
          "currentprice",
          "sellingprice",
          "bestprice",
          "offerprice",
          "nowprice",
          "pricenow",
          "salesprice",
          "reducedprice",
          "activeprice",
          "actualprice",
          "pricewithtax",
          "priceincltax",
          "priceincvat",
          "grossprice",
          "displayprice",
          "productprice",
          "itemprice",
          "price",
          "prices",
          "pricing",
          "pricerange",
          "minimumprice",
          "priceinfo",
          "pricedata",
          "productpostprice",
          "formattedprice",
          "priceformatted",
          "pricevalue",
          "priceamount",
          "preis",
          "prix",
          "precio",
          "preco",
          "prezzo",
          "prijs",
          "cena");

  private static final List<String> BEFORE =
      List.of(
          "listprice",
          "regularprice",
          "originalprice",
          "compareatprice",
          "oldprice",
          "wasprice",
          "rrp",
          "msrp",
          "strikeprice",
          "fullprice",
          "retailprice",
          "baseprice",
          "pricebefore",
          "normalprice",
          "standardprice",
          "previousprice",
          "undiscountedprice",
          "displayregularprice",
          "pricewithoutdiscount");

  /** Inside of an object that is a price. */
  private static final List<String> NOW_INSIDE =
      List.of(
          "sale",
          "sales",
          "special",
          "discounted",
          "promo",
          "current",
          "now",
          "final",
          "finalprice",
          "selling",
          "best",
          "offer",
          "amount",
          "value",
          "centamount",
          "raw",
          "gross",
          "withtax",
          "price",
          "regular",
          "min",
          "minimum",
          "low",
          "list",
          "original",
          "minvariantprice",
          "minimumprice",
          "formatted");

  private static final List<String> BEFORE_INSIDE =
      List.of("list", "regular", "original", "was", "old", "compareat", "rrp", "msrp", "full");

  private static final List<String> CURRENCY =
      List.of(
          "currency",
          "currencycode",
          "pricecurrency",
          "currencyiso",
          "currencyisocode",
          "currencyunit",
          "ordercurrency",
          "isocurrency");

  private PriceFields() {}

  static @Nullable RawPrice now(JsonNode object) {
    return first(object, NOW, NOW_INSIDE, currency(object), 0);
  }

  static @Nullable RawPrice before(JsonNode object) {
    @Nullable String currency = currency(object);
    @Nullable RawPrice before = first(object, BEFORE, NOW_INSIDE, currency, 0);
    for (String name : List.of("price", "prices", "pricing", "pricerange")) {
      @Nullable JsonNode price = named(object, name);
      if (before == null && price != null && price.isObject()) {
        before = first(price, BEFORE, NOW_INSIDE, currency(price), 1);
        @Nullable JsonNode least = named(price, "minimumprice");
        before =
            before == null && least != null
                ? first(least, BEFORE, NOW_INSIDE, currency, 1)
                : before;
        before = before == null ? first(price, BEFORE_INSIDE, NOW_INSIDE, currency, 1) : before;
      }
    }
    return before;
  }

  /** ISO 4217; null if the object, or the price in it, says none. */
  static @Nullable String currency(JsonNode object) {
    for (String name : CURRENCY) {
      @Nullable JsonNode value = named(object, name);
      String text = value == null ? "" : text(value);
      if (text.length() == 3 && text.chars().allMatch(c -> c >= 'A' && c <= 'Z')) {
        return text;
      }
    }
    return null;
  }

  private static @Nullable RawPrice first(
      JsonNode object,
      List<String> names,
      List<String> inside,
      @Nullable String currency,
      int depth) {
    for (String name : names) {
      @Nullable JsonNode value = named(object, name);
      @Nullable RawPrice price =
          value == null ? null : price(value, name, object, inside, currency, depth);
      if (price != null) {
        return price;
      }
    }
    return null;
  }

  private static @Nullable RawPrice price(
      JsonNode value,
      String name,
      JsonNode around,
      List<String> inside,
      @Nullable String currency,
      int depth) {
    if (value.isObject() && depth < DEEPEST) {
      @Nullable String own = currency(value);
      return first(value, inside, inside, own == null ? currency : own, depth + 1);
    }
    if (value.isArray() && depth < DEEPEST && !value.isEmpty()) {
      return price(value.get(0), name, around, inside, currency, depth + 1);
    }
    String text = text(value);
    if (text.isEmpty() || text.length() > 30 || text.chars().noneMatch(c -> c >= '1' && c <= '9')) {
      return null;
    }
    if (!isNumber(text)) {
      return new RawPrice(text, Notation.DISPLAYED, currency);
    }
    return new RawPrice(
        text, isMinor(text, name, around) ? Notation.MINOR_UNITS : Notation.DECIMAL, currency);
  }

  /** In cents: where the name says so, and in the product JSON of themes that count in cents. */
  private static boolean isMinor(String text, String name, JsonNode around) {
    return text.indexOf('.') < 0
        && (name.contains("cent")
            || (around.has("handle") && around.has("price_min"))
            || (around.has("fractionDigits") && around.has("centAmount")));
  }

  private static boolean isNumber(String text) {
    try {
      return text.indexOf('e') < 0 && text.indexOf('E') < 0 && new BigDecimal(text).signum() > 0;
    } catch (NumberFormatException words) {
      return false;
    }
  }

  static @Nullable JsonNode named(JsonNode object, String folded) {
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      if (isNamed(member.getKey(), folded) && !member.getValue().isNull()) {
        return member.getValue();
      }
    }
    return null;
  }

  /** Without regard to case, underscores and dashes. */
  private static boolean isNamed(String name, String folded) {
    if (name.length() > 2 * folded.length()) {
      return false;
    }
    int at = 0;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '_' || c == '-') {
        continue;
      }
      if (at == folded.length() || Character.toLowerCase(c) != folded.charAt(at)) {
        return false;
      }
      at++;
    }
    return at == folded.length();
  }

  static String text(JsonNode value) {
    return value.isString()
        ? value.asString().strip()
        : value.isNumber() ? value.decimalValue().toPlainString() : "";
  }
}
