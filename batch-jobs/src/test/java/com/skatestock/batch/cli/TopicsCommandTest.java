package com.skatestock.batch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.skatestock.contracts.Topics;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TopicsCommandTest {
  @SuppressWarnings("NullAway.Init") // startKafka
  private static RealKafka kafka;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void startKafka(@TempDir Path folder) throws Exception {
    kafka = new RealKafka(folder);
  }

  @AfterAll
  static void stopKafka() {
    kafka.close();
  }

  @BeforeEach
  void withoutTopics() throws Exception {
    try (Admin admin = admin()) {
      Set<String> existing = admin.listTopics().names().get();
      List<String> ours =
          List.of(Topics.PRODUCT_EVENTS, Topics.PRODUCT_EVENTS_DLT, Topics.SCRAPE_RUNS).stream()
              .filter(existing::contains)
              .toList();
      admin.deleteTopics(ours).all().get();
      await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> admin.listTopics().names().get().stream().noneMatch(ours::contains));
    }
  }

  @Test
  void createsWhatIsMissingOnce() throws Exception {
    assertThat(run("diff", "--bootstrap-servers", kafka.address())).isEqualTo(65);
    assertThat(answer())
        .isEqualTo(
            """
            product-events: does not exist; 6 partitions wanted
            product-events-dlt: does not exist; 6 partitions wanted
            scrape-runs: does not exist; 1 partitions wanted
            """);
    assertThat(run("apply", "--bootstrap-servers", kafka.address())).isZero();
    assertThat(run("diff", "--bootstrap-servers", kafka.address())).isZero();
    assertThat(answer()).isEqualTo("3 topics are as declared\n");
    assertThat(run("apply", "--bootstrap-servers", kafka.address())).isZero();
    assertThat(answer()).isEqualTo("3 topics are as declared: nothing to do\n");
    assertThat(run("apply", "--bootstrap-servers", kafka.address(), "--format", "json")).isZero();
    assertThat(answer()).isEqualTo("{\"result\":\"applied\",\"differences\":[]}\n");
    try (Admin admin = admin()) {
      var described = admin.describeTopics(List.of(Topics.PRODUCT_EVENTS)).allTopicNames().get();
      assertThat(described.values())
          .singleElement()
          .satisfies(topic -> assertThat(topic.partitions()).hasSize(6));
    }
  }

  @Test
  void altersASettingThatDiffers() throws Exception {
    assertThat(run("apply", "--bootstrap-servers", kafka.address())).isZero();
    try (Admin admin = admin()) {
      admin
          .incrementalAlterConfigs(
              Map.of(
                  new ConfigResource(ConfigResource.Type.TOPIC, Topics.PRODUCT_EVENTS),
                  List.of(
                      new AlterConfigOp(
                          new ConfigEntry("retention.ms", "1000"), AlterConfigOp.OpType.SET))))
          .all()
          .get();
    }
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> run("diff", "--bootstrap-servers", kafka.address(), "--format", "json") == 65);
    assertThat(answer())
        .contains("\"result\":\"different\"")
        .contains("product-events: retention.ms is 1000, 2592000000 wanted");
    assertThat(run("apply", "--bootstrap-servers", kafka.address())).isZero();
    assertThat(run("diff", "--bootstrap-servers", kafka.address())).isZero();
  }

  @Test
  void neverAddsPartitions() throws Exception {
    createWithPartitions(3);
    assertThat(run("apply", "--bootstrap-servers", kafka.address())).isEqualTo(65);
    assertThat(answer())
        .contains("product-events: has 3 partitions, 6 wanted. Not changed: keys would move");
    try (Admin admin = admin()) {
      assertThat(admin.listTopics().names().get()).contains(Topics.PRODUCT_EVENTS_DLT);
      var described = admin.describeTopics(List.of(Topics.PRODUCT_EVENTS)).allTopicNames().get();
      assertThat(described.values())
          .singleElement()
          .satisfies(topic -> assertThat(topic.partitions()).hasSize(3));
    }
  }

  @Test
  void asksToTryAgainWhenKafkaDoesNotAnswer() {
    assertThat(run("diff", "--bootstrap-servers", "127.0.0.1:1")).isEqualTo(75);
    assertThat(err.toString())
        .startsWith("Kafka did not answer at 127.0.0.1:1 within 10 s. Is it started");
  }

  @Test
  void saysWhatIsWrongWithTheOptions() {
    assertThat(run()).isEqualTo(64);
    assertThat(run("diff", "--bootstrap-servers", "nonsense")).isEqualTo(64);
    assertThat(run("list", "--environment", "staging")).isEqualTo(64);
    assertThat(err.toString())
        .contains("Say what to do: apply, diff or list.")
        .contains("Not HOST:PORT: \"nonsense\"")
        .contains("No environment \"staging\" in topics.yml; there are [local, production]");
  }

  @Test
  void listsWithoutKafka() {
    assertThat(run("list", "--environment", "production")).isZero();
    assertThat(answer())
        .startsWith("product-events: partitions 6, replicas 3\n  cleanup.policy = delete\n");
    assertThat(run("list", "--format", "json")).isZero();
    assertThat(answer()).startsWith("[{").contains("\"topic\":\"scrape-runs\"");
  }

  private void createWithPartitions(int partitions)
      throws InterruptedException, ExecutionException {
    try (Admin admin = admin()) {
      admin
          .createTopics(List.of(new NewTopic(Topics.PRODUCT_EVENTS, partitions, (short) 1)))
          .all()
          .get();
    }
  }

  private static Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", kafka.address()));
  }

  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    return new CommandLine(new TopicsCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  private String answer() {
    return out.toString();
  }
}
