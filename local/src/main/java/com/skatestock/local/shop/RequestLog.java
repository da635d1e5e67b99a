package com.skatestock.local.shop;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/**
 * Who asked a shop for what, so that politeness can be checked. Keeps the last 10,000 answered
 * requests; the counts are of all since the last {@link #clear}.
 */
public final class RequestLog {
  private static final int KEPT = 10_000;

  /**
   * One answered request.
   *
   * @param at when it came in, by the real clock
   * @param took until the last byte was handed to the system
   * @param status as sent; 0 where the connection broke before
   * @param manner what it was spoilt with
   */
  public record Entry(
      Instant at,
      Duration took,
      String method,
      String target,
      int status,
      Optional<String> ifNoneMatch,
      Optional<String> ifModifiedSince,
      Optional<String> userAgent,
      Optional<BadManner> manner) {

    public boolean conditional() {
      return ifNoneMatch.isPresent() || ifModifiedSince.isPresent();
    }
  }

  private final ArrayDeque<Entry> entries = new ArrayDeque<>();
  private long count;
  private int open;
  private int mostOpen;
  private long lastStart;
  private long leastGap = Long.MAX_VALUE;

  /** A request that is being answered. */
  final class Visit {
    private final HttpRequest request;
    private final Instant at = Instant.now();
    private final long start;

    private Visit(HttpRequest request, long start) {
      this.request = request;
      this.start = start;
    }

    void ends(int status, Optional<BadManner> manner) {
      Entry entry =
          new Entry(
              at,
              Duration.ofNanos(System.nanoTime() - start),
              request.method(),
              request.target(),
              status,
              request.header("if-none-match"),
              request.header("if-modified-since"),
              request.header("user-agent"),
              manner);
      synchronized (RequestLog.this) {
        open--;
        entries.addLast(entry);
        if (entries.size() > KEPT) {
          entries.removeFirst();
        }
      }
    }
  }

  synchronized Visit begins(HttpRequest request) {
    long now = System.nanoTime();
    if (count > 0) {
      leastGap = Math.min(leastGap, now - lastStart);
    }
    lastStart = now;
    count++;
    open++;
    mostOpen = Math.max(mostOpen, open);
    return new Visit(request, now);
  }

  /** In the order in which they were answered. */
  public synchronized List<Entry> entries() {
    return List.copyOf(entries);
  }

  public synchronized long count() {
    return count;
  }

  /** How many were being answered at the same time, at most. */
  public synchronized int mostAtOnce() {
    return mostOpen;
  }

  /** The shortest time between the beginnings of two requests; empty before the second. */
  public synchronized Optional<Duration> leastGap() {
    return leastGap == Long.MAX_VALUE ? Optional.empty() : Optional.of(Duration.ofNanos(leastGap));
  }

  public synchronized void clear() {
    entries.clear();
    count = 0;
    mostOpen = open;
    leastGap = Long.MAX_VALUE;
  }
}
