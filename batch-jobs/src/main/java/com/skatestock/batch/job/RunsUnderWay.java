package com.skatestock.batch.job;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The runs of this process. When the process is told to end, none is begun any more, each is asked
 * to stop after its chunk, and one that waits for a shop is interrupted; the database stays open
 * until they have said how they ended.
 */
final class RunsUnderWay implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(RunsUnderWay.class);
  private static final Duration CHUNK = Duration.ofSeconds(10);
  private static final Duration INTERRUPTED = Duration.ofSeconds(5);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

  /** A run between its begin and its end. */
  interface Entry extends AutoCloseable {
    @Override
    void close();
  }

  private final Consumer<JobIdentity> asksToStop;
  private final Map<Thread, JobIdentity> runs = new ConcurrentHashMap<>();
  private volatile boolean open = true;

  /**
   * @param asksToStop asks a run to stop after its chunk; may be called again and again
   */
  RunsUnderWay(Consumer<JobIdentity> asksToStop) {
    this.asksToStop = asksToStop;
  }

  /** Notes that the calling thread works on the run; empty if the process is about to end. */
  Optional<Entry> enter(JobIdentity identity) {
    Thread thread = Thread.currentThread();
    runs.put(thread, identity);
    if (!open) {
      runs.remove(thread);
      return Optional.empty();
    }
    return Optional.of(() -> runs.remove(thread));
  }

  @Override
  public void start() {
    open = true;
  }

  @Override
  public void stop() {
    open = false;
    if (runs.isEmpty()) {
      return;
    }
    LOG.info("Told to end: {} stop after their chunk", runs.values());
    if (!awaitEnd(CHUNK)) {
      LOG.warn("Still waiting: {} are interrupted", runs.values());
      runs.keySet().forEach(Thread::interrupt);
      if (!awaitEnd(INTERRUPTED)) {
        LOG.error("Left behind: {}; the next start closes them", runs.values());
      }
    }
  }

  private boolean awaitEnd(Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!runs.isEmpty() && System.nanoTime() < deadline) {
      for (JobIdentity identity : runs.values()) {
        try {
          asksToStop.accept(identity);
        } catch (RuntimeException e) {
          LOG.debug("{} not asked to stop: {}", identity, e.getMessage());
        }
      }
      try {
        Thread.sleep(LOOK_AGAIN);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return runs.isEmpty();
      }
    }
    return runs.isEmpty();
  }

  @Override
  public boolean isRunning() {
    return open;
  }
}
