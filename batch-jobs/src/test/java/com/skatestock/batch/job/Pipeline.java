package com.skatestock.batch.job;

import com.skatestock.batch.BatchApplication;
import com.skatestock.batch.Child;
import com.skatestock.batch.MigratedDatabase;
import com.skatestock.batch.Programs;
import com.skatestock.batch.cli.SkateStock;
import com.skatestock.batch.faults.Worker;
import com.skatestock.batch.wire.ClusterTopics;
import com.skatestock.batch.wire.TopicDeclaration;
import com.skatestock.local.LocalStack;
import com.skatestock.local.LocalStackSettings;
import com.skatestock.local.shop.ShopSimulator;
import com.skatestock.local.shop.SimulatedClock;
import com.skatestock.local.shop.SimulatedShop;
import com.skatestock.local.shop.SimulatorSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Real servers, simulated shops whose clock stands still, and the command line in processes of its
 * own; on a database and an archive that can be exchanged for empty ones.
 */
final class Pipeline implements AutoCloseable {
  /** The moment at which the shops' clock stands. */
  static final Instant FROZEN = Instant.parse("2026-11-20T12:00:00Z");

  private static final String TOPIC = "product-events";
  private final Path folder;
  private final LocalStack stack;
  private final ShopSimulator shops;
  private final Map<String, String> settings = new HashMap<>();
  private final Programs programs;
  private String databaseUrl = "";
  private Path archive;

  Pipeline(Path folder, SimulatedShop... simulated) throws IOException {
    this.folder = folder;
    this.archive = folder;
    programs = Programs.ofTests();
    stack = LocalStack.start(LocalStackSettings.in(folder.resolve("stack")));
    shops = ShopSimulator.start(SimulatorSettings.of(SimulatedClock.frozenAt(FROZEN), simulated));
    set("spring.data.redis.url", stack.redisUri());
    set("skatestock.lease-length", "1s");
    set("skatestock.lease-patience", "20s");
    set("skatestock.load-chunk-variants", "400");
    // An empty partition's end is heard of at once.
    set("spring.kafka.consumer.fetch-max-wait", "20ms");
    for (SimulatedShop shop : simulated) {
      set("skatestock.shop-urls." + shop.id(), shops.uri(shop.id()).toString());
    }
    try (Admin admin = admin()) {
      new ClusterTopics(admin).apply(TopicDeclaration.of("local"));
      exchange();
      if (!programs.isTrained()) {
        train(simulated[0].id());
        exchange();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Topics not made", e);
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /** The first program shows the JVM what those after it will load. */
  private void train(String shop) throws IOException, InterruptedException {
    programs.train();
    Child worker = programs.talkTo(Worker.class.getName(), options(), environment());
    worker.hear();
    worker.ask("scrape " + shop + " " + FROZEN + " scheduled");
    worker.ask("load - " + FROZEN + " scheduled");
    worker.endsByItself();
    programs.trained();
  }

  /** A setting of the commands started from now on. */
  void set(String name, String value) {
    settings.put(name, value);
  }

  ShopSimulator shops() {
    return shops;
  }

  /** Goes on with an empty database and archive, and a topic without records. */
  void exchange() throws IOException {
    try (Admin admin = admin()) {
      Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
      ends(admin)
          .forEach((partition, end) -> all.put(partition, RecordsToDelete.beforeOffset(end)));
      admin.deleteRecords(all).all().get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("Topic not emptied", e);
    }
    databaseUrl = MigratedDatabase.on(stack);
    archive = Files.createTempDirectory(folder, "archive");
  }

  JdbcClient database() {
    return JdbcClient.create(
        new DriverManagerDataSource(databaseUrl, stack.username(), stack.password()));
  }

  Path archive() {
    return archive;
  }

  /**
   * Where the topic ends, per partition; partitions without records since {@link #exchange} too.
   */
  Map<Integer, Long> ends() {
    try (Admin admin = admin()) {
      return ends(admin).entrySet().stream()
          .collect(Collectors.toMap(end -> end.getKey().partition(), Map.Entry::getValue));
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("Ends not known", e);
    }
  }

  private Admin admin() {
    return Admin.create(
        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, (Object) stack.kafkaBootstrapServers()));
  }

  private static Map<TopicPartition, Long> ends(Admin admin)
      throws InterruptedException, ExecutionException {
    int partitions =
        Objects.requireNonNull(
                admin.describeTopics(List.of(TOPIC)).allTopicNames().get().get(TOPIC))
            .partitions()
            .size();
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    for (int partition = 0; partition < partitions; partition++) {
      asked.put(new TopicPartition(TOPIC, partition), OffsetSpec.latest());
    }
    return admin.listOffsets(asked).all().get().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, end -> end.getValue().offset()));
  }

  /** Starts {@code skatestock} with these arguments. */
  Child start(String... arguments) throws IOException {
    return programs.start(SkateStock.class.getName(), options(), List.of(arguments), environment());
  }

  private List<String> options() {
    List<String> options = new ArrayList<>(List.of("-Xmx200m"));
    settings.forEach((name, value) -> options.add("-D" + name + "=" + value));
    return options;
  }

  private Map<String, String> environment() {
    return Map.of(
        "SKATESTOCK_DATABASE_URL", databaseUrl,
        "SKATESTOCK_DATABASE_USER", stack.username(),
        "SKATESTOCK_DATABASE_PASSWORD", stack.password(),
        "SKATESTOCK_KAFKA_BOOTSTRAP_SERVERS", stack.kafkaBootstrapServers(),
        "SKATESTOCK_ARCHIVE", archive.toString());
  }

  /** Starts the application in this JVM, as {@code skatestock} would in another. */
  ConfigurableApplicationContext context(WebApplicationType web, String... profiles) {
    Map<String, Object> properties = new HashMap<>(settings);
    properties.put("spring.datasource.url", databaseUrl);
    properties.put("spring.datasource.username", stack.username());
    properties.put("spring.datasource.password", stack.password());
    properties.put("spring.kafka.bootstrap-servers", stack.kafkaBootstrapServers());
    properties.put("skatestock.archive", archive.toString());
    return new SpringApplicationBuilder(BatchApplication.class)
        .web(web)
        .profiles(profiles)
        .logStartupInfo(false)
        .listeners(
            (ApplicationEnvironmentPreparedEvent event) ->
                event
                    .getEnvironment()
                    .getPropertySources()
                    .addFirst(new MapPropertySource("pipeline", properties)))
        .run();
  }

  /**
   * Waits until the database answers {@code true}; a table that is not there yet counts as false.
   */
  void await(String question, Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!holds(question)) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("Not so after " + patience + ": " + question);
      }
      Thread.sleep(20);
    }
  }

  private boolean holds(String question) {
    try {
      return database().sql(question).query(Boolean.class).single();
    } catch (BadSqlGrammarException notYet) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    programs.close();
    shops.close();
    stack.close();
  }
}
