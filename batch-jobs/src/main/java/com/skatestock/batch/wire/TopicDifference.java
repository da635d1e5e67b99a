package com.skatestock.batch.wire;

/** Where a cluster is not as {@code topics.yml} wants it. */
public sealed interface TopicDifference {

  String topic();

  /** There is no such topic. {@code apply} creates it. */
  record Missing(TopicDeclaration declaration) implements TopicDifference {
    @Override
    public String topic() {
      return declaration.name();
    }
  }

  /** A setting differs. {@code apply} alters it. */
  record Setting(String topic, String name, String actual, String declared)
      implements TopicDifference {}

  /** The number of partitions differs. {@code apply} refuses. */
  record Partitions(String topic, int actual, int declared) implements TopicDifference {}

  /** The number of copies differs. {@code apply} refuses. */
  record Replicas(String topic, int actual, int declared) implements TopicDifference {}

  /** What differs, and for what {@code apply} refuses also what to do; for people. */
  default String explanation() {
    return switch (this) {
      case Missing missing ->
          "%s: does not exist; %d partitions wanted"
              .formatted(topic(), missing.declaration().partitions());
      case Setting setting ->
          "%s: %s is %s, %s wanted"
              .formatted(topic(), setting.name(), setting.actual(), setting.declared());
      case Partitions partitions ->
          """
          %s: has %d partitions, %d wanted. Not changed: keys would move to other partitions, and with them the order \
          of a product's events and the loader's positions. Either put %2$d into topics.yml, or stop scrape and load, \
          load the topic to its end, delete it, and run topics apply again.\
          """
              .formatted(topic(), partitions.actual(), partitions.declared());
      case Replicas replicas ->
          """
          %s: has %d replicas, %d wanted. Not changed: moving replicas loads the whole cluster. Use \
          kafka-reassign-partitions, or choose the right --environment.\
          """
              .formatted(topic(), replicas.actual(), replicas.declared());
    };
  }

  /** True if {@code apply} removes it. */
  default boolean applicable() {
    return switch (this) {
      case Missing missing -> true;
      case Setting setting -> true;
      case Partitions partitions -> false;
      case Replicas replicas -> false;
    };
  }
}
