package com.skatestock.batch.extract.productpage.embedded;

import java.util.ArrayList;
import java.util.List;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * Finds the JSON, and the JavaScript that is as good as JSON, in a page's scripts and attributes.
 * Only texts that speak of a price are read; so many characters and tries, then it stops.
 */
final class ScriptJson {
  private static final int SHORTEST = 20;
  private static final int MOST_CHARACTERS = 4_000_000;
  private static final int MOST_TRIES = 400;
  private static final int MOST_VALUES = 200;
  private static final int LONGEST_ATTRIBUTE = 300_000;
  private static final int DEEPEST = 100;

  private static final ObjectMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxStringLength(MOST_CHARACTERS)
                          .build())
                  .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
                  .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
                  .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
                  .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
                  .enable(JsonReadFeature.ALLOW_UNQUOTED_PROPERTY_NAMES)
                  .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
                  .enable(JsonReadFeature.ALLOW_LEADING_DECIMAL_POINT_FOR_NUMBERS)
                  .build())
          .build();

  private final List<JsonNode> values = new ArrayList<>();
  private int characters = MOST_CHARACTERS;
  private int tries = MOST_TRIES;

  private ScriptJson() {}

  /** The values in page order; scripts before attributes. */
  static List<JsonNode> of(Document document) {
    ScriptJson found = new ScriptJson();
    for (Element script : document.getElementsByTag("script")) {
      if (!script.attr("type").contains("ld+json")) {
        String data = script.data();
        // Angular hands its state over with entities of its own.
        found.read(data.contains("&q;") ? data.replace("&q;", "\"") : data, true);
      }
    }
    for (Element element : document.body().getAllElements()) {
      for (Attribute attribute : element.attributes()) {
        String value = attribute.getValue();
        if (value.length() >= SHORTEST
            && value.length() < LONGEST_ATTRIBUTE
            && (value.startsWith("{") || value.startsWith("["))
            && speaksOfPrice(value)) {
          found.parse(value);
        }
      }
    }
    return found.values;
  }

  private void read(String text, boolean strings) {
    if (!speaksOfPrice(text)) {
      return;
    }
    char before = '=';
    for (int i = 0; i < text.length() && characters > 0 && tries > 0; i++) {
      char c = text.charAt(i);
      if ((c == '{' || c == '[') && "=(,:[;>".indexOf(before) >= 0) {
        int end = end(text, i);
        if (end - i >= SHORTEST && parse(text.substring(i, end))) {
          i = end - 1;
        }
      } else if (strings && (c == '"' || c == '\'')) {
        int end = endOfString(text, i);
        if (end - i > 3 * SHORTEST) {
          read(unescaped(text.substring(i + 1, end)), false);
        }
        i = Math.max(i, end);
      }
      before = Character.isWhitespace(c) ? before : c;
    }
  }

  /** Whether it was JSON, or spoke of no price. */
  private boolean parse(String text) {
    if (!speaksOfPrice(text)) {
      return true;
    }
    tries--;
    characters -= text.length();
    if (values.size() >= MOST_VALUES) {
      return true;
    }
    try {
      JsonNode value = JSON.readTree(asJson(text));
      values.add(value);
      strings(value, 0);
      return true;
    } catch (JacksonException script) {
      return false;
    }
  }

  /** Frameworks push their state as texts in lists. */
  private void strings(JsonNode value, int depth) {
    for (JsonNode inner : value.values()) {
      if (inner.isString() && inner.asString().length() > 3 * SHORTEST) {
        read(inner.asString(), false);
      } else if (inner.isArray() && depth < 3) {
        strings(inner, depth + 1);
      }
    }
  }

  private static String asJson(String text) {
    return text.contains("undefined") || text.contains("!0") || text.contains("!1")
        ? text.replace(":undefined", ":null").replace(":!0", ":true").replace(":!1", ":false")
        : text;
  }

  private static boolean speaksOfPrice(String text) {
    return text.contains("price")
        || text.contains("Price")
        || text.contains("PRICE")
        || text.contains("currency")
        || text.contains("mount");
  }

  /** Behind the bracket that closes the one at {@code start}; {@code start} if none does. */
  private int end(String text, int start) {
    int depth = 0;
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\'') {
        i = Math.max(i, endOfString(text, i));
      } else if (c == '{' || c == '[') {
        depth++;
      } else if (c == '}' || c == ']') {
        depth--;
        if (depth == 0) {
          characters -= i - start;
          return i + 1;
        }
      }
    }
    characters -= text.length() - start;
    return start;
  }

  /** Where the quote stands that closes the one at {@code start}; {@code start} if none does. */
  private static int endOfString(String text, int start) {
    char quote = text.charAt(start);
    for (int i = start + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == quote) {
        return i;
      } else if (c == '\n' && i - start > 1_000) {
        return start; // an apostrophe
      }
    }
    return start;
  }

  private static String unescaped(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\\' || i + 1 == text.length()) {
        plain.append(c);
        continue;
      }
      char next = text.charAt(++i);
      if (next == 'u' && i + 4 < text.length() && isHex(text, i + 1)) {
        plain.append((char) Integer.parseInt(text, i + 1, i + 5, 16));
        i += 4;
      } else if (next == 'n' || next == 'r' || next == 't') {
        plain.append(' ');
      } else {
        plain.append(next);
      }
    }
    return plain.toString();
  }

  private static boolean isHex(String text, int at) {
    for (int i = at; i < at + 4; i++) {
      if (Character.digit(text.charAt(i), 16) < 0) {
        return false;
      }
    }
    return true;
  }
}
