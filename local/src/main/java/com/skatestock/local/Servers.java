package com.skatestock.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The three servers of a data folder: started together, ended one after the other. */
final class Servers {
  private static final Logger LOG = LoggerFactory.getLogger(LocalStack.class);

  final PostgresServer postgres;
  final KafkaServer kafka;
  final RedisServer redis;
  private final Map<LocalServer, Duration> durations = new ConcurrentHashMap<>();
  private volatile boolean closing;

  Servers(LocalStackSettings settings, Path data) {
    postgres = new PostgresServer(data, settings.port(LocalServer.POSTGRES), settings.walArchive());
    kafka = new KafkaServer(data, settings.port(LocalServer.KAFKA));
    redis = new RedisServer(data, settings.port(LocalServer.REDIS));
  }

  Server get(LocalServer server) {
    return switch (server) {
      case POSTGRES -> postgres;
      case KAFKA -> kafka;
      case REDIS -> redis;
    };
  }

  /**
   * Starts those that do not run; returns when all of them answer.
   *
   * @return whether there was anything to start
   */
  boolean ensureStarted(Collection<LocalServer> servers) {
    List<Callable<Void>> starts = new ArrayList<>();
    for (LocalServer server : servers) {
      if (!get(server).running()) {
        starts.add(
            () -> {
              startOne(server);
              return null;
            });
      }
    }
    if (starts.isEmpty()) {
      return false;
    }
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      LocalStackException failure = null;
      for (Future<Void> start : threads.invokeAll(starts)) {
        try {
          start.get();
        } catch (ExecutionException e) {
          LocalStackException one =
              e.getCause() instanceof LocalStackException known
                  ? known
                  : new LocalStackException("A server did not start: " + e.getCause(), e);
          if (failure == null) {
            failure = one;
          } else {
            failure.addSuppressed(one);
          }
        }
      }
      if (failure != null) {
        throw failure;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalStackException("Interrupted while starting the servers", e);
    }
    return true;
  }

  private void startOne(LocalServer which) {
    if (closing) {
      throw new LocalStackException(which.title() + " not started: the stack is closing");
    }
    Server server = get(which);
    long begin = System.nanoTime();
    server.start();
    Duration duration = Duration.ofNanos(System.nanoTime() - begin);
    durations.put(which, duration);
    LOG.info(
        "{} {} in {} ms on {}:{}",
        which.title(),
        server.adopted() ? "adopted (left behind by a killed run)" : "started",
        duration.toMillis(),
        Ports.LOOPBACK,
        server.port());
  }

  /** No server starts any more; each that runs is ended, whatever becomes of the others. */
  void end(Consumer<Server> way) {
    closing = true;
    for (LocalServer server : LocalServer.values()) {
      try {
        if (get(server).running()) {
          way.accept(get(server));
          LOG.info("{} stopped", server.title());
        }
      } catch (RuntimeException e) {
        LOG.error("{} not stopped", server.title(), e);
      }
    }
  }

  /** How long the last start of each took; those that were never started are absent. */
  Map<LocalServer, Duration> startDurations() {
    return Map.copyOf(durations);
  }

  /** Process ids of those that run in processes of their own. */
  Map<LocalServer, Long> pids() {
    Map<LocalServer, Long> pids = new EnumMap<>(LocalServer.class);
    for (LocalServer server : LocalServer.values()) {
      get(server).pid().ifPresent(pid -> pids.put(server, pid));
    }
    return pids;
  }

  /**
   * Fails for a server that was never started; one that is stopped for a while keeps its address.
   */
  void requireStarted(LocalServer server) {
    if (get(server).port() == 0) {
      throw new IllegalStateException(
          server.title() + " was not started: name it in the settings, or call start");
    }
  }
}
