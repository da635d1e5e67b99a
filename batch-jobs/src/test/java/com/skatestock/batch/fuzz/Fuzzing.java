package com.skatestock.batch.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Gives a target broken inputs and watches it. An input is a finding if the target throws, takes
 * more than a second of processor time per megabyte (or per input below that), or takes more memory
 * than {@link #BYTES_PER_INPUT} and {@link #TIMES_ITS_LENGTH} allow.
 */
final class Fuzzing {
  /** What an input may allocate, whatever its length. */
  private static final long BYTES_PER_INPUT = 64L << 20;

  /** And on top of it, for each of its bytes. */
  private static final long TIMES_ITS_LENGTH = 400;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Target target;
  private final Mutation mutation;
  private final long seed;

  /**
   * What came of it.
   *
   * @param findings one input per kind of finding, by what it is
   */
  record Outcome(
      Target target,
      long inputs,
      long bytes,
      Duration slowest,
      long mostAllocated,
      double seconds,
      Map<String, Long> findings) {}

  Fuzzing(Target target, Mutation mutation, long seed) {
    this.target = target;
    this.mutation = mutation;
    this.seed = seed;
  }

  /** The nth input; the same for the same seed. */
  byte[] input(long number) {
    return mutation.next(new SplittableRandom(seed * 1_000_003 + number));
  }

  Outcome run(long inputs) {
    Map<String, Long> findings = new LinkedHashMap<>();
    long begun = System.nanoTime();
    long bytes = 0;
    long slowest = 0;
    long mostAllocated = 0;
    for (long number = 0; number < inputs; number++) {
      byte[] input = input(number);
      bytes += input.length;
      long allocated = THREADS.getCurrentThreadAllocatedBytes();
      long nanos = THREADS.getCurrentThreadCpuTime();
      try {
        target.read(input);
      } catch (RuntimeException | Error e) {
        findings.putIfAbsent(kind(e), number);
      }
      nanos = THREADS.getCurrentThreadCpuTime() - nanos;
      allocated = THREADS.getCurrentThreadAllocatedBytes() - allocated;
      slowest = Math.max(slowest, nanos);
      mostAllocated = Math.max(mostAllocated, allocated);
      if (nanos > 1e9 * Math.max(1, input.length / 1e6)) {
        findings.putIfAbsent("slow", number);
      }
      if (allocated > BYTES_PER_INPUT + TIMES_ITS_LENGTH * input.length) {
        findings.putIfAbsent("memory", number);
      }
    }
    return new Outcome(
        target,
        inputs,
        bytes,
        Duration.ofNanos(slowest),
        mostAllocated,
        (System.nanoTime() - begun) / 1e9,
        findings);
  }

  /** The exception and where in our own code it came from. */
  private static String kind(Throwable thrown) {
    for (StackTraceElement place : thrown.getStackTrace()) {
      if (place.getClassName().startsWith("com.skatestock")
          && !place.getClassName().startsWith("com.skatestock.batch.fuzz")) {
        return thrown + " at " + place;
      }
    }
    return thrown.toString();
  }
}
