package com.skatestock.batch.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/** A broker of a test's own, whose topics the test may delete. */
final class RealKafka implements AutoCloseable {
  private final KafkaRaftServer server;
  private final String address;

  RealKafka(Path folder) throws Exception {
    int port = freePort();
    int controller = freePort();
    address = "127.0.0.1:" + port;
    new Formatter()
        .setPrintStream(
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
        .setNodeId(1)
        .setClusterId(Uuid.randomUuid().toString())
        .setControllerListenerName("CONTROLLER")
        .setMetadataLogDirectory(folder.toString())
        .addDirectory(folder.toString())
        .run();
    server =
        new KafkaRaftServer(
            new KafkaConfig(
                Map.of(
                    "process.roles", "broker,controller",
                    "node.id", "1",
                    "log.dirs", folder.toString(),
                    "listeners",
                        "PLAINTEXT://%s,CONTROLLER://127.0.0.1:%d".formatted(address, controller),
                    "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                    "inter.broker.listener.name", "PLAINTEXT",
                    "controller.listener.names", "CONTROLLER",
                    "controller.quorum.voters", "1@127.0.0.1:" + controller,
                    "log.cleaner.dedupe.buffer.size", "8388608"),
                false),
            Time.SYSTEM);
    server.startup();
  }

  String address() {
    return address;
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
