package com.skatestock.batch.extract.productpage;

import com.skatestock.batch.extract.ShownText;
import com.skatestock.batch.extract.structured.PageSubject;
import java.util.List;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * A page as people see it: short texts in reading order, and where each stands. Made in one walk;
 * its cost grows with the page's length only, since no text longer than a line is kept.
 */
final class ShownPage {
  private static final int LONGEST_LABEL = 60;
  private static final int NEAR = 8;
  private static final int BOX = 4;

  /**
   * A short text.
   *
   * @param element that holds all of it
   * @param at how many words stand before it
   * @param beside true if it belongs to something beside the page's product: navigation, the cart,
   *     related products
   * @param struck true if it is struck out
   * @param hidden true if it is not shown at first
   */
  record Line(
      Element element, String text, int at, boolean beside, boolean struck, boolean hidden) {

    /** The same element with another text, which begins elsewhere. */
    Line saying(String other, int from) {
      return new Line(element, other, from, beside, struck, hidden);
    }

    /** Where the next text stands. */
    int end() {
      int words = 0;
      boolean space = true;
      for (int i = 0; i < text.length(); i++) {
        words += space && text.charAt(i) != ' ' ? 1 : 0;
        space = text.charAt(i) == ' ';
      }
      return at + words;
    }
  }

  private final PageWalk walk;
  private final @Nullable Element title;

  private ShownPage(Document document, PageSubject subject, @Nullable String name) {
    title = Headline.of(document, subject, name);
    walk = new PageWalk(title);
    document.body().traverse(walk);
  }

  /**
   * Reads a page.
   *
   * @param name what the product is called in what is stated; null if nothing is
   */
  static ShownPage of(Document document, PageSubject subject, @Nullable String name) {
    return new ShownPage(document, subject, name);
  }

  /** Elements whose whole text is a line; an element comes after those inside of it. */
  List<Line> lines() {
    return walk.lines;
  }

  /** Single texts, as they stand between tags. */
  List<Line> words() {
    return walk.words;
  }

  /** Buttons, and links that look like one, with their words. */
  List<Line> controls() {
    return walk.controls;
  }

  /** Whether the element's text is a part of a number that goes on around it: raised cents. */
  boolean isPart(Element element) {
    return walk.parts.contains(element);
  }

  /** Whether a link, a picture, a choice or a headline stands in the element. */
  boolean isCard(Element element) {
    return walk.cards.contains(element);
  }

  /** Whether the element holds the product's headline. */
  boolean isAroundTitle(Element element) {
    return walk.aroundTitle.contains(element);
  }

  /**
   * The text just before a line, with no other between; empty if there is none of a label's length.
   */
  String textBefore(Line line) {
    int low = firstAt(line.at());
    for (int i = low - 1; i >= Math.max(0, low - NEAR); i--) {
      Line words = walk.words.get(i);
      if (words.text().chars().anyMatch(Character::isLetterOrDigit)) {
        return isLabel(words, line) ? words.text() : "";
      }
    }
    return "";
  }

  /** Short, without an amount of its own, and in the same small box. */
  private static boolean isLabel(Line words, Line line) {
    if (words.text().length() > LONGEST_LABEL
        || Regions.isControl(words.element())
        || words.struck() != line.struck()
        || ShownAmount.in(words.text()).stream().anyMatch(ShownAmount::money)) {
      return false;
    }
    @Nullable Element box = line.element();
    for (int i = 0; i < BOX && box != null; i++) {
      if (words.element().equals(box) || words.element().parents().contains(box)) {
        return true;
      }
      box = box.parent();
    }
    return false;
  }

  /** The text just behind a line. */
  String textBehind(Line line, int end) {
    for (int i = firstAt(end); i < walk.words.size(); i++) {
      Line words = walk.words.get(i);
      if (words.at() >= end && words.text().length() > 1) {
        boolean label = // of what stands behind it, or in it
            words.text().endsWith(":")
                || ShownAmount.in(words.text()).stream().anyMatch(ShownAmount::money);
        return words.text().length() <= LONGEST_LABEL && !label ? words.text() : "";
      }
    }
    return "";
  }

  /** The first of the single texts that stands at this place or behind it. */
  private int firstAt(int at) {
    int low = 0;
    int high = walk.words.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (walk.words.get(middle).at() < at) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /**
   * The product's headline; null if the page has none. Where a code or a remark stands inside of
   * it, what stands directly in it is enough.
   */
  @Nullable String title() {
    if (title == null) {
      return null;
    }
    String own = title.ownText().strip();
    boolean more = title.childrenSize() > 0 && !own.isEmpty();
    return more && title.children().stream().anyMatch(ShownPage::isRemark)
        ? own
        : ShownText.of(title);
  }

  private static boolean isRemark(Element child) {
    return ElementNames.contains(
        ElementNames.of(child),
        List.of(
            " sku",
            " code",
            " small",
            " ref",
            " model",
            " subtitle",
            " hdn",
            " hidden",
            " sr only",
            " visually"));
  }

  /** Where the product's headline stands, in words; -1 if the page has none. */
  int titleAt() {
    return walk.titleAt;
  }
}
