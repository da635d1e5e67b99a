package com.skatestock.batch.faults;

import com.skatestock.batch.Child;
import com.skatestock.batch.Programs;
import com.skatestock.local.LocalMain;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** Kafka in a process of its own, so that it can be killed; it comes back on the same port. */
final class Broker implements AutoCloseable {
  private final Programs programs;
  private final Path folder;
  private Child process;
  private String address;

  Broker(Programs programs, Path folder) throws IOException, InterruptedException {
    this.programs = programs;
    this.folder = folder;
    process = launch(List.of());
    address = awaitAddress();
  }

  String address() {
    return address;
  }

  private Child launch(List<String> more) throws IOException {
    List<String> arguments =
        new ArrayList<>(List.of("up", "--data", folder.toString(), "--only", "kafka"));
    arguments.addAll(more);
    return programs.start(
        LocalMain.class.getName(), List.of("-Xmx400m"), arguments, programs.environment());
  }

  private String awaitAddress() throws IOException, InterruptedException {
    Path file = folder.resolve("stack.properties");
    while (process.process().isAlive()) {
      if (Files.exists(file)) {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
          properties.load(in);
        }
        if (Long.toString(process.process().pid())
            .equals(properties.getProperty("skatestock.local.pid"))) {
          return Objects.requireNonNull(properties.getProperty("spring.kafka.bootstrap-servers"));
        }
      }
      Thread.sleep(20);
    }
    throw new IllegalStateException("Kafka did not start: " + process.tail());
  }

  /** {@code kill -9}. */
  void kill() throws InterruptedException {
    process.kill();
  }

  /** Starts it again after it died. */
  void revive() throws IOException, InterruptedException {
    // The dead one's word: the living one deletes it at some moment, maybe while it is read here.
    Files.deleteIfExists(folder.resolve("stack.properties"));
    process = launch(List.of("--kafka-port", address.substring(address.indexOf(':') + 1)));
    address = awaitAddress();
  }

  /** Whether it ends by itself in that time. */
  boolean endsWithin(Duration patience) throws InterruptedException {
    return process.process().waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    process.process().destroy();
    process.process().onExit().join();
  }
}
