package com.skatestock.batch.extract.productpage;

import com.skatestock.batch.extract.productpage.ShownPage.Line;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * A text of the page that may be its product's price, and how much speaks for it.
 *
 * <p>The weights are of pages in general: what its authors call the element, how near it stands to
 * the headline and to the button that buys, whether it is struck out, and whether what the page
 * states for machines agrees.
 *
 * @param amounts at least one
 * @param score {@link #SURE} and more is believed against what is stated, {@link #LIKELY} where
 *     nothing is
 */
record ShownPrice(Line line, List<ShownAmount> amounts, int score) {
  static final int LIKELY = 9;
  static final int SURE = 16;

  private static final int LONGEST = 70;

  private static final List<String> PRICE = PageWords.of("price-name");

  private static final List<String> NOW = PageWords.of("price-now-name");

  private static final List<String> OLD = PageWords.of("price-old-name");

  private static final List<String> NOT_NOW = PageWords.of("price-other-name");

  private static final Pattern NOT_PRICE_WORDS =
      Pattern.compile(
          "(?i)^(?:de|van|antes|ancien|statt|vorher|bisher|before|reg|orig|old)\\b[^:]{0,12}:|\\bsave\\b|you"
              + " save|shipping|delivery|versand|livraison|env[ií]o|spedizione|frete|free"
              + " |off\\b|was\\b|rrp|uvp|msrp|list price|statt|per month|/mo|a"
              + " month|monatl|mensual|/ ?\\d*"
              + " ?(?:kg|g|ml|l|oz|lb|100|m²|unit|stk|pc)\\b|\\(\\D{0,3}\\d+[.,]\\d+ ?\\S?"
              + " ?/|interest|"
              + "instal|rate\\b|coupon|reward|points?\\b|punkte|over\\b|orders|deposit|\\bvat\\b|ratings?|reviews?|sold|x"
              + " de|sem juros|cuotas|pago|ab"
              + " einem|mindest|原價|原价|省|免運|定価|割引|建議|市價|定價|每期|分期|點|点|ポイント|滿|=");

  /** A price that is called so in the text itself: {@code Price: 59.95}. */
  private static final Pattern LABEL =
      Pattern.compile(
          "^(?:\\p{L}+"
              + " )?(?:price|preis|prix|precio|preço|prezzo|prijs|pris|cena|ár|цена|ціна|fiyat|価格|價格|价格|售價)\\b?\\s*[:：]",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  private static final Pattern FONT_SIZE = Pattern.compile("font[^;]{0,40}?\\b(\\d{1,3})px");

  private static final Pattern RANGE =
      Pattern.compile("\\d\\s*(?:-|–|—|to|bis|à|until)\\s*\\D{0,4}\\d");

  /**
   * The most likely first; amounts that something beside the page's product asks are among them.
   */
  static List<ShownPrice> of(ShownPage page, Set<BigDecimal> stated, Optional<Integer> buyAt) {
    List<ShownPrice> prices = new ArrayList<>();
    for (Line line : page.lines()) {
      if (line.text().length() > LONGEST || !hasDigit(line.text())) {
        continue;
      }
      List<ShownAmount> amounts = ShownAmount.in(line.text());
      if (amounts.isEmpty()) {
        continue;
      }
      String names = ElementNames.of(line.element());
      String around = ElementNames.around(line.element(), 3);
      boolean named = ElementNames.contains(names, PRICE) || LABEL.matcher(line.text()).find();
      boolean money = amounts.stream().anyMatch(ShownAmount::money);
      boolean namedAround = ElementNames.contains(around, PRICE);
      if (money || named || (namedAround && amounts.size() == 1)) {
        prices.add(
            new ShownPrice(
                line, amounts, score(page, line, amounts, names, around, stated, buyAt)));
      }
    }
    prices.sort(Comparator.comparingInt((ShownPrice price) -> -price.score()));
    return prices;
  }

  private static int score(
      ShownPage page,
      Line line,
      List<ShownAmount> amounts,
      String names,
      String around,
      Set<BigDecimal> stated,
      Optional<Integer> buyAt) {
    int score = 0;
    boolean named = ElementNames.contains(names, PRICE) || LABEL.matcher(line.text()).find();
    score += amounts.stream().anyMatch(ShownAmount::money) ? 3 : 0;
    score += named ? 4 : ElementNames.contains(around, PRICE) ? 3 : 0;
    score += line.element().attr("itemprop").equalsIgnoreCase("price") ? 3 : 0;
    score += ElementNames.contains(names, NOW) ? 2 : ElementNames.contains(around, NOW) ? 1 : 0;
    score -=
        ElementNames.contains(names, NOT_NOW) ? 6 : ElementNames.contains(around, NOT_NOW) ? 2 : 0;
    score -= NOT_PRICE_WORDS.matcher(line.text()).find() ? 5 : 0;
    score -= line.struck() ? 12 : 0;
    score -= line.beside() ? 12 : 0;
    score -= line.hidden() ? 5 : 0;
    score -= distinct(amounts) > 1 ? 3 : 0;
    score -= line.text().length() > 30 ? 2 : 0;
    ShownAmount amount = asked(amounts);
    score -= amount.value().signum() == 0 ? 8 : 0;
    score += isLarge(line.element()) ? 3 : 0;
    score += nearTitle(page, line);
    if (buyAt.isPresent()) {
      int distance = Math.abs(buyAt.get() - line.at());
      score += distance <= 30 ? 4 : distance <= 80 ? 3 : distance <= 200 ? 1 : 0;
    }
    for (BigDecimal price : stated) {
      if (amount.isSame(price)) {
        score += 5;
        break;
      }
    }
    return score;
  }

  private static int nearTitle(ShownPage page, Line line) {
    if (page.titleAt() < 0) {
      return 0;
    }
    int distance = line.at() - page.titleAt();
    int words = distance >= 0 ? distance : -6 * distance;
    if (words <= 40) {
      return 6;
    }
    return words <= 120 ? 5 : words <= 250 ? 4 : words <= 500 ? 2 : words <= 1_000 ? 0 : -3;
  }

  /** Whether it is a range: {@code 45 – 60}. */
  boolean isRange() {
    return distinct(amounts) > 1 && RANGE.matcher(line.text()).find();
  }

  /** Whether it says one amount only. */
  boolean isSingle() {
    return distinct(amounts) == 1;
  }

  /** The first amount with a currency beside it, else the first. */
  ShownAmount amount() {
    return asked(amounts);
  }

  private static ShownAmount asked(List<ShownAmount> amounts) {
    for (ShownAmount amount : amounts) {
      if (amount.money()) {
        return amount;
      }
    }
    return amounts.getFirst();
  }

  /** Whether the page itself, not its style sheet, sets it in large type. */
  private static boolean isLarge(Element element) {
    Matcher size = FONT_SIZE.matcher(element.attr("style"));
    return (size.find() && Integer.parseInt(size.group(1)) >= 20)
        || element.normalName().equals("big");
  }

  private static int distinct(List<ShownAmount> amounts) {
    Set<BigDecimal> values = new HashSet<>();
    boolean money = asked(amounts).money();
    for (ShownAmount amount : amounts) {
      if (amount.money() || !money) {
        values.add(amount.value().stripTrailingZeros());
      }
    }
    return values.size();
  }

  private static boolean hasDigit(String text) {
    return text.chars().anyMatch(c -> c >= '0' && c <= '9');
  }

  /** The price before a reduction: struck out, more than the price, near it; null if none is. */
  static @Nullable ShownPrice before(List<ShownPrice> prices, ShownPrice now) {
    @Nullable ShownPrice best = null;
    for (ShownPrice price : prices) {
      String names = ElementNames.of(price.line().element());
      boolean old = price.line().struck() || ElementNames.contains(names, OLD);
      int distance = Math.abs(price.line().at() - now.line().at());
      if (old
          && !price.line().beside()
          && price.amount().value().compareTo(now.amount().value()) > 0
          && distance <= 40
          && (best == null || distance < Math.abs(best.line().at() - now.line().at()))) {
        best = price;
      }
    }
    return best;
  }
}
