package com.skatestock.batch.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.skatestock.batch.wire.ClusterTopics;
import com.skatestock.batch.wire.TopicDeclaration;
import com.skatestock.batch.wire.TopicDifference;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the commands of {@code topics} have in common: options, the cluster, and how to answer. */
final class TopicOptions {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** What is said to programs. */
  private record Compared(String result, List<Difference> differences) {

    record Difference(String topic, boolean applicable, String explanation) {

      static Difference of(TopicDifference difference) {
        return new Difference(
            difference.topic(), difference.applicable(), difference.explanation());
      }
    }
  }

  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT",
      defaultValue = "${env:SKATESTOCK_KAFKA_BOOTSTRAP_SERVERS}",
      description = {
        "Where Kafka is; several with commas.",
        "Default: the environment variable SKATESTOCK_KAFKA_BOOTSTRAP_SERVERS."
      })
  private @Nullable String bootstrapServers;

  @Option(
      names = "--environment",
      paramLabel = "NAME",
      defaultValue = "${env:SKATESTOCK_ENVIRONMENT:-local}",
      description = {
        "local (one replica) or production (three).",
        "Default: the environment variable SKATESTOCK_ENVIRONMENT, or local."
      })
  private String environment = "local";

  @Mixin private Reply reply = new Reply();

  Reply reply() {
    return reply;
  }

  List<TopicDeclaration> declared() {
    try {
      return TopicDeclaration.of(environment);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  /** The differences, or {@code none} where there are none. */
  void print(String result, List<TopicDifference> differences, String none) {
    reply.say(
        new Compared(result, differences.stream().map(Compared.Difference::of).toList()),
        differences.isEmpty()
            ? none
            : differences.stream()
                .map(TopicDifference::explanation)
                .collect(Collectors.joining(System.lineSeparator())));
  }

  /** The exit code of {@code task}, or of Kafka's failure to answer, which is explained. */
  int withCluster(ToIntFunction<ClusterTopics> task) {
    String servers = bootstrapServers;
    if (servers == null || servers.isBlank()) {
      throw new ParameterException(
          spec.commandLine(),
          "Where is Kafka? Give --bootstrap-servers HOST:PORT or set"
              + " SKATESTOCK_KAFKA_BOOTSTRAP_SERVERS.");
    }
    // Kafka's client logs every attempt to connect; what matters comes back as an exception.
    if (LoggerFactory.getLogger("org.apache.kafka") instanceof Logger kafka) {
      kafka.setLevel(Level.OFF);
    }
    Map<String, Object> settings =
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
            servers,
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            (int) PATIENCE.toMillis(),
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
            (int) PATIENCE.toMillis() / 2);
    try (Admin admin = Admin.create(settings)) {
      return task.applyAsInt(new ClusterTopics(admin));
    } catch (RetriableException e) {
      return unreachable(servers, e);
    } catch (KafkaException e) {
      if (e.getCause() instanceof ConfigException config) {
        return refuseAddress(servers, config);
      }
      spec.commandLine().getErr().println("Kafka at " + servers + " refused: " + e.getMessage());
      return ExitCodes.DATA;
    }
  }

  /** A name that nobody knows may be known in a minute; an address without a port never. */
  private int refuseAddress(String servers, ConfigException e) {
    if (String.valueOf(e.getMessage()).contains("No resolvable bootstrap")) {
      return unreachable(servers, e);
    }
    throw new ParameterException(
        spec.commandLine(), "Not HOST:PORT: \"" + servers + "\" (" + e.getMessage() + ")", e);
  }

  private int unreachable(String servers, Exception e) {
    spec.commandLine()
        .getErr()
        .printf(
            "Kafka did not answer at %s within %d s. Is it started, and reachable from here?"
                + " (%s)%n",
            servers, PATIENCE.toSeconds(), e.getMessage());
    return ExitCodes.RETRY;
  }
}
