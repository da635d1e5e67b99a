package com.skatestock.batch.extract.productpage;

import com.skatestock.batch.extract.productpage.ShownPage.Line;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;
import org.jspecify.annotations.Nullable;

/** The one walk over a document that makes a {@link ShownPage}. */
final class PageWalk implements NodeVisitor {
  private static final int LONGEST_LINE = 160;
  private static final int LONGEST_PICTURE = 30;

  /** The headline and so many elements around it are of the product, whatever stood before. */
  private static final int BESIDE_TITLE = 3;

  final List<Line> lines = new ArrayList<>();
  final List<Line> words = new ArrayList<>();
  final List<Line> controls = new ArrayList<>();
  final Set<Element> parts = Collections.newSetFromMap(new IdentityHashMap<>());
  final Set<Element> cards = Collections.newSetFromMap(new IdentityHashMap<>());
  int titleAt = -1;

  final Set<Element> aroundTitle = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<Element> besideTitle = Collections.newSetFromMap(new IdentityHashMap<>());
  private final @Nullable Element title;
  private final Deque<Frame> open = new ArrayDeque<>();
  private int at;
  private int skipping;
  private boolean related;
  private @Nullable Element box;

  PageWalk(@Nullable Element title) {
    this.title = title;
    for (@Nullable Element around = title; around != null; around = around.parent()) {
      aroundTitle.add(around);
      if (aroundTitle.size() <= BESIDE_TITLE) {
        besideTitle.add(around);
      }
    }
  }

  @Override
  public void head(Node node, int depth) {
    if (node instanceof TextNode text) {
      if (skipping == 0 && !open.isEmpty()) {
        text(text, open.getFirst());
      }
      return;
    }
    if (!(node instanceof Element element)) {
      return;
    }
    if (skipping > 0 || Regions.isNoText(element)) {
      skipping++;
      return;
    }
    boolean around = aroundTitle.contains(element);
    @Nullable Frame outer = open.peek();
    if (element.normalName().equals("img") && !open.isEmpty() && isSaidByPicture(element)) {
      text(new TextNode(element.attr("alt")), open.getFirst());
    }
    if (element.equals(title)) {
      titleAt = at;
    }
    if (besideTitle.contains(element)) {
      related = false;
    }
    String names = ElementNames.of(element);
    boolean beside =
        !around && ((outer != null && outer.beside) || Regions.isBeside(element, names));
    boolean struck = (outer != null && outer.struck) || Regions.isStruck(element, names);
    boolean hidden =
        (outer != null && outer.hidden) || (!around && Regions.isHidden(element, names));
    open.push(new Frame(element, at, beside || (related && !around), struck, hidden));
  }

  /** Old shops draw their prices and buttons. */
  private static boolean isSaidByPicture(Element picture) {
    String said = picture.attr("alt");
    return said.length() <= LONGEST_PICTURE
        && (BuyButton.isSaid(said) || ShownAmount.in(said).stream().anyMatch(ShownAmount::money));
  }

  @Override
  public void tail(Node node, int depth) {
    if (!(node instanceof Element element)) {
      return;
    }
    if (skipping > 0) {
      skipping--;
      return;
    }
    Frame frame = open.pop();
    if (element.equals(box)) {
      related = false;
      box = null;
    }
    String text = frame.text.toString().strip();
    boolean control =
        Regions.isControl(element)
            || (element.normalName().equals("a") && !frame.tooLong && BuyButton.isSaid(text));
    if (!frame.tooLong && !text.isEmpty()) {
      lines.add(line(frame, element, text, frame.at));
      announce(element, text);
    }
    if (control) {
      String said =
          text
              + ' '
              + element.attr("value")
              + ' '
              + element.attr("title")
              + ' '
              + element.attr("aria-label");
      controls.add(line(frame, element, said.strip(), frame.at));
    }
    if (!open.isEmpty()) {
      if (cards.contains(element) || Regions.isOfCard(element)) {
        cards.add(open.getFirst().element);
      }
      append(open.getFirst(), frame, element);
    }
  }

  /**
   * A headline above other products holds until the next of its rank; a text that is called one
   * holds in its box.
   */
  private void announce(Element element, String text) {
    if (Regions.isHeadline(element)) {
      boolean high = element.normalName().equals("h1") || element.normalName().equals("h2");
      related = Regions.announcesRelated(text) || (related && !high);
      box = null;
    } else if (!related && Regions.isCalledHeadline(element)) {
      related = !aroundTitle.contains(element) && Regions.announcesRelated(text);
      box = related && element.parent() != null ? element.parent().parent() : null;
    }
  }

  private Line line(Frame frame, Element element, String text, int at) {
    return new Line(
        element,
        text,
        at,
        frame.beside || (related && !aroundTitle.contains(element)),
        frame.struck,
        frame.hidden);
  }

  private void text(TextNode node, Frame frame) {
    String words = Digits.plain(node.getWholeText());
    StringBuilder line = new StringBuilder();
    int count = 0;
    boolean space = true;
    boolean tooLong = false;
    for (int i = 0; i < words.length(); i++) {
      char c = words.charAt(i);
      if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
        space = true;
      } else {
        count += space ? 1 : 0;
        if (line.length() < LONGEST_LINE) {
          if (space && (!line.isEmpty() || i > 0)) {
            line.append(' ');
          }
          line.append(c);
        } else {
          tooLong = true;
        }
        space = false;
      }
    }
    if (count > 0) {
      if (space) {
        line.append(' ');
      }
      if (!tooLong) {
        this.words.add(line(frame, frame.element, line.toString().strip(), at));
      }
      frame.tooLong |= tooLong;
      add(frame, line);
    } else if (!words.isEmpty() && !frame.text.isEmpty()) {
      add(frame, " ");
    }
    at += count;
  }

  private void append(Frame outer, Frame inner, Element element) {
    if ((inner.struck && !outer.struck) || (inner.hidden && !outer.hidden)) {
      add(outer, " "); // a text of its own, no part of what is said around it
      return;
    }
    if (inner.tooLong) {
      outer.tooLong = true;
      return;
    }
    String text = inner.text.toString();
    boolean apart =
        element.isBlock() || element.normalName().equals("br") || isOther(outer.text, text);
    if (!apart && Regions.isDecimals(text.strip(), outer.text)) {
      parts.add(element);
      @Nullable Element whole = element.previousElementSibling();
      if (whole != null && whole.equals(element.previousSibling())) {
        parts.add(whole);
      }
    }
    if (apart) {
      add(outer, " ");
    } else if (Regions.isCents(element, text.strip(), outer.text)) {
      while (outer.text.charAt(outer.text.length() - 1) == ' ') {
        outer.text.setLength(outer.text.length() - 1);
      }
      parts.add(element);
      add(outer, Regions.hasPoint(outer.text) ? "," : ".");
    } else if (Regions.isBehindSign(text.strip(), outer.text)) {
      parts.add(element);
    }
    add(outer, text);
    if (apart) {
      add(outer, " ");
    }
  }

  /** A number ends and a word or sign begins: nobody reads those as one. */
  private static boolean isOther(StringBuilder before, String text) {
    if (before.isEmpty() || text.isEmpty()) {
      return false;
    }
    boolean digit = Character.isDigit(before.charAt(before.length() - 1));
    char first = text.charAt(0);
    boolean unit = Character.isLetter(before.charAt(before.length() - 1));
    return digit
        ? Character.isLetter(first) || first == '$' || first == '£'
        : unit && Character.isDigit(first) && before.chars().anyMatch(Character::isDigit);
  }

  private void add(Frame frame, CharSequence text) {
    if (frame.tooLong) {
      return;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean again =
          c == ' ' && (frame.text.isEmpty() || frame.text.charAt(frame.text.length() - 1) == ' ');
      if (!again) {
        frame.text.append(c);
      }
    }
    frame.tooLong = frame.text.length() > LONGEST_LINE;
  }

  private static final class Frame {
    final Element element;
    final StringBuilder text = new StringBuilder();
    final int at;
    final boolean beside;
    final boolean struck;
    final boolean hidden;
    boolean tooLong;

    Frame(Element element, int at, boolean beside, boolean struck, boolean hidden) {
      this.element = element;
      this.at = at;
      this.beside = beside;
      this.struck = struck;
      this.hidden = hidden;
    }
  }
}
