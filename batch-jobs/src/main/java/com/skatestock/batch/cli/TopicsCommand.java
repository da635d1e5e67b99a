package com.skatestock.batch.cli;

import com.skatestock.batch.wire.ClusterTopics;
import com.skatestock.batch.wire.TopicDeclaration;
import com.skatestock.batch.wire.TopicDifference;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code skatestock topics}: the Kafka topics that topics.yml declares. Starts no Spring. */
@Command(
    name = "topics",
    description = "The Kafka topics that SkateStock needs: create them, compare them, show them.",
    mixinStandardHelpOptions = true,
    exitCodeOnInvalidInput = ExitCodes.USAGE,
    subcommands = {
      TopicsCommand.Apply.class,
      TopicsCommand.Diff.class,
      TopicsCommand.Declared.class
    })
public final class TopicsCommand implements Callable<Integer> {
  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "Say what to do: apply, diff or list.");
  }

  @Command(
      name = "apply",
      description = {
        "Creates missing topics and alters settings that differ. Doing it again changes nothing.",
        "Never changes the number of partitions or replicas of a topic: says what to do instead."
      },
      mixinStandardHelpOptions = true,
      exitCodeOnInvalidInput = ExitCodes.USAGE,
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:The topics are as declared.",
        "64:Wrong options.",
        "65:A topic has other partitions or replicas than declared; the rest was applied.",
        "75:Kafka did not answer: try again."
      })
  static final class Apply implements Callable<Integer> {
    @Mixin private final TopicOptions options = new TopicOptions();

    @Override
    public Integer call() {
      return options.withCluster(this::apply);
    }

    private int apply(ClusterTopics cluster) {
      List<TopicDeclaration> declared = options.declared();
      List<TopicDifference> differences = cluster.apply(declared);
      boolean refused = differences.stream().anyMatch(each -> !each.applicable());
      options.print(
          refused ? "refused" : "applied",
          differences,
          declared.size() + " topics are as declared: nothing to do");
      return refused ? ExitCodes.DATA : ExitCodes.OK;
    }
  }

  @Command(
      name = "diff",
      description = "Says where the cluster's topics are not as declared. Changes nothing.",
      mixinStandardHelpOptions = true,
      exitCodeOnInvalidInput = ExitCodes.USAGE,
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:The topics are as declared.",
        "64:Wrong options.",
        "65:They are not.",
        "75:Kafka did not answer: try again."
      })
  static final class Diff implements Callable<Integer> {
    @Mixin private final TopicOptions options = new TopicOptions();

    @Override
    public Integer call() {
      return options.withCluster(this::diff);
    }

    private int diff(ClusterTopics cluster) {
      List<TopicDeclaration> declared = options.declared();
      List<TopicDifference> differences = cluster.differences(declared);
      options.print(
          differences.isEmpty() ? "equal" : "different",
          differences,
          declared.size() + " topics are as declared");
      return differences.isEmpty() ? ExitCodes.OK : ExitCodes.DATA;
    }
  }

  @Command(
      name = "list",
      description = "Shows the topics as declared. Needs no Kafka.",
      mixinStandardHelpOptions = true,
      exitCodeOnInvalidInput = ExitCodes.USAGE,
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {"0:Shown.", "64:Wrong options."})
  static final class Declared implements Callable<Integer> {
    @Mixin private final TopicOptions options = new TopicOptions();

    @Override
    public Integer call() {
      PrintWriter out = options.reply().out();
      List<TopicDeclaration> declared = options.declared();
      if (options.reply().isJson()) {
        out.println(
            Json.line(
                declared.stream()
                    .map(
                        topic ->
                            Map.of(
                                "topic", topic.name(),
                                "partitions", topic.partitions(),
                                "replication_factor", topic.replicationFactor(),
                                "config", new TreeMap<>(topic.config())))
                    .toList()));
      } else {
        for (TopicDeclaration topic : declared) {
          out.printf(
              "%s: partitions %d, replicas %d%n",
              topic.name(), topic.partitions(), topic.replicationFactor());
          new TreeMap<>(topic.config())
              .forEach((name, value) -> out.printf("  %s = %s%n", name, value));
        }
      }
      return ExitCodes.OK;
    }
  }
}
