package com.skatestock.batch.wire;

import com.skatestock.contracts.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * A topic as {@code topics.yml} wants it.
 *
 * @param config Kafka's topic settings by Kafka's names
 */
public record TopicDeclaration(
    String name, int partitions, short replicationFactor, Map<String, String> config) {

  public TopicDeclaration {
    config = Map.copyOf(config);
  }

  /** The names of the environments that {@code topics.yml} knows; the first is the default. */
  public static Set<String> environments() {
    return map(read(), "environments").keySet();
  }

  /**
   * All topics, in the file's order.
   *
   * @throws IllegalArgumentException if there is no such environment
   */
  public static List<TopicDeclaration> of(String environment) {
    Map<String, Object> file = read();
    Map<String, Object> environments = map(file, "environments");
    if (!environments.containsKey(environment)) {
      throw new IllegalArgumentException(
          "No environment \"%s\" in topics.yml; there are %s"
              .formatted(environment, environments.keySet()));
    }
    Map<String, Object> chosen = map(environments, environment);
    List<TopicDeclaration> topics = new ArrayList<>();
    for (String name : map(file, "topics").keySet()) {
      Map<String, Object> topic = map(map(file, "topics"), name);
      Map<String, String> config = new TreeMap<>();
      for (Map<String, Object> level : List.of(map(file, "defaults"), chosen, topic)) {
        map(level, "config").forEach((key, value) -> config.put(key, value.toString()));
      }
      topics.add(
          new TopicDeclaration(
              name,
              number(topic, "partitions"),
              (short) number(chosen, "replication-factor"),
              config));
    }
    return topics;
  }

  private static Map<String, Object> read() {
    try (InputStream file =
        TopicDeclaration.class.getClassLoader().getResourceAsStream(Topics.DECLARATION)) {
      if (file == null) {
        throw new IllegalStateException("Not on the class path: " + Topics.DECLARATION);
      }
      return new Yaml(new SafeConstructor(new LoaderOptions())).load(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @SuppressWarnings("unchecked") // YAML's maps with text keys; the file is ours and tested
  private static Map<String, Object> map(Map<String, Object> parent, String key) {
    return (Map<String, Object>) value(parent, key);
  }

  private static int number(Map<String, Object> parent, String key) {
    return (Integer) value(parent, key);
  }

  private static Object value(Map<String, Object> parent, String key) {
    Object value = parent.get(key);
    if (value == null) {
      throw new IllegalStateException("topics.yml: \"" + key + "\" is missing in " + parent);
    }
    return value;
  }
}
