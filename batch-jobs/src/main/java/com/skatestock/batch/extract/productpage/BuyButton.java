package com.skatestock.batch.extract.productpage;

import com.skatestock.batch.extract.productpage.ShownPage.Line;
import com.skatestock.batch.extract.structured.AvailabilityWords;
import com.skatestock.contracts.Availability;
import java.util.List;
import java.util.Optional;
import org.jsoup.nodes.Element;

/**
 * The button that puts the page's product into the cart, or says that this cannot be done.
 *
 * @param at where it stands, in words from the page's beginning
 * @param disabled true if it cannot be pressed, for now
 * @param says in stock or for order where it sells, out of stock where it says that nothing is left
 */
record BuyButton(int at, Availability says, boolean disabled) {
  private static final List<String> BUY = PageWords.of("buy");

  private static final int LONGEST_LINK = 30;
  private static final int MORE = 6;

  private static final List<String> NAMES = PageWords.of("buy-name");

  private static final List<String> GONE = PageWords.of("gone");

  private static final List<String> CHOICES = PageWords.of("choice-name");

  /** Whether a text says no more than such a button does. */
  static boolean isSaid(String text) {
    String said = ElementNames.lower(text);
    return said.length() <= LONGEST_LINK
        && BUY.stream()
            .anyMatch(words -> said.startsWith(words) && said.length() <= words.length() + MORE);
  }

  /** Whether pressing it buys. */
  boolean sells() {
    return says != Availability.OUT_OF_STOCK && !disabled;
  }

  /** The one that stands nearest behind the headline; empty if there is none. */
  static Optional<BuyButton> of(ShownPage page) {
    Optional<BuyButton> best = Optional.empty();
    int nearest = Integer.MAX_VALUE;
    for (Line control : page.controls()) {
      if (control.beside() || control.text().length() > 150 || isAroundButton(control.element())) {
        continue;
      }
      String said = ElementNames.lower(control.text());
      String names = ElementNames.of(control.element());
      boolean choice = ElementNames.contains(names, CHOICES);
      boolean gone = !choice && GONE.stream().anyMatch(said::startsWith);
      boolean buys = BUY.stream().anyMatch(said::contains) || ElementNames.contains(names, NAMES);
      if (!gone && !buys) {
        continue;
      }
      int behind = control.at() - Math.max(0, page.titleAt());
      int distance = behind >= 0 ? behind : -2 * behind;
      distance += control.hidden() ? 400 : 0;
      if (distance < nearest && (!gone || (behind >= -20 && behind < 600))) {
        nearest = distance;
        best =
            Optional.of(
                new BuyButton(
                    control.at(),
                    gone ? Availability.OUT_OF_STOCK : sale(said),
                    control.element().hasAttr("disabled")));
      }
    }
    return best;
  }

  /** A box that is called like the button inside of it. */
  private static boolean isAroundButton(Element element) {
    return (element.normalName().equals("div") || element.normalName().equals("span"))
        && element.selectFirst("button, input[type=submit], input[type=button], input[type=image]")
            != null;
  }

  private static Availability sale(String said) {
    Availability words = AvailabilityWords.read(said);
    boolean order = words == Availability.PRE_ORDER || words == Availability.BACK_ORDER;
    return order ? words : Availability.IN_STOCK;
  }
}
