package com.skatestock.batch.extract.structured;

import com.skatestock.batch.extract.ShownText;
import com.skatestock.batch.extract.structured.Item.Nested;
import com.skatestock.batch.extract.structured.Item.Text;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.select.NodeVisitor;
import org.jspecify.annotations.Nullable;

/**
 * Microdata and RDFa Lite as {@link Item}s, in one walk over the document. What shops write counts
 * before what the standards say: {@code content} is believed on every element.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/microdata.html">Microdata</a>
 * @see <a href="https://www.w3.org/TR/rdfa-lite/">RDFa Lite</a>
 */
final class MarkupItems implements NodeVisitor {
  /** The attributes that a notation uses. */
  enum Notation {
    MICRODATA("itemscope", "itemtype", "itemprop"),
    RDFA("typeof", "typeof", "property");

    private final String scope;
    private final String type;
    private final String property;

    Notation(String scope, String type, String property) {
      this.scope = scope;
      this.type = type;
      this.property = property;
    }
  }

  private static final int MOST_TEXTS = 20_000;

  private record Open(Element element, Item item) {}

  private final Notation notation;
  private final Document document;
  private final List<Item> roots = new ArrayList<>();
  private final Deque<Open> open = new ArrayDeque<>();
  private int references;
  private int texts;

  private MarkupItems(Notation notation, Document document) {
    this.notation = notation;
    this.document = document;
  }

  /** The things that are no property of another thing, in page order. */
  static List<Item> read(Document document, Notation notation) {
    MarkupItems reader = new MarkupItems(notation, document);
    document.traverse(reader);
    return reader.roots;
  }

  @Override
  public void head(Node node, int depth) {
    if (!(node instanceof Element element)) {
      return;
    }
    boolean scope = element.hasAttr(notation.scope);
    String properties = element.attr(notation.property);
    if (!scope && (properties.isEmpty() || open.isEmpty())) {
      return;
    }
    @Nullable Item within = open.isEmpty() ? null : open.peek().item();
    if (!scope) {
      if (within != null) {
        texts++;
        add(within, properties, new Text(texts < MOST_TEXTS ? text(element) : ""));
      }
      return;
    }
    Item item = new Item();
    for (String type : element.attr(notation.type).split("\\s+", -1)) {
      item.addType(type);
    }
    if (within != null && !properties.isEmpty()) {
      add(within, properties, new Nested(item));
    } else {
      roots.add(item);
    }
    open.push(new Open(element, item));
    referenced(element, item);
  }

  @Override
  public void tail(Node node, int depth) {
    if (!open.isEmpty() && open.peek().element().equals(node)) {
      open.pop();
    }
  }

  /** {@code itemref} names elements elsewhere that hold more properties. */
  private void referenced(Element element, Item item) {
    String ids = element.attr("itemref");
    if (ids.isEmpty() || notation != Notation.MICRODATA) {
      return;
    }
    for (String id : ids.strip().split("\\s+", -1)) {
      @Nullable Element other =
          references++ < 20 && !id.isEmpty() ? document.getElementById(id) : null;
      if (other != null) {
        MarkupItems reader = new MarkupItems(notation, document);
        reader.references = 20;
        reader.open.push(new Open(document, item));
        other.traverse(reader);
      }
    }
  }

  private static void add(Item item, String properties, Item.Value value) {
    for (String property : properties.strip().split("\\s+", -1)) {
      if (!property.isEmpty()) {
        item.add(property, value);
      }
    }
  }

  private static String text(Element element) {
    String content = element.attr("content").strip();
    if (!content.isEmpty()) {
      return content;
    }
    return switch (element.normalName()) {
      case "meta" -> "";
      case "a", "link", "area" -> address(element, "href");
      case "img", "source", "iframe", "embed", "video", "audio" -> address(element, "src");
      case "object" -> address(element, "data");
      case "data", "meter", "input", "option" ->
          element.hasAttr("value") ? element.attr("value") : ShownText.of(element);
      case "time" -> element.hasAttr("datetime") ? element.attr("datetime") : ShownText.of(element);
      default -> ShownText.of(element);
    };
  }

  /** A link's address; its text where the link leads nowhere ({@code itemprop=brand} on one). */
  private static String address(Element element, String attribute) {
    String address = element.attr(attribute).strip();
    return address.isEmpty() || address.equals("#") ? ShownText.of(element) : address;
  }
}
