package com.skatestock.batch.extract.productpage;

import com.skatestock.batch.extract.productpage.PriceLabels.Meaning;
import com.skatestock.batch.extract.productpage.ShownPage.Line;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A text of the page that may be its product's price, and how much speaks for it.
 *
 * @param amounts at least one
 * @param meaning what the words around it say that it is
 * @param score {@link #SURE} and more is believed against what is stated, {@link #LIKELY} where
 *     nothing is
 */
record ShownPrice(Line line, List<ShownAmount> amounts, Meaning meaning, int score) {
  static final int LIKELY = 8;
  static final int SURE = 16;

  private static final int LONGEST = 70;
  private static final int MOST_SAME = 50;
  private static final int AROUND_BEFORE = 6;

  /** Real pages have some hundreds. */
  private static final int MOST = 5_000;

  private static final List<String> PRICE = PageWords.of("price-name");
  private static final List<String> OLD = PageWords.of("price-old-name");

  /** A price that is called so in the text itself: {@code Price: 59.95}. */
  private static final Pattern LABEL =
      Pattern.compile(
          "^(?:\\p{L}+"
              + " )?(?:price|preis|prix|precio|preço|prezzo|prijs|pris|cena|ár|цена|ціна|fiyat|価格|價格|价格|售價)\\b?\\s*[:：]",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  /** An amount to the cent, whose currency the page leaves to its readers. */
  private static final Pattern DECIMALS = Pattern.compile("\\d{1,3}(?:[ .,']?\\d{3})*[.,]\\d\\d");

  private static final Pattern RANGE =
      Pattern.compile("\\d\\s*(?:-|–|—|to|bis|à|until)\\s*\\D{0,4}\\d");

  /**
   * The most likely first; amounts that something beside the page's product asks are among them.
   */
  static List<ShownPrice> of(ShownPage page, PriceWeight weight) {
    List<ShownPrice> candidates = new ArrayList<>();
    for (Line line : ShownTexts.of(page)) {
      if (candidates.size() == MOST) {
        break;
      }
      if (line.text().length() > LONGEST || !hasDigit(line.text()) || isPart(page, line)) {
        continue;
      }
      List<ShownAmount> amounts = ShownAmount.in(line.text());
      if (amounts.isEmpty()) {
        continue;
      }
      boolean money = amounts.stream().anyMatch(ShownAmount::money);
      String names = ElementNames.of(line.element());
      boolean named = isNamed(line, names);
      if (money
          || named
          || (amounts.size() == 1
              && line.text().chars().noneMatch(Character::isLetter)
              && ElementNames.contains(ElementNames.around(line.element(), 3), PRICE))) {
        candidates.add(new ShownPrice(line, amounts, meaning(page, line, amounts), 0));
      }
    }
    Repeats repeats = Repeats.of(page, candidates);
    List<ShownPrice> inOrder =
        candidates.stream()
            .map(price -> price.weighed(weight.of(price, repeats.of(price.line()))))
            .sorted(Comparator.comparingInt(price -> price.line().at()))
            .toList();
    List<ShownPrice> prices = new ArrayList<>(inOrder);
    for (int i = 0; i < prices.size(); i++) {
      if (PricePair.isUpper(i, inOrder, repeats)) {
        prices.set(i, inOrder.get(i).weighed(inOrder.get(i).score - PricePair.LESS));
      }
    }
    lowerAroundBefore(prices);
    prices.sort(Comparator.comparingInt(price -> -price.score()));
    return List.copyOf(prices);
  }

  /** What stands around an old price says no more than that, with a remark. */
  private static void lowerAroundBefore(List<ShownPrice> inOrder) {
    Map<BigDecimal, List<ShownPrice>> before = new HashMap<>();
    for (ShownPrice price : inOrder) {
      if (price.isSingle() && price.isBefore()) {
        before
            .computeIfAbsent(price.amount().value().stripTrailingZeros(), key -> new ArrayList<>())
            .add(price);
      }
    }
    for (int i = 0; i < inOrder.size(); i++) {
      ShownPrice price = inOrder.get(i);
      List<ShownPrice> same =
          before.getOrDefault(price.amount().value().stripTrailingZeros(), List.of());
      if (price.isSingle()
          && !price.isBefore()
          && same.stream().limit(MOST_SAME).anyMatch(price::isAround)) {
        inOrder.set(i, price.weighed(price.score - AROUND_BEFORE));
      }
    }
  }

  private boolean isAround(ShownPrice other) {
    return other.line.at() >= line.at()
        && other.line.at() < line.end()
        && other.line.text().length() < line.text().length()
        && other.line.element().parents().contains(line.element());
  }

  private ShownPrice weighed(int weight) {
    return new ShownPrice(line, amounts, meaning, weight);
  }

  private static boolean isPart(ShownPage page, Line line) {
    return page.isPart(line.element())
        || (line.element().parent() != null && page.isPart(line.element().parent()));
  }

  /** Whether its authors, or its first word, call it a price. */
  static boolean isNamed(Line line, String names) {
    return ElementNames.contains(names, PRICE) || LABEL.matcher(line.text()).find();
  }

  /** By the words in its own line, else by those beside it. */
  private static Meaning meaning(ShownPage page, Line line, List<ShownAmount> amounts) {
    ShownAmount amount = asked(amounts);
    String text = line.text();
    String before = text.substring(0, amount.start());
    String behind = text.substring(amount.end());
    boolean alone = PriceLabels.isCurrency(before);
    String label = alone ? page.textBefore(line) + ' ' + before : before;
    if (behind.chars().noneMatch(c -> Character.isLetterOrDigit(c))) {
      behind = behind.strip() + page.textBehind(line, line.end());
    }
    return PriceLabels.of(label, withoutCurrency(behind));
  }

  private static String withoutCurrency(String behind) {
    int i = 0;
    while (i < behind.length()
        && (Character.isWhitespace(behind.charAt(i))
            || Character.getType(behind.charAt(i)) == Character.CURRENCY_SYMBOL
            || "*.,-–".indexOf(behind.charAt(i)) >= 0)) {
      i++;
    }
    String rest = behind.substring(i);
    int space = rest.indexOf(' ');
    int slash = rest.indexOf('/');
    int end = slash > 0 && (space < 0 || slash < space) ? slash : space;
    boolean word = end > 0 && ShownAmount.isCurrency(rest.substring(0, end));
    return word ? rest.substring(end) : rest;
  }

  /** Whether it is a range: {@code 45 – 60}. */
  boolean isRange() {
    return distinct() > 1 && RANGE.matcher(line.text()).find();
  }

  /** Whether its text is no more than an amount with decimals. */
  boolean isToTheCent() {
    return DECIMALS.matcher(line.text()).matches();
  }

  /** Whether it says one amount only. */
  boolean isSingle() {
    return distinct() == 1;
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

  int distinct() {
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

  /** Whether it was asked before a reduction: struck out, or called so. */
  boolean isBefore() {
    return line.struck()
        || meaning == Meaning.BEFORE
        || ElementNames.contains(
            ElementNames.of(line.element()) + ElementNames.around(line.element(), 1), OLD);
  }

  /** The price before a reduction: struck out, more than the price, near it; null if none is. */
  static @Nullable ShownPrice before(List<ShownPrice> prices, ShownPrice now) {
    @Nullable ShownPrice best = null;
    for (ShownPrice price : prices) {
      int distance = Math.abs(price.line().at() - now.line().at());
      if (price.isBefore()
          && price.isSingle()
          && price.line().beside() == now.line().beside()
          && price.meaning != Meaning.OTHER
          && price.amount().value().compareTo(now.amount().value()) > 0
          && distance <= 40
          && !isAnotherBetween(prices, now, price)
          && (best == null || distance < Math.abs(best.line().at() - now.line().at()))) {
        best = price;
      }
    }
    return best;
  }

  /** Whether something else is asked between the two: what is struck out there is of that. */
  private static boolean isAnotherBetween(
      List<ShownPrice> prices, ShownPrice now, ShownPrice before) {
    int from = Math.min(now.line().at(), before.line().at());
    int to = Math.max(now.line().at(), before.line().at());
    for (ShownPrice price : prices) {
      if (price.line().at() > from
          && price.line().at() < to
          && price.isSingle()
          && price.amount().money()
          && !price.isBefore()
          && price.meaning == Meaning.NONE
          && price.amount().value().compareTo(now.amount().value()) > 0) {
        return true;
      }
    }
    return false;
  }
}
