package com.skatestock.batch.extract.productpage;

import com.skatestock.batch.extract.RawPrice;
import com.skatestock.batch.extract.RawPrice.Notation;
import com.skatestock.batch.extract.productpage.embedded.EmbeddedProduct;
import com.skatestock.batch.extract.structured.StructuredOffer;
import com.skatestock.contracts.Availability;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which price counts where a page states some and shows others. What is stated counts, unless the
 * page shows nothing of it and another price clearly enough, or shows it struck out.
 */
final class PriceChoice {
  private static final int JUST_BEFORE = 40;

  /** Signs that several countries use. */
  private static final String SHARED_SIGNS = "$¥￥₱";

  /** {@code 1.299}: a machine's decimal, or a person's thousands; what is shown tells. */
  private static final Pattern THOUSANDS = Pattern.compile("\\d{1,3}\\.\\d{3}");

  private final List<StructuredOffer> offers;
  private final PageMeta meta;
  private final Optional<EmbeddedProduct> embedded;
  private final Optional<String> scriptCurrency;
  private final List<ShownPrice> shown;

  PriceChoice(
      List<StructuredOffer> offers,
      PageMeta meta,
      Optional<EmbeddedProduct> embedded,
      Optional<String> scriptCurrency,
      List<ShownPrice> shown) {
    this.offers = offers;
    this.meta = meta;
    this.embedded = embedded;
    this.scriptCurrency = scriptCurrency;
    this.shown = shown;
  }

  /**
   * What is asked, and was before.
   *
   * @param gone where the page says that the thing is gone: a price elsewhere than just before it
   *     must stand clear, others are of other things
   * @param onRequest where the page says that one has to ask: a price behind it is another thing's
   */
  Asked choose(Optional<Integer> gone, Optional<Integer> onRequest) {
    @Nullable RawPrice stated = stated();
    @Nullable ShownPrice best = shown.isEmpty() ? null : shown.getFirst();
    if (stated == null) {
      int enough = ShownPrice.LIKELY + (best != null && isOfOthers(best, gone) ? 3 : 0);
      boolean likely = best != null && best.score() >= enough && !isBehind(best, onRequest);
      return best == null || !likely ? asScriptsSay() : asShown(best);
    }
    boolean clear = best != null && best.score() >= ShownPrice.SURE && !best.isRange();
    if (best != null && clear && (isOutdated(stated, best) || isSeconded(stated, best))) {
      return asShown(best);
    }
    @Nullable RawPrice list = listPrice();
    @Nullable ShownPrice matching = matching(stated);
    if (matching != null && THOUSANDS.matcher(stated.text()).matches()) {
      return asShown(matching);
    }
    if (list == null && matching != null) {
      @Nullable ShownPrice before = ShownPrice.before(shown, matching);
      list = before == null ? null : displayed(before);
    }
    return new Asked(stated, list);
  }

  private static boolean isBehind(ShownPrice price, Optional<Integer> words) {
    return words.filter(at -> price.line().at() > at).isPresent();
  }

  private static boolean isOfOthers(ShownPrice price, Optional<Integer> gone) {
    int at = price.line().at();
    return gone.filter(sign -> at > sign || at < sign - JUST_BEFORE).isPresent();
  }

  private Asked asScriptsSay() {
    @Nullable RawPrice price = embedded.map(EmbeddedProduct::price).orElse(null);
    return price == null
        ? new Asked(null, null)
        : new Asked(price, embedded.map(EmbeddedProduct::listPrice).orElse(null));
  }

  /** Of several offers the one that is shown, else the first that is in stock, else the first. */
  private @Nullable RawPrice stated() {
    @Nullable RawPrice first = null;
    @Nullable RawPrice inStock = null;
    for (StructuredOffer offer : offers) {
      @Nullable RawPrice price = offer.price();
      if (price == null || isZero(price)) {
        continue;
      }
      boolean shownFirst =
          !shown.isEmpty() && isAmount(price.text(), shown.getFirst().amount().value());
      if (offers.size() > 1 && shownFirst && shown.getFirst().score() >= ShownPrice.LIKELY) {
        return price;
      }
      first = first == null ? price : first;
      boolean sold = offer.availability() == Availability.IN_STOCK;
      inStock = inStock == null && sold ? price : inStock;
    }
    @Nullable String price = meta.price();
    if (first == null && price != null && price.chars().anyMatch(Character::isDigit)) {
      return new RawPrice(price, Notation.DECIMAL, currency());
    }
    return inStock == null ? first : inStock;
  }

  /** Another notation states what is shown, and not what the most trusted one says. */
  private boolean isSeconded(RawPrice stated, ShownPrice best) {
    BigDecimal value = best.amount().value();
    @Nullable String head = meta.price();
    @Nullable RawPrice script = embedded.map(EmbeddedProduct::price).orElse(null);
    boolean seconded =
        (head != null && isAmount(head, value))
            || (script != null && isAmount(script.text(), value));
    return seconded && !isAmount(stated.text(), value);
  }

  private static boolean isAmount(String text, BigDecimal value) {
    return ShownAmount.in(text).stream()
        .findFirst()
        .filter(amount -> amount.isSame(value))
        .isPresent();
  }

  /** Stated, but nowhere to be seen while another price is; or seen only struck out. */
  private boolean isOutdated(RawPrice stated, ShownPrice best) {
    List<ShownAmount> amounts = ShownAmount.in(stated.text());
    if (amounts.isEmpty()) {
      return true;
    }
    BigDecimal value = amounts.getFirst().value();
    boolean seen = false;
    for (ShownPrice price : shown) {
      boolean same = price.isSingle() && price.amount().isSame(value);
      boolean before =
          price.isBefore() && price.amount().value().compareTo(best.amount().value()) > 0;
      if (same && !before && !price.line().struck() && price.score() > 0) {
        seen = true;
      }
    }
    return !seen && !best.amount().isSame(value);
  }

  private @Nullable ShownPrice matching(RawPrice stated) {
    List<ShownAmount> amounts = ShownAmount.in(stated.text());
    for (ShownPrice price : shown) {
      if (!amounts.isEmpty() && price.amount().isSame(amounts.getFirst().value())) {
        return price;
      }
    }
    return null;
  }

  private Asked asShown(ShownPrice price) {
    @Nullable ShownPrice before = ShownPrice.before(shown, price);
    return new Asked(displayed(price), before == null ? listPrice() : displayed(before));
  }

  /** The same amount may stand there with its label, and inside of that alone. */
  private String shortest(ShownPrice price) {
    String text = price.line().text();
    for (ShownPrice other : shown) {
      boolean same =
          other.isSingle()
              && other.amount().value().compareTo(price.amount().value()) == 0
              && other.amount().money() == price.amount().money()
              && Math.abs(other.line().at() - price.line().at()) <= 5
              && other.line().beside() == price.line().beside();
      text = same && other.line().text().length() < text.length() ? other.line().text() : text;
    }
    return text;
  }

  private RawPrice displayed(ShownPrice price) {
    String text = shortest(price);
    boolean named =
        text.chars()
            .anyMatch(
                sign ->
                    Character.isLetter(sign)
                        || Character.getType(sign) == Character.CURRENCY_SYMBOL);
    boolean shared = text.chars().anyMatch(sign -> SHARED_SIGNS.indexOf(sign) >= 0);
    boolean certain = price.amount().money() && named && !shared;
    return new RawPrice(text, Notation.DISPLAYED, certain ? null : currency());
  }

  private @Nullable RawPrice listPrice() {
    for (StructuredOffer offer : offers) {
      if (offer.listPrice() != null) {
        return offer.listPrice();
      }
    }
    @Nullable String list = meta.listPrice();
    return list == null ? null : new RawPrice(list, Notation.DECIMAL, currency());
  }

  private @Nullable String currency() {
    for (StructuredOffer offer : offers) {
      @Nullable RawPrice price = offer.price() == null ? offer.lowest() : offer.price();
      if (price != null && price.currency() != null) {
        return price.currency();
      }
    }
    @Nullable String said = meta.currency();
    said = said == null ? embedded.map(EmbeddedProduct::currency).orElse(null) : said;
    return said == null ? scriptCurrency.orElse(null) : said;
  }

  private static boolean isZero(RawPrice price) {
    return price.text().chars().noneMatch(c -> c >= '1' && c <= '9');
  }
}
