package com.skatestock.batch.extract.productpage;

import com.skatestock.batch.extract.productpage.PriceLabels.Meaning;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * Two amounts side by side without a word to either: what was asked before, and what is asked now.
 * People tell them by the line through the higher one, which a style sheet draws.
 */
final class PricePair {
  /** How much less speaks for the higher one. */
  static final int LESS = 5;

  private static final int REACH = 6;
  private static final int MOST_BESIDE = 25;
  private static final int CLOSE = 4;
  private static final int LEVELS = 3;
  private static final int LONGEST_FROM = 15;

  /** How much less is asked, behind either of the two. */
  private static final Pattern PERCENT =
      Pattern.compile("\\s*[-–−(]?\\s?\\d{1,2}\\s?%(?:\\s(?i:off))?\\)?$");

  private static final BigDecimal LEAST = new BigDecimal("0.3");
  private static final List<String> NET = List.of(" excl", " netto", " net ", " tax ", " vat ");

  /** Gross to net in per mille, where it is no usual reduction. */
  private static final Set<Integer> TAXES =
      Set.of(1070, 1077, 1081, 1190, 1200, 1210, 1220, 1230, 1240, 1255, 1270);

  private PricePair() {}

  /**
   * Whether a lower price stands beside it that as much speaks for.
   *
   * @param prices in page order; only so many beside it are looked at
   */
  static boolean isUpper(int at, List<ShownPrice> prices, Repeats repeats) {
    ShownPrice price = prices.get(at);
    if (!mayBe(price, repeats)) {
      return false;
    }
    int from = Math.max(0, at - MOST_BESIDE);
    int to = Math.min(prices.size(), at + MOST_BESIDE);
    return prices.subList(from, to).stream().anyMatch(other -> isLower(other, price, repeats));
  }

  private static boolean isLower(ShownPrice other, ShownPrice price, Repeats repeats) {
    BigDecimal value = other.amount().value();
    BigDecimal upper = price.amount().value();
    return value.compareTo(upper) < 0
        && value.compareTo(upper.multiply(LEAST)) > 0
        && Math.abs(other.line().at() - price.line().at()) <= REACH
        && other.line().beside() == price.line().beside()
        && other.score() >= price.score() - CLOSE
        && !isTax(upper, value)
        && isOfOneBox(other.line().element(), price.line().element())
        && (mayBe(other, repeats) || isLowest(other, repeats));
  }

  private static boolean isOfOneBox(Element one, Element other) {
    @Nullable Element box = one.parent();
    for (int i = 0; i < LEVELS && box != null; i++) {
      @Nullable Element around = other.parent();
      for (int j = 0; j < LEVELS && around != null; j++) {
        if (around.equals(box)) {
          return true;
        }
        around = around.parent();
      }
      box = box.parent();
    }
    return false;
  }

  private static boolean isTax(BigDecimal gross, BigDecimal net) {
    boolean round = cents(gross).compareTo(cents(net)) == 0;
    return !round
        && TAXES.contains(gross.movePointRight(3).divide(net, 0, RoundingMode.HALF_UP).intValue());
  }

  private static BigDecimal cents(BigDecimal amount) {
    return amount.remainder(BigDecimal.ONE);
  }

  private static boolean mayBe(ShownPrice price, Repeats repeats) {
    return price.isSingle()
        && price.amount().money()
        && !price.isBefore()
        && (price.meaning() == Meaning.NOW || (price.meaning() == Meaning.NONE && isBare(price)))
        && !ElementNames.contains(names(price.line().element()), NET)
        && repeats.of(price.line()) == Repeats.Kind.ALONE;
  }

  /** {@code from 24.95} beside {@code 39.99}: forms of the product differ in price. */
  private static boolean isLowest(ShownPrice price, Repeats repeats) {
    return price.meaning() == Meaning.FROM
        && price.isSingle()
        && price.amount().money()
        && price.amount().start() <= LONGEST_FROM
        && repeats.of(price.line()) == Repeats.Kind.ALONE;
  }

  private static String names(Element element) {
    return ElementNames.of(element) + ElementNames.around(element, 1);
  }

  /** Whether no word but the currency's stands in its text, but for a remark in brackets. */
  private static boolean isBare(ShownPrice price) {
    String text = price.line().text();
    int bracket = text.indexOf('(', price.amount().end());
    text = bracket < 0 ? text : text.substring(0, bracket);
    text = PERCENT.matcher(text).replaceFirst("");
    return PriceLabels.isCurrency(text.substring(0, price.amount().start()))
        && PriceLabels.isCurrency(text.substring(price.amount().end()));
  }
}
