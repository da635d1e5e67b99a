package com.skatestock.batch.extract.productpage;

import com.skatestock.batch.extract.productpage.ShownPage.Line;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * How much speaks for a shown text to be the product's price. The weights are of pages in general:
 * what its authors call the element, the words around it, how near it stands to the headline and to
 * the button that buys, whether it is one of many, whether it is struck out, and whether what the
 * page states for machines agrees.
 *
 * @param stated what the page states that is asked
 * @param seconded what its scripts say that is asked
 * @param lowest the lower ends of the ranges that it states
 * @param buyAt where the button stands, in words
 */
record PriceWeight(
    ShownPage page,
    Set<BigDecimal> stated,
    Set<BigDecimal> seconded,
    Set<BigDecimal> lowest,
    Optional<Integer> buyAt) {
  private static final List<String> PRICE = PageWords.of("price-name");
  private static final List<String> NOW = PageWords.of("price-now-name");
  private static final List<String> NOT_NOW = PageWords.of("price-other-name");
  private static final int LONGEST_PROSE = 20;
  private static final int CHOICE_LEVELS = 3;

  /** From here on, scripts do without spaces, so that a label cannot be told from a remark. */
  private static final int SPACELESS = 0x2E80;

  private static final Pattern FONT_SIZE = Pattern.compile("font[^;]{0,40}?\\b(\\d{1,3})px");

  int of(ShownPrice price, Repeats.Kind repeated) {
    Line line = price.line();
    String names = ElementNames.of(line.element());
    String around = ElementNames.around(line.element(), 3);
    boolean named = ShownPrice.isNamed(line, names);
    boolean money = price.amounts().stream().anyMatch(ShownAmount::money);
    int weight = money ? 3 : named && price.isToTheCent() ? 2 : 0;
    weight += named ? 4 : ElementNames.contains(around, PRICE) ? 3 : 0;
    weight += line.element().attr("itemprop").equalsIgnoreCase("price") ? 3 : 0;
    weight += ElementNames.contains(names, NOW) ? 2 : ElementNames.contains(around, NOW) ? 1 : 0;
    weight -=
        ElementNames.contains(names, NOT_NOW) ? 6 : ElementNames.contains(around, NOT_NOW) ? 2 : 0;
    weight +=
        switch (price.meaning()) {
          case NOW -> 2;
          case BEFORE -> -8;
          case FROM -> -3;
          case OTHER -> -7;
          case NET -> 0;
          case NONE -> 0;
        };
    weight -= line.struck() ? 12 : 0;
    weight -= line.beside() ? 12 : 0;
    weight -= line.hidden() ? 5 : 0;
    weight -=
        switch (repeated) {
          case CARD -> 9;
          case ROW -> 3;
          case ALONE -> 0;
        };
    weight -= price.distinct() > 1 ? price.isRange() ? 3 : 6 : 0;
    boolean now = price.meaning() == PriceLabels.Meaning.NOW;
    weight -= !now && isProse(line.text()) ? 6 : line.text().length() > 30 ? 2 : 0;
    weight -= price.amount().value().signum() == 0 ? 8 : 0;
    weight += size(line.element());
    weight -= isOfChoice(line.element()) ? 3 : 0;
    weight -= price.meaning() == PriceLabels.Meaning.NONE && isCalledOther(price) ? 2 : 0;
    return weight + nearTitle(line) + nearButton(line) + agreement(price);
  }

  /** What a choice beside the product costs: fitting, a guarantee, another size. */
  private static boolean isOfChoice(Element element) {
    @Nullable Element at = element;
    for (int i = 0; i < CHOICE_LEVELS && at != null; i++) {
      if (at.normalName().equals("label") || at.normalName().equals("option")) {
        return true;
      }
      at = at.parent();
    }
    return false;
  }

  /** A word in front that is no name of a price: what the amount is for. */
  private static boolean isCalledOther(ShownPrice price) {
    String before = price.line().text().substring(0, price.amount().start());
    boolean words = before.chars().anyMatch(c -> c < SPACELESS && Character.isLetter(c));
    return words && !PriceLabels.isCurrency(before);
  }

  /** Four words and more that are neither a number nor a currency. */
  private static boolean isProse(String text) {
    int words = 0;
    for (String word : text.split(" ", LONGEST_PROSE)) {
      words += word.chars().filter(Character::isLetter).count() > 2 ? 1 : 0;
    }
    return words >= 4;
  }

  private int agreement(ShownPrice price) {
    return isOneOf(stated, price)
        ? 5
        : isOneOf(seconded, price) ? 4 : isOneOf(lowest, price) ? 3 : 0;
  }

  private static boolean isOneOf(Set<BigDecimal> amounts, ShownPrice price) {
    return amounts.stream().anyMatch(price.amount()::isSame);
  }

  private int nearTitle(Line line) {
    if (page.titleAt() < 0) {
      return 0;
    }
    int distance = line.at() - page.titleAt();
    int words = distance >= 0 ? distance : -6 * distance;
    if (words <= 40) {
      return distance < 0 ? 4 : 6;
    }
    return words <= 120 ? 5 : words <= 250 ? 4 : words <= 500 ? 2 : words <= 1_000 ? 0 : -3;
  }

  private int nearButton(Line line) {
    if (buyAt.isEmpty()) {
      return 0;
    }
    int before = buyAt.get() - line.at();
    int distance = before >= 0 ? before : -2 * before;
    return distance <= 30 ? 4 : distance <= 80 ? 3 : distance <= 200 ? 1 : 0;
  }

  /** How large the page itself, not its style sheet, sets it. */
  private static int size(Element element) {
    Matcher size = FONT_SIZE.matcher(element.attr("style"));
    if (size.find() && Integer.parseInt(size.group(1)) >= 20) {
      return 3;
    }
    return switch (element.normalName()) {
      case "big" -> 3;
      case "h1", "h2", "h3", "h4" -> 2;
      case "b", "strong" -> 1;
      default -> 0;
    };
  }
}
