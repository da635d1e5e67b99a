package com.skatestock.batch.extract;

import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;

/**
 * The first words of an element, on one line. Reading stops after so many characters or nodes: a
 * page can put a thousand marked elements into one another, and all would be read a thousand times.
 */
public final class ShownText {
  private static final int MOST_CHARACTERS = 1_000;
  private static final int MOST_NODES = 300;

  private ShownText() {}

  /** Without scripts and styles; runs of white space, no-break spaces too, are one space. */
  public static String of(Element element) {
    StringBuilder text = new StringBuilder();
    int[] nodes = {0};
    element.filter(
        new NodeFilter() {
          @Override
          public FilterResult head(Node node, int depth) {
            if (++nodes[0] > MOST_NODES || text.length() >= MOST_CHARACTERS) {
              return FilterResult.STOP;
            }
            if (node instanceof TextNode words) {
              append(words.getWholeText(), text);
            } else if (node instanceof Element child) {
              if (isHidden(child)) {
                return FilterResult.SKIP_ENTIRELY;
              }
              if (child.isBlock() || child.normalName().equals("br")) {
                space(text);
              }
            }
            return FilterResult.CONTINUE;
          }

          @Override
          public FilterResult tail(Node node, int depth) {
            if (node instanceof Element child && child.isBlock()) {
              space(text);
            }
            return FilterResult.CONTINUE;
          }
        });
    return text.toString().strip();
  }

  private static boolean isHidden(Element element) {
    return switch (element.normalName()) {
      case "script", "style", "template", "noscript" -> true;
      default -> false;
    };
  }

  private static void append(String words, StringBuilder text) {
    for (int i = 0; i < words.length() && text.length() < MOST_CHARACTERS; i++) {
      char c = words.charAt(i);
      if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
        space(text);
      } else {
        text.append(c);
      }
    }
  }

  private static void space(StringBuilder text) {
    if (!text.isEmpty() && text.charAt(text.length() - 1) != ' ') {
      text.append(' ');
    }
  }
}
