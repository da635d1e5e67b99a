package com.skatestock.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Kafka as broker and controller in one, inside this JVM. Topics are created by whoever owns them.
 */
final class KafkaServer implements Server {
  private static final int NODE = 1;

  private final Path folder;
  private final OptionalInt wantedPort;
  private int port;
  private @Nullable KafkaRaftServer running;

  KafkaServer(Path data, OptionalInt wantedPort) {
    this.folder = data.resolve(LocalServer.KAFKA.word());
    this.wantedPort = wantedPort;
  }

  @Override
  public synchronized void start() {
    if (running != null) {
      return;
    }
    quiet();
    port = Ports.next(LocalServer.KAFKA, port, wantedPort);
    KafkaRaftServer server = null;
    try {
      format();
      server = new KafkaRaftServer(new KafkaConfig(settings(), false), Time.SYSTEM);
      server.startup();
      running = server;
    } catch (Exception e) {
      if (server != null) {
        server.shutdown();
      }
      throw new LocalStackException("Kafka did not start in " + folder + ": " + e.getMessage(), e);
    }
  }

  private void format() throws Exception {
    if (Files.exists(folder.resolve("meta.properties"))) {
      return;
    }
    new Formatter()
        .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8))
        .setNodeId(NODE)
        .setClusterId(Uuid.randomUuid().toString())
        .setControllerListenerName("CONTROLLER")
        .setMetadataLogDirectory(folder.toString())
        .addDirectory(folder.toString())
        .setIgnoreFormatted(true)
        .run();
  }

  private Map<String, String> settings() {
    int controllerPort = Ports.free();
    Map<String, String> settings = new HashMap<>();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", Integer.toString(NODE));
    settings.put("log.dirs", folder.toString());
    settings.put(
        "listeners",
        "PLAINTEXT://%1$s:%2$d,CONTROLLER://%1$s:%3$d"
            .formatted(Ports.LOOPBACK, port, controllerPort));
    settings.put("advertised.listeners", "PLAINTEXT://" + bootstrapServers());
    settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.put("inter.broker.listener.name", "PLAINTEXT");
    settings.put("controller.listener.names", "CONTROLLER");
    settings.put(
        "controller.quorum.voters", "%d@%s:%d".formatted(NODE, Ports.LOOPBACK, controllerPort));
    settings.put("auto.create.topics.enable", "false");
    // A single node: one copy of everything, and few partitions of the topics that Kafka keeps for
    // itself.
    settings.put("offsets.topic.replication.factor", "1");
    settings.put("offsets.topic.num.partitions", "4");
    settings.put("transaction.state.log.replication.factor", "1");
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("transaction.state.log.num.partitions", "4");
    settings.put("share.coordinator.state.topic.replication.factor", "1");
    settings.put("share.coordinator.state.topic.min.isr", "1");
    settings.put("share.coordinator.state.topic.num.partitions", "1");
    // Measured: with the defaults, the start after a crash waits 9 s for the old session to end.
    settings.put("broker.session.timeout.ms", "2000");
    settings.put("broker.heartbeat.interval.ms", "500");
    settings.put("group.initial.rebalance.delay.ms", "0");
    settings.put("num.network.threads", "2");
    settings.put("num.io.threads", "4");
    // The default of 128 MiB would be a quarter of our heap.
    settings.put("log.cleaner.dedupe.buffer.size", "8388608");
    return settings;
  }

  /** Kafka says a lot at INFO; whoever wants it sets a level. */
  private static void quiet() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      for (String name : List.of("kafka", "org.apache.kafka", "state.change.logger")) {
        Logger logger = context.getLogger(name);
        if (logger.getLevel() == null) {
          logger.setLevel(Level.WARN);
        }
      }
    }
  }

  String bootstrapServers() {
    return Ports.LOOPBACK + ":" + port;
  }

  @Override
  public synchronized void stop() {
    KafkaRaftServer stopping = running;
    running = null;
    if (stopping != null) {
      stopping.shutdown();
      stopping.awaitShutdown();
    }
  }

  @Override
  public void kill() {
    throw new UnsupportedOperationException(
        "Kafka lives in this JVM and can only be stopped; to see it crash, kill a JVM that runs"
            + " LocalMain");
  }

  /** Kafka died with its JVM. */
  @Override
  public void stopLeftBehind() {}

  @Override
  public synchronized boolean running() {
    return running != null;
  }

  @Override
  public synchronized int port() {
    return port;
  }

  @Override
  public OptionalLong pid() {
    return OptionalLong.empty();
  }

  @Override
  public boolean adopted() {
    return false;
  }
}
