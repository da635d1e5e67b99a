package com.skatestock.batch.shop;

import com.skatestock.batch.shop.ListingSelectors.Field;
import com.skatestock.batch.shop.ListingSelectors.Reading;
import com.skatestock.batch.shop.ListingSelectors.Theme;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/** Reads the {@code selectors:} of a shop. */
final class SelectorsReader {
  private static final Set<String> DATA_GROUPS =
      Set.of("handle", "id", "code", "title", "brand", "category");

  private final YamlMap yaml;
  private final SelectorSyntax syntax;

  SelectorsReader(YamlMap yaml, SelectorSyntax syntax) {
    this.yaml = yaml;
    this.syntax = syntax;
  }

  ListingSelectors read(Map<String, String> categories) {
    String pages = yaml.optional("pages", SelectorsReader::pages).orElse("");
    Optional<String> next = yaml.optional("next", this::selector);
    List<String> empty = yaml.list("empty", this::selector);
    List<String> notFound = yaml.list("not-found", this::selector);
    List<String> blocked = yaml.list("blocked", this::selector);
    List<Theme> themes = new ArrayList<>();
    for (Node entry : yaml.entries("themes")) {
      if (entry instanceof MappingNode mapping) {
        theme(yaml.child("themes", mapping)).ifPresent(themes::add);
      } else {
        yaml.problem(entry, "themes", "a mapping (key: value) belongs here");
      }
    }
    if (yaml.entries("themes").isEmpty()) {
      yaml.problem("themes", "is missing; describe at least one design of the pages");
    }
    yaml.finish();
    return new ListingSelectors(pages, next, empty, notFound, blocked, themes, categories);
  }

  private Optional<Theme> theme(YamlMap theme) {
    Optional<String> name = theme.required("name", text -> text);
    Optional<String> detect = theme.required("detect", this::selector);
    Optional<String> item = theme.required("item", this::selector);
    Optional<String> data = theme.optional("data", SelectorsReader::dataPattern);
    Map<Field, List<Reading>> fields = new EnumMap<>(Field.class);
    for (Field field : Field.values()) {
      List<Reading> readings = new ArrayList<>();
      for (Node entry : theme.entries(field.key())) {
        reading(theme, field.key(), entry).ifPresent(readings::add);
      }
      fields.put(field, readings);
    }
    for (Field needed : List.of(Field.TITLE, Field.PRICE)) {
      if (theme.entries(needed.key()).isEmpty()) {
        theme.problem(needed.key(), "is missing");
      }
    }
    theme.finish();
    if (name.isEmpty() || detect.isEmpty() || item.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Theme(name.get(), detect.get(), item.get(), data, fields));
  }

  /** {@code a.name}, {@code a.name @href}, {@code @data-id}, or a mapping with {@code match}. */
  private Optional<Reading> reading(YamlMap theme, String key, Node node) {
    if (!(node instanceof MappingNode mapping)) {
      return theme.understood(key, node, this::reading);
    }
    YamlMap detailed = theme.child(key, mapping);
    Optional<Reading> place = detailed.required("read", this::reading);
    Optional<String> match = detailed.required("match", SelectorsReader::pattern);
    detailed.finish();
    return place.map(read -> new Reading(read.select(), read.attribute(), match));
  }

  private Reading reading(String text) {
    int at = text.lastIndexOf('@');
    boolean attribute = at == 0 || (at > 0 && text.charAt(at - 1) == ' ');
    String select = attribute ? text.substring(0, at).strip() : text;
    if (!select.isEmpty()) {
      selector(select);
    } else if (!attribute) {
      throw new IllegalArgumentException("is empty; write a CSS selector, or @ and an attribute");
    }
    return new Reading(
        select,
        attribute ? Optional.of(text.substring(at + 1).strip()) : Optional.empty(),
        Optional.empty());
  }

  private String selector(String text) {
    syntax
        .problemWith(text)
        .ifPresent(
            problem -> {
              throw new IllegalArgumentException("\"" + text + "\" is no CSS selector: " + problem);
            });
    return text;
  }

  private static String pages(String text) {
    if (!text.contains("{page}")) {
      throw new IllegalArgumentException(
          "\"" + text + "\" has no {page}; write such as \"?page={page}\"");
    }
    return text;
  }

  private static String dataPattern(String text) {
    Set<String> groups = Pattern.compile(pattern(text)).namedGroups().keySet();
    if (!groups.contains("handle") || !DATA_GROUPS.containsAll(groups)) {
      throw new IllegalArgumentException(
          "\""
              + text
              + "\" needs the group (?<handle>…) and may have id, code, title, brand, category");
    }
    return text;
  }

  static String pattern(String text) {
    try {
      return Pattern.compile(text).pattern();
    } catch (PatternSyntaxException mistake) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no regular expression: " + mistake.getDescription(), mistake);
    }
  }
}
