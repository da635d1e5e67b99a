package com.skatestock.batch.job.scrape;

import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Lets one thread work a few elements ahead of another: the producer runs on a thread of its own
 * and waits while {@code capacity} elements lie ready. What breaks the producer is thrown where the
 * elements are taken.
 */
final class Ahead<T> implements AutoCloseable {

  /** The producing side. */
  interface Producer<T> {
    void run(Sink<T> sink) throws InterruptedException;
  }

  /** Where the producer puts its elements; waits while there is no room. */
  interface Sink<T> {
    void put(T element) throws InterruptedException;
  }

  private sealed interface Message<T> {
    record Element<T>(T element) implements Message<T> {}

    record End<T>() implements Message<T> {}

    record Broken<T>(Throwable cause) implements Message<T> {}
  }

  private final BlockingQueue<Message<T>> ready;
  private final Thread thread;

  Ahead(String name, int capacity, Producer<T> producer) {
    ready = new ArrayBlockingQueue<>(capacity);
    thread = Thread.ofPlatform().name(name).daemon().start(() -> produce(producer));
  }

  private void produce(Producer<T> producer) {
    try {
      Message<T> last;
      try {
        producer.run(element -> ready.put(new Message.Element<>(element)));
        last = new Message.End<>();
      } catch (RuntimeException | Error e) {
        // An error too: nobody else would tell the taker, who would wait for ever.
        last = new Message.Broken<>(e);
      }
      ready.put(last);
    } catch (InterruptedException e) {
      // Closed: nobody takes any more.
      Thread.currentThread().interrupt();
    }
  }

  /** The next element; empty, from then on always, at the end. */
  Optional<T> take() throws InterruptedException {
    return switch (ready.take()) {
      case Message.Element<T>(T element) -> Optional.of(element);
      case Message.End<T> end -> {
        ready.put(end);
        yield Optional.empty();
      }
      case Message.Broken<T>(RuntimeException cause) -> throw cause;
      case Message.Broken<T>(Throwable cause) ->
          throw new IllegalStateException("The thread that works ahead died: " + cause, cause);
    };
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
