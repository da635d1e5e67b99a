package com.skatestock.local;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A server in a process of its own. It outlives this JVM if the JVM is killed; so it is recorded
 * the moment it is born, and the next start adopts it, or stops it when it does not answer or
 * listens on another port than the one asked for.
 */
abstract class ChildServer implements Server {
  /** Crash recovery of a large write-ahead log takes a while. */
  private static final Duration START_PATIENCE = Duration.ofMinutes(3);

  private static final Duration ADOPTION_PATIENCE = Duration.ofSeconds(5);
  private static final Duration POLL = Duration.ofMillis(25);

  private final LocalServer server;
  private final Path record;
  private final OptionalInt wantedPort;
  protected final Path folder;
  protected final Path log;
  private @Nullable ProcessHandle process;
  private int port;
  private boolean adopted;

  ChildServer(LocalServer server, Path data, OptionalInt wantedPort) {
    this.server = server;
    this.record = data.resolve(server.word() + ".process");
    this.folder = data.resolve(server.word());
    this.log = data.resolve("log").resolve(server.word() + ".log");
    this.wantedPort = wantedPort;
  }

  /** Makes the folder ready for a first start; called before every start. */
  abstract void prepare() throws IOException;

  abstract List<String> command(int port) throws IOException;

  /** Whether the server on this port answers, and is the one of our folder. */
  abstract boolean answers(int port);

  /** Ends this process cleanly and waits for the end. */
  abstract void stop(ProcessHandle process);

  /** Ends this process as a crash would. */
  abstract void kill(ProcessHandle process);

  @Override
  public final synchronized void start() {
    if (running()) {
      return;
    }
    adopted = adopt();
    if (adopted) {
      return;
    }
    port = Ports.next(server, port, wantedPort);
    try {
      prepare();
      ProcessHandle born = launch(command(port));
      process = born;
      ProcessRecord.of(born, port).write(record);
    } catch (IOException e) {
      throw new LocalStackException(server.title() + " did not start: " + e.getMessage(), e);
    }
    if (!awaitAnswer(START_PATIENCE)) {
      boolean ended = !running();
      stop();
      throw new LocalStackException(
          "%s %s. The end of %s:%n%s"
              .formatted(
                  server.title(),
                  ended ? "ended while starting" : "did not answer for " + START_PATIENCE,
                  log,
                  endOf(log)));
    }
  }

  /** Takes over what a killed run left behind, or ends it. */
  private boolean adopt() {
    Optional<ProcessRecord> left = ProcessRecord.read(record);
    Optional<ProcessHandle> living = left.flatMap(ProcessRecord::living);
    if (left.isEmpty() || living.isEmpty()) {
      return false;
    }
    int leftPort = left.get().port();
    boolean rightPort = port == 0 ? leftPort == wantedPort.orElse(leftPort) : leftPort == port;
    process = living.get();
    if (rightPort) {
      port = leftPort;
      if (awaitAnswer(ADOPTION_PATIENCE)) {
        return true;
      }
    }
    stop();
    return false;
  }

  @Override
  public final synchronized void stopLeftBehind() {
    process = ProcessRecord.read(record).flatMap(ProcessRecord::living).orElse(null);
    stop();
  }

  private boolean awaitAnswer(Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    while (running() && System.nanoTime() < end) {
      if (answers(port)) {
        return true;
      }
      pause();
    }
    return false;
  }

  private ProcessHandle launch(List<String> command) throws IOException {
    List<String> detached = new ArrayList<>();
    // Ctrl-C goes to the whole group of the terminal; the servers are to end in our order instead.
    Programs.find("setsid").ifPresent(detached::add);
    detached.addAll(command);
    Files.createDirectories(log.getParent());
    return Ports.startProcess(
            new ProcessBuilder(detached)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())))
        .toHandle();
  }

  @Override
  public final synchronized void stop() {
    end(this::stop);
  }

  @Override
  public final synchronized void kill() {
    end(this::kill);
  }

  private void end(Consumer<ProcessHandle> way) {
    ProcessHandle ending = process;
    if (ending != null && ending.isAlive()) {
      way.accept(ending);
    }
    process = null;
    try {
      Files.deleteIfExists(record);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public final synchronized boolean running() {
    return process != null && process.isAlive();
  }

  @Override
  public final synchronized int port() {
    return port;
  }

  @Override
  public final synchronized OptionalLong pid() {
    return process == null ? OptionalLong.empty() : OptionalLong.of(process.pid());
  }

  @Override
  public final synchronized boolean adopted() {
    return adopted;
  }

  /** Waits for the end of a process; false if it still lives after that time. */
  static boolean ended(ProcessHandle process, Duration patience) {
    try {
      process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException stillThere) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalStackException("Interrupted while waiting for process " + process.pid(), e);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(POLL);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalStackException("Interrupted while starting a server", e);
    }
  }

  private static String endOf(Path log) {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 8), lines.size()));
    } catch (IOException e) {
      return "(not readable: " + e.getMessage() + ")";
    }
  }
}
