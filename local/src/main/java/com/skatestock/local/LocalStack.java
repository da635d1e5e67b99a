package com.skatestock.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Real PostgreSQL, Kafka and Redis on one data folder, started in parallel.
 *
 * <p>What a killed run left behind on the folder is adopted, or stopped if it is of no use. The
 * servers end with {@link #close()}, or when the JVM ends in any way but {@code kill -9}; what they
 * hold stays in the folder. Thread safe.
 */
public final class LocalStack implements AutoCloseable {
  private final Path data;
  private final FolderLock lock;
  private final Servers servers;
  private final Thread hook = new Thread(this::close, "local-stack-close");
  private boolean closed;

  private LocalStack(LocalStackSettings settings, Path data, FolderLock lock) {
    this.data = data;
    this.lock = lock;
    this.servers = new Servers(settings, data);
  }

  /**
   * Starts the servers asked for and returns when all of them answer.
   *
   * @throws LocalStackException if the folder is in use, a port is taken, or a server does not
   *     start; then nothing is left running
   */
  public static LocalStack start(LocalStackSettings settings) {
    Path data = realFolder(settings.data());
    FolderLock lock =
        FolderLock.tryAcquire(data).orElseThrow(() -> new LocalStackException(inUse(data)));
    LocalStack stack = new LocalStack(settings, data, lock);
    Runtime.getRuntime().addShutdownHook(stack.hook);
    try {
      StackFile.delete(data);
      stack.stopLeftBehind(EnumSet.complementOf(wanted(settings)));
      stack.ensureStarted(settings.servers());
      return stack;
    } catch (RuntimeException e) {
      stack.close();
      throw e;
    }
  }

  /**
   * The stack of this JVM's tests: on a temporary folder, started when first asked for, stopped and
   * deleted when the JVM ends. Ask {@link #freshDatabase()} for isolation; give topics and keys
   * names of your own.
   *
   * @param needed what the caller needs; all three if none is named
   */
  public static LocalStack shared(LocalServer... needed) {
    LocalStack stack = SharedStack.INSTANCE;
    stack.ensureStarted(needed.length == 0 ? Set.of(LocalServer.values()) : Set.of(needed));
    return stack;
  }

  /** Ends what a killed run left behind on this folder; does nothing while the folder is in use. */
  static boolean stopLeftBehind(Path folder) {
    Path data = realFolder(folder);
    return FolderLock.tryAcquire(data)
        .map(
            lock -> {
              LocalStack stack = new LocalStack(LocalStackSettings.in(data), data, lock);
              stack.stopLeftBehind(EnumSet.allOf(LocalServer.class));
              stack.close();
              return true;
            })
        .orElse(false);
  }

  private void stopLeftBehind(Set<LocalServer> unwanted) {
    unwanted.forEach(server -> servers.get(server).stopLeftBehind());
  }

  private static EnumSet<LocalServer> wanted(LocalStackSettings settings) {
    EnumSet<LocalServer> wanted = EnumSet.noneOf(LocalServer.class);
    wanted.addAll(settings.servers());
    return wanted;
  }

  /** Starts those of the servers that do not run; returns when all of them answer. */
  public synchronized void ensureStarted(Collection<LocalServer> wanted) {
    if (servers.ensureStarted(wanted)) {
      StackFile.write(data, this);
    }
  }

  /** Starts one server, on the port it had before if it ran before. */
  public void start(LocalServer server) {
    ensureStarted(Set.of(server));
  }

  /** Stops one server cleanly; its data and its port stay. */
  public void stop(LocalServer server) {
    servers.get(server).stop();
  }

  /**
   * Ends PostgreSQL (immediate shutdown) or Redis (SIGKILL) as a crash would; its data and its port
   * stay.
   *
   * @throws UnsupportedOperationException for Kafka, which lives in this JVM
   */
  public void kill(LocalServer server) {
    servers.get(server).kill();
  }

  /** {@link #stop} and {@link #start}. */
  public void restart(LocalServer server) {
    stop(server);
    start(server);
  }

  /** URL of the database {@code skatestock}, without user and password. */
  public String jdbcUrl() {
    servers.requireStarted(LocalServer.POSTGRES);
    return servers.postgres.jdbcUrl(PostgresServer.DATABASE);
  }

  /** URL of a new empty database, without user and password. */
  public String freshDatabase() {
    return copyOf("template1");
  }

  /**
   * A database of its own that begins as a copy of another.
   *
   * @param url of the other, as {@link #freshDatabase()} gave it; nobody may be connected to it
   */
  public String freshDatabase(String url) {
    return copyOf(url.substring(url.lastIndexOf('/') + 1));
  }

  private String copyOf(String like) {
    servers.requireStarted(LocalServer.POSTGRES);
    String name = "fresh_" + UUID.randomUUID().toString().replace("-", "");
    servers.postgres.createDatabase(name, like);
    return servers.postgres.jdbcUrl(name);
  }

  /** PostgreSQL's superuser. */
  public String username() {
    return PostgresServer.USERNAME;
  }

  public String password() {
    return PostgresServer.PASSWORD;
  }

  public String kafkaBootstrapServers() {
    servers.requireStarted(LocalServer.KAFKA);
    return servers.kafka.bootstrapServers();
  }

  public String redisUri() {
    servers.requireStarted(LocalServer.REDIS);
    return servers.redis.uri();
  }

  /** The folder that holds everything, by its real path. */
  public Path data() {
    return data;
  }

  /** How long the last start of each server took; servers that were never started are absent. */
  public Map<LocalServer, Duration> startDurations() {
    return servers.startDurations();
  }

  /** Whether the last start found this server running, left behind by a killed run. */
  public boolean adopted(LocalServer server) {
    return servers.get(server).adopted();
  }

  boolean running(LocalServer server) {
    return servers.get(server).running();
  }

  /** Process ids of the servers that run in processes of their own. */
  Map<LocalServer, Long> pids() {
    return servers.pids();
  }

  /** Stops the servers, one after the other, and frees the folder. A second call does nothing. */
  @Override
  public void close() {
    end(Server::stop);
  }

  /**
   * Ends the servers as a crash would and deletes the folder: for what nobody wants again. A server
   * that writes everything out before it goes takes half a minute after a long test run.
   */
  void discard() throws IOException {
    end(
        server -> {
          if (server == servers.kafka) {
            server.stop();
          } else {
            server.kill();
          }
        });
    Programs.deleteTree(data);
  }

  private void end(Consumer<Server> way) {
    synchronized (hook) {
      if (closed) {
        return;
      }
      closed = true;
      StackFile.delete(data);
      servers.end(way);
      lock.close();
    }
    if (!Thread.currentThread().equals(hook)) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException shuttingDown) {
        // The hook finds the stack closed.
      }
    }
  }

  /** Lets {@link #discard()} and not {@link #close()} end the stack when the JVM ends. */
  void discardAtExit() {
    Runtime.getRuntime().removeShutdownHook(hook);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  try {
                    discard();
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                },
                "local-stack-discard"));
  }

  private static String inUse(Path data) {
    return "The data folder %s is in use by %s. Stop that one (down --data %s), or give another folder."
        .formatted(
            data,
            FolderLock.holder(data)
                .map(holder -> "process " + holder.pid())
                .orElse("another process"),
            data);
  }

  private static Path realFolder(Path folder) {
    try {
      return Files.createDirectories(folder).toRealPath();
    } catch (IOException e) {
      throw new LocalStackException("Data folder not usable: " + folder, e);
    }
  }
}
