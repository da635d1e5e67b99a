package com.skatestock.batch.job;

import com.skatestock.batch.BatchApplication;
import com.skatestock.batch.cli.SkateStock;
import com.skatestock.local.LocalStack;
import com.skatestock.local.LocalStackSettings;
import com.skatestock.local.shop.ShopSimulator;
import com.skatestock.local.shop.SimulatedClock;
import com.skatestock.local.shop.SimulatedShop;
import com.skatestock.local.shop.SimulatorSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
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
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  /** The packaged program's class path, if it is to be used; else that of the tests. */
  private static final @Nullable String APPLICATION = System.getProperty("skatestock.application");

  private final Path folder;
  private final LocalStack stack;
  private final ShopSimulator shops;
  private final Map<String, String> settings = new HashMap<>();
  private final List<Process> started = new ArrayList<>();
  private String databaseUrl = "";
  private Path archive;

  /** A command that runs, or ran, in a process of its own. */
  record Command(Process process, Path out, Path log) {

    /** What it said, when it has ended by itself. */
    String answer() throws IOException, InterruptedException {
      if (!process.waitFor(120, TimeUnit.SECONDS)) {
        throw new IllegalStateException("Still runs: " + tail());
      }
      return Files.readString(out, StandardCharsets.UTF_8);
    }

    int exitCode() throws IOException, InterruptedException {
      answer();
      return process.exitValue();
    }

    /** {@code kill -NAME}, to this process alone. */
    void signal(String name) throws IOException, InterruptedException {
      new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    }

    /** The end of its log. */
    String tail() throws IOException {
      List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
    }
  }

  Pipeline(Path folder, SimulatedShop... simulated) throws IOException {
    this.folder = folder;
    this.archive = folder;
    stack = LocalStack.start(LocalStackSettings.in(folder.resolve("stack")));
    shops = ShopSimulator.start(SimulatorSettings.of(SimulatedClock.frozenAt(FROZEN), simulated));
    set("spring.data.redis.url", stack.redisUri());
    set("skatestock.lease-length", "1s");
    set("skatestock.lease-patience", "20s");
    set("skatestock.load-chunk-variants", "400");
    for (SimulatedShop shop : simulated) {
      set("skatestock.shop-urls." + shop.id(), shops.uri(shop.id()).toString());
    }
    try {
      applyTopics();
      exchange();
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private void applyTopics() throws IOException {
    Command apply = start("topics", "apply");
    try {
      if (apply.exitCode() != 0) {
        throw new IllegalStateException(apply.answer() + apply.tail());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Topics not made", e);
    }
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
    databaseUrl = stack.freshDatabase();
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
  Command start(String... arguments) throws IOException {
    List<String> line =
        new ArrayList<>(
            List.of(
                JAVA,
                "-Xmx200m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
    settings.forEach((name, value) -> line.add("-D" + name + "=" + value));
    if (APPLICATION != null) {
      // Its first run leaves an archive of the loaded classes: later ones start in half the time.
      line.addAll(
          List.of(
              "-XX:+AutoCreateSharedArchive",
              "-XX:SharedArchiveFile=" + folder.resolve("classes.jsa"),
              "-Xlog:disable"));
    }
    line.addAll(
        List.of(
            "-cp",
            Objects.requireNonNullElse(APPLICATION, System.getProperty("java.class.path")),
            SkateStock.class.getName()));
    line.addAll(List.of(arguments));
    Path out = Files.createTempFile(folder, "command", ".out");
    Path log = Files.createTempFile(folder, "command", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(line).redirectOutput(out.toFile()).redirectError(log.toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "SKATESTOCK_DATABASE_URL", databaseUrl,
                "SKATESTOCK_DATABASE_USER", stack.username(),
                "SKATESTOCK_DATABASE_PASSWORD", stack.password(),
                "SKATESTOCK_KAFKA_BOOTSTRAP_SERVERS", stack.kafkaBootstrapServers(),
                "SKATESTOCK_ARCHIVE", archive.toString()));
    Process process = builder.start();
    started.add(process);
    return new Command(process, out, log);
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
    started.forEach(process -> process.destroyForcibly().onExit().join());
    shops.close();
    stack.close();
  }
}
