package com.skatestock.batch.shop;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A YAML mapping that knows its lines and collects what is wrong with it. Every key that was not
 * asked for by the time of {@link #finish} is a mistake.
 */
final class YamlMap {
  private final String file;
  private final String path;
  private final int line;
  private final Map<String, Node> values = new LinkedHashMap<>();
  private final Map<String, Integer> lines = new LinkedHashMap<>();
  private final List<String> asked = new ArrayList<>();
  private final List<ShopProblem> problems;

  YamlMap(String file, String path, MappingNode node, List<ShopProblem> problems) {
    this.file = file;
    this.path = path;
    this.line = lineOf(node);
    this.problems = problems;
    for (NodeTuple entry : node.getValue()) {
      if (!(entry.getKeyNode() instanceof ScalarNode key)) {
        problem(lineOf(entry.getKeyNode()), path, "a name belongs here");
      } else if (values.putIfAbsent(key.getValue(), entry.getValueNode()) != null) {
        problem(lineOf(key), property(key.getValue()), "stands here twice");
      } else {
        lines.put(key.getValue(), lineOf(key));
      }
    }
  }

  List<String> keys() {
    return List.copyOf(values.keySet());
  }

  /**
   * The value of {@code key} as {@code read} understands it; a mistake if it throws or is absent.
   */
  <T> Optional<T> required(String key, Function<String, T> read) {
    if (node(key) == null) {
      problem(line, property(key), "is missing");
      return Optional.empty();
    }
    return optional(key, read);
  }

  /**
   * The value of {@code key}, empty if absent.
   *
   * @param read throws {@link IllegalArgumentException} with a message for people
   */
  <T> Optional<T> optional(String key, Function<String, T> read) {
    return switch (node(key)) {
      case null -> Optional.empty();
      case Node node -> understood(key, node, read);
    };
  }

  /** The mapping under {@code key}, empty if absent. */
  Optional<YamlMap> map(String key) {
    return switch (node(key)) {
      case null -> Optional.empty();
      case MappingNode mapping -> Optional.of(child(key, mapping));
      case Node other -> {
        problem(lineOf(other), property(key), "a mapping (key: value) belongs here");
        yield Optional.empty();
      }
    };
  }

  /** What stands under {@code key}: the entries of a list, or the only value; empty if absent. */
  List<Node> entries(String key) {
    return switch (node(key)) {
      case null -> List.of();
      case SequenceNode sequence -> sequence.getValue();
      case Node single -> List.of(single);
    };
  }

  /**
   * Every entry of the list under {@code key}, or its only value, as {@code read} understands it.
   */
  <T> List<T> list(String key, Function<String, T> read) {
    List<T> all = new ArrayList<>();
    for (Node entry : entries(key)) {
      understood(key, entry, read).ifPresent(all::add);
    }
    return all;
  }

  <T> Optional<T> understood(String key, Node node, Function<String, T> read) {
    if (!(node instanceof ScalarNode scalar) || Tag.NULL.equals(node.getTag())) {
      problem(lineOf(node), property(key), "a single value belongs here");
      return Optional.empty();
    }
    try {
      return Optional.of(read.apply(scalar.getValue().strip()));
    } catch (IllegalArgumentException mistake) {
      problem(lineOf(node), property(key), String.valueOf(mistake.getMessage()));
      return Optional.empty();
    }
  }

  YamlMap child(String key, MappingNode node) {
    return new YamlMap(file, property(key), node, problems);
  }

  void problem(String key, String message) {
    problem(lines.getOrDefault(key, line), property(key), message);
  }

  void problem(Node node, String key, String message) {
    problem(lineOf(node), property(key), message);
  }

  /** Reports the keys that nothing asked for. */
  void finish() {
    lines.forEach(
        (key, at) -> {
          if (!asked.contains(key)) {
            problem(at, property(key), "is not known here; known: " + String.join(", ", asked));
          }
        });
  }

  private @Nullable Node node(String key) {
    if (!asked.contains(key)) {
      asked.add(key);
    }
    return values.get(key);
  }

  private String property(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private void problem(int at, String property, String message) {
    problems.add(new ShopProblem(file, at, property, message));
  }

  private static int lineOf(Node node) {
    return node.getStartMark().getLine() + 1;
  }

  /** Reads one of an enumeration's names, in lower case and with dashes. */
  static <E extends Enum<E>> Function<String, E> oneOf(Class<E> type) {
    return text -> {
      List<String> known = new ArrayList<>();
      for (E constant : type.getEnumConstants()) {
        String name = constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
        if (name.equals(text)) {
          return constant;
        }
        known.add(name);
      }
      throw new IllegalArgumentException(
          "\"" + text + "\" is not known; known: " + String.join(", ", known));
    };
  }
}
