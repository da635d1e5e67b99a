package com.skatestock.batch.extract.productpage;

import com.skatestock.batch.extract.ShownText;
import com.skatestock.batch.extract.structured.PageSubject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;
import org.jspecify.annotations.Nullable;

/**
 * A page as people see it: short texts in reading order, and where each stands. Made in one walk;
 * its cost grows with the page's length only, since no text longer than a line is kept.
 */
final class ShownPage {
  private static final int LONGEST_LINE = 160;

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
      Element element, String text, int at, boolean beside, boolean struck, boolean hidden) {}

  private final List<Line> lines = new ArrayList<>();
  private final List<Line> words = new ArrayList<>();
  private final List<Line> controls = new ArrayList<>();
  private final Set<Element> aroundTitle = Collections.newSetFromMap(new IdentityHashMap<>());
  private final @Nullable Element title;
  private int titleAt = -1;

  private ShownPage(Document document, PageSubject subject, @Nullable String name) {
    title = Headline.of(document, subject, name);
    for (@Nullable Element at = title; at != null; at = at.parent()) {
      aroundTitle.add(at);
    }
    document.body().traverse(new Walk());
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
    return lines;
  }

  /** Single texts, as they stand between tags. */
  List<Line> words() {
    return words;
  }

  /** Buttons, and links that look like one, with their words. */
  List<Line> controls() {
    return controls;
  }

  /** The product's headline; null if the page has none. */
  @Nullable String title() {
    return title == null ? null : ShownText.of(title);
  }

  /** Where the product's headline stands, in words; -1 if the page has none. */
  int titleAt() {
    return titleAt;
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

  private final class Walk implements NodeVisitor {
    private final Deque<Frame> open = new ArrayDeque<>();
    private int at;
    private int skipping;
    private boolean related;

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
      if (element.equals(title)) {
        titleAt = at;
        related = false;
      }
      String names = ElementNames.of(element);
      boolean beside =
          !around && ((outer != null && outer.beside) || Regions.isBeside(element, names));
      boolean struck = (outer != null && outer.struck) || Regions.isStruck(element, names);
      boolean hidden =
          (outer != null && outer.hidden) || (!around && Regions.isHidden(element, names));
      open.push(new Frame(element, at, beside || related, struck, hidden));
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
      String text = frame.text.toString().strip();
      boolean control = Regions.isControl(element);
      if (!frame.tooLong && !text.isEmpty()) {
        lines.add(line(frame, element, text));
        if (Regions.isHeadline(element)) {
          related =
              Regions.announcesRelated(text)
                  || (related
                      && !element.normalName().equals("h1")
                      && !element.normalName().equals("h2"));
        }
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
        controls.add(line(frame, element, said.strip()));
      }
      if (!open.isEmpty()) {
        append(open.getFirst(), frame, element);
      }
    }

    private Line line(Frame frame, Element element, String text) {
      return new Line(
          element,
          text,
          frame.at,
          frame.beside || (related && !aroundTitle.contains(element)),
          frame.struck,
          frame.hidden);
    }

    private void text(TextNode node, Frame frame) {
      String words = node.getWholeText();
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
          ShownPage.this.words.add(line(frame, frame.element, line.toString().strip()));
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
      if (apart) {
        add(outer, " ");
      } else if (Regions.isCents(element, text.strip(), outer.text)) {
        while (outer.text.charAt(outer.text.length() - 1) == ' ') {
          outer.text.setLength(outer.text.length() - 1);
        }
        add(outer, Regions.hasPoint(outer.text) ? "," : ".");
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
      return digit && (Character.isLetter(first) || first == '$' || first == '£');
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
  }
}
