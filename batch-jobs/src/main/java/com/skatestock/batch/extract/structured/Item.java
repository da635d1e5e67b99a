package com.skatestock.batch.extract.structured;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A thing that a page describes for machines, whatever the notation: types, and named values in
 * page order. Names and types are compared without case and without the vocabulary in front of
 * them: {@code http://schema.org/Product}, {@code schema:product} and {@code Product} are one.
 */
final class Item {
  /** A value of a property. */
  sealed interface Value {}

  /** A text, number or truth value, as written. */
  record Text(String text) implements Value {}

  /** Another thing. */
  record Nested(Item item) implements Value {}

  private final Set<String> types = new HashSet<>(4);
  private final Map<String, List<Value>> values = new TreeMap<>();

  /** The last part of a name: {@code product} of {@code https://schema.org/Product}. */
  static String bare(String name) {
    String text = name.strip();
    int at =
        Math.max(text.lastIndexOf('/'), Math.max(text.lastIndexOf('#'), text.lastIndexOf(':')));
    return text.substring(at + 1).toLowerCase(Locale.ROOT);
  }

  void addType(String type) {
    String bare = bare(type);
    if (!bare.isEmpty()) {
      types.add(bare);
    }
  }

  void add(String name, Value value) {
    values.computeIfAbsent(bare(name), key -> new ArrayList<>(2)).add(value);
  }

  /** Whether it is of one of these types, which are written in lower case. */
  boolean isAny(Set<String> wanted) {
    for (String type : types) {
      if (wanted.contains(type)) {
        return true;
      }
    }
    return false;
  }

  boolean hasTypes() {
    return !types.isEmpty();
  }

  boolean has(String name) {
    return values.containsKey(name.toLowerCase(Locale.ROOT));
  }

  Map<String, List<Value>> values() {
    return values;
  }

  List<Value> all(String name) {
    return values.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
  }

  /** The things that a property holds; texts are left out. */
  List<Item> items(String name) {
    List<Item> items = new ArrayList<>();
    for (Value value : all(name)) {
      if (value instanceof Nested nested) {
        items.add(nested.item());
      }
    }
    return items;
  }

  /** The first text of the first of these properties that has one which is not blank. */
  @Nullable String text(String... names) {
    for (String name : names) {
      for (Value value : all(name)) {
        if (value instanceof Text text) {
          String said = text.text().strip();
          if (!said.isEmpty() && !said.equalsIgnoreCase("null")) {
            return said;
          }
        }
      }
    }
    return null;
  }

  /** As {@link #text}, or what {@code member} of a thing there says: a brand may be both. */
  @Nullable String textOrMember(String name, String... member) {
    @Nullable String text = text(name);
    if (text != null) {
      return text;
    }
    for (Item item : items(name)) {
      @Nullable String said = item.text(member);
      if (said != null) {
        return said;
      }
    }
    return null;
  }
}
