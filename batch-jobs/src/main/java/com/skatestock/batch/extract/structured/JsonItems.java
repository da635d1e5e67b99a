package com.skatestock.batch.extract.structured;

import com.skatestock.batch.extract.structured.Item.Nested;
import com.skatestock.batch.extract.structured.Item.Text;
import com.skatestock.batch.extract.structured.Item.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/**
 * JSON as {@link Item}s: each object is one. What shops get wrong is read all the same; see {@link
 * BrokenJson} for what the parser itself cannot forgive.
 */
final class JsonItems {
  private static final int DEEPEST = 200;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
          .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
          .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
          .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
          .enable(JsonReadFeature.ALLOW_UNQUOTED_PROPERTY_NAMES)
          .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
          .enable(JsonReadFeature.ALLOW_MISSING_VALUES)
          .enable(JsonReadFeature.ALLOW_LEADING_ZEROS_FOR_NUMBERS)
          .enable(JsonReadFeature.ALLOW_LEADING_DECIMAL_POINT_FOR_NUMBERS)
          .enable(JsonReadFeature.ALLOW_TRAILING_DECIMAL_POINT_FOR_NUMBERS)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();

  private JsonItems() {}

  /** The objects at the top of a text, arrays taken apart; empty where nothing can be read. */
  static List<Item> read(String text) {
    String bare = BrokenJson.unwrapped(text);
    if (bare.isEmpty()) {
      return List.of();
    }
    List<Item> items = new ArrayList<>();
    if (parse(bare, items)) {
      return items;
    }
    List<Item> mended = new ArrayList<>();
    parse(BrokenJson.mended(bare), mended);
    return mended.size() >= items.size() ? mended : items;
  }

  /** Whether the text was JSON to its end; what follows a whole value and is none counts as end. */
  private static boolean parse(String text, List<Item> items) {
    boolean whole = false;
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
      while (json.nextToken() != null) {
        List<Value> values = new ArrayList<>();
        read(json, values);
        whole = true;
        for (Value value : values) {
          if (value instanceof Nested nested) {
            items.add(nested.item());
          }
        }
      }
      return true;
    } catch (JacksonException broken) {
      return whole;
    }
  }

  private static void read(JsonParser json, List<Value> into) {
    switch (json.currentToken()) {
      case START_OBJECT -> into.add(new Nested(object(json)));
      case START_ARRAY -> {
        while (json.nextToken() != JsonToken.END_ARRAY && json.currentToken() != null) {
          read(json, into);
        }
      }
      case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE ->
          into.add(new Text(json.getString()));
      default -> {}
    }
  }

  private static Item object(JsonParser json) {
    Item item = new Item();
    String name;
    while ((name = json.nextName()) != null) {
      json.nextToken();
      List<Value> values = new ArrayList<>(1);
      read(json, values);
      for (Value value : values) {
        if (value instanceof Text type && name.toLowerCase(Locale.ROOT).equals("@type")) {
          item.addType(type.text());
        } else {
          item.add(name, value);
        }
      }
    }
    return item;
  }
}
