package com.skatestock.contracts;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** An event as lines {@code path = value}, one for each leaf, to be compared and read by people. */
final class EventText {
  private EventText() {}

  static List<String> lines(IndexedRecord event) {
    List<String> lines = new ArrayList<>();
    add(lines, "", event);
    return lines;
  }

  private static void add(List<String> lines, String path, @Nullable Object value) {
    switch (value) {
      case IndexedRecord inner -> {
        for (Schema.Field field : inner.getSchema().getFields()) {
          String dot = path.isEmpty() ? "" : ".";
          add(lines, path + dot + field.name(), inner.get(field.pos()));
        }
      }
      case Collection<?> items -> {
        lines.add(path + ".size = " + items.size());
        int position = 0;
        for (Object item : items) {
          add(lines, path + "[" + position++ + "]", item);
        }
      }
      case GenericFixed bytes -> lines.add(path + " = " + HexFormat.of().formatHex(bytes.bytes()));
      case null -> lines.add(path + " = null");
      default -> lines.add(path + " = " + value);
    }
  }
}
