package com.skatestock.batch.extract.productpage;

import com.skatestock.batch.extract.productpage.PriceLabels.Meaning;
import com.skatestock.batch.extract.productpage.ShownPage.Line;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * Prices that stand in a list of things of the same look: related products, formats, steps of
 * quantity, other sellers. The price of a page's product stands alone.
 */
final class Repeats {
  enum Kind {
    /** With a link, a picture or a choice of its own. */
    CARD,
    /** Without. */
    ROW,
    ALONE
  }

  private static final int LEVELS = 6;
  private static final int MANY = 3;

  private static final List<String> CHOSEN =
      List.of(" selected ", " active ", " is active ", " checked ", " aktiv ", " current ");

  private static final List<String> CARDS = List.of(" card ", " tile ", " slide ");

  private final IdentityHashMap<Element, Map<String, Alike>> siblings = new IdentityHashMap<>();
  private final ShownPage page;

  private Repeats(ShownPage page) {
    this.page = page;
  }

  static Repeats of(ShownPage page, List<ShownPrice> candidates) {
    Repeats repeats = new Repeats(page);
    for (ShownPrice price : candidates) {
      boolean asks = price.amount().money() || price.isToTheCent();
      if (asks && !price.line().struck() && !saysWhatItIs(price.meaning())) {
        repeats.count(price.line().element(), price.amount().value());
      }
    }
    return repeats;
  }

  /** One's own former price, or what one saves, is no other thing's price. */
  private static boolean saysWhatItIs(Meaning meaning) {
    return meaning == Meaning.BEFORE || meaning == Meaning.OTHER;
  }

  private void count(Element element, BigDecimal value) {
    @Nullable Element at = element;
    for (int i = 0; i < LEVELS && at != null && !page.isAroundTitle(at); i++) {
      @Nullable Element parent = at.parent();
      if (parent == null) {
        return;
      }
      siblings
          .computeIfAbsent(parent, key -> new HashMap<>())
          .computeIfAbsent(look(at) + '>' + look(element), key -> new Alike())
          .add(at, value);
      at = parent;
    }
  }

  /** How a line's surroundings repeat: three or more of a look, or two cards. */
  Kind of(Line line) {
    Kind kind = Kind.ALONE;
    @Nullable Element at = line.element();
    for (int i = 0; i < LEVELS && at != null && !page.isAroundTitle(at); i++) {
      @Nullable Element parent = at.parent();
      Map<String, Alike> looks =
          parent == null ? Map.of() : siblings.getOrDefault(parent, Map.of());
      @Nullable Alike things = looks.get(look(at) + '>' + look(line.element()));
      int alike = things == null ? 0 : things.size();
      if (alike >= 2 && isChosen(at)) {
        return Kind.ALONE;
      }
      if (alike >= 2 && (page.isCard(at) || isCalledCard(at))) {
        return Kind.CARD;
      }
      kind = alike >= MANY ? Kind.ROW : kind;
      at = parent;
    }
    return kind;
  }

  /** One of several forms of the product, the one that the page shows. */
  private static boolean isChosen(Element element) {
    return ElementNames.contains(ElementNames.of(element), CHOSEN)
        || element.selectFirst("input[checked]") != null;
  }

  private static boolean isCalledCard(Element element) {
    return ElementNames.contains(ElementNames.of(element), CARDS);
  }

  /** Things of one look; two that ask the same may be one thing, shown twice. */
  private static final class Alike {
    private final Set<Element> elements = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<BigDecimal> values = new HashSet<>();

    void add(Element element, BigDecimal value) {
      elements.add(element);
      values.add(value.stripTrailingZeros());
    }

    int size() {
      return elements.size() == 2 ? values.size() : elements.size();
    }
  }

  private static String look(Element element) {
    String names = element.className();
    int space = names.indexOf(' ');
    return element.normalName() + '.' + (space < 0 ? names : names.substring(0, space));
  }
}
