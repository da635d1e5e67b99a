package com.skatestock.batch.wire;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * The topics of a cluster, compared with and brought to their declaration. Again and again does
 * nothing more; two at once end in the same state.
 *
 * <p>Every method throws Kafka's own {@link KafkaException}; a {@code RetriableException} among
 * them is worth another try.
 */
public final class ClusterTopics {
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final int LOOKS = 100;

  private final Admin admin;

  public ClusterTopics(Admin admin) {
    this.admin = admin;
  }

  /** Where the cluster differs; topics that nobody declared are none of our business. */
  public List<TopicDifference> differences(List<TopicDeclaration> declared) {
    var existing = await(admin.listTopics().names());
    List<String> present =
        declared.stream().map(TopicDeclaration::name).filter(existing::contains).toList();
    Map<String, TopicDescription> descriptions =
        await(admin.describeTopics(present).allTopicNames());
    Map<ConfigResource, Config> configs =
        await(admin.describeConfigs(present.stream().map(ClusterTopics::resource).toList()).all());
    List<TopicDifference> differences = new ArrayList<>();
    for (TopicDeclaration topic : declared) {
      TopicDescription description = descriptions.get(topic.name());
      Config config = configs.get(resource(topic.name()));
      if (description == null || config == null) {
        differences.add(new TopicDifference.Missing(topic));
      } else {
        compare(differences, topic, description, config);
      }
    }
    return differences;
  }

  /**
   * Creates missing topics and alters settings, and returns when the brokers show it; leaves what
   * is not {@code applicable}.
   *
   * @return what differed before
   */
  public List<TopicDifference> apply(List<TopicDeclaration> declared) {
    List<TopicDifference> before = differences(declared);
    change(before);
    for (int look = 0; look < LOOKS; look++) {
      if (differences(declared).stream().noneMatch(TopicDifference::applicable)) {
        return before;
      }
      pause();
    }
    throw new TimeoutException("Applied, but the brokers do not show it yet");
  }

  private void change(List<TopicDifference> differences) {
    List<NewTopic> missing = new ArrayList<>();
    Map<ConfigResource, Collection<AlterConfigOp>> alterations = new HashMap<>();
    for (TopicDifference difference : differences) {
      switch (difference) {
        case TopicDifference.Missing(var topic) ->
            missing.add(
                new NewTopic(topic.name(), topic.partitions(), topic.replicationFactor())
                    .configs(topic.config()));
        case TopicDifference.Setting(var topic, var name, var actual, var wanted) ->
            alterations
                .computeIfAbsent(resource(topic), resource -> new ArrayList<>())
                .add(new AlterConfigOp(new ConfigEntry(name, wanted), AlterConfigOp.OpType.SET));
        case TopicDifference.Partitions partitions -> {}
        case TopicDifference.Replicas replicas -> {}
      }
    }
    admin.createTopics(missing).values().values().forEach(ClusterTopics::created);
    await(admin.incrementalAlterConfigs(alterations).all());
  }

  private static void compare(
      List<TopicDifference> differences,
      TopicDeclaration topic,
      TopicDescription description,
      Config config) {
    int partitions = description.partitions().size();
    if (partitions != topic.partitions()) {
      differences.add(new TopicDifference.Partitions(topic.name(), partitions, topic.partitions()));
    }
    int replicas = description.partitions().getFirst().replicas().size();
    if (replicas != topic.replicationFactor()) {
      differences.add(
          new TopicDifference.Replicas(topic.name(), replicas, topic.replicationFactor()));
    }
    Map<String, String> actual =
        config.entries().stream()
            .filter(entry -> entry.value() != null)
            .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
    new TreeMap<>(topic.config())
        .forEach(
            (name, wanted) -> {
              String value = actual.getOrDefault(name, "not set");
              if (!value.equals(wanted)) {
                differences.add(new TopicDifference.Setting(topic.name(), name, value, wanted));
              }
            });
  }

  /** Another apply at the same time may have been first: then it is there, too. */
  private static void created(KafkaFuture<Void> creation) {
    try {
      await(creation);
    } catch (TopicExistsException e) {
      // as wanted
    }
  }

  private static ConfigResource resource(String topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic);
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptException(e);
    }
  }

  private static <T> T await(KafkaFuture<T> answer) {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptException(e);
    }
  }
}
