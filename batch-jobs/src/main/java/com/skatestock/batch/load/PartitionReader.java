package com.skatestock.batch.load;

import com.skatestock.contracts.ProductEvent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads one partition from a position to a fixed end, and stages chunks ahead of the writer: while
 * one chunk is written, the next is fetched, decoded and encoded on a thread of its own. Holds
 * {@value #CHUNKS} chunks, whatever the length of the partition.
 *
 * <p>An empty poll is not the end: only the end offset is. A position outside of what the broker
 * still has is an error, never reset.
 */
final class PartitionReader implements AutoCloseable {
  /** One is written, one is full and waiting, one is being filled. */
  private static final int CHUNKS = 3;

  /** Bytes at which a chunk is full, whatever the settings say: three of them lie in the heap. */
  private static final long LARGEST_CHUNK = 32L << 20;

  private sealed interface Message {
    record Full(StagedChunk chunk) implements Message {}

    record End() implements Message {}

    record Broken(Throwable cause) implements Message {}
  }

  private final Consumer<byte[], byte[]> consumer;
  private final TopicPartition partition;
  private final long end;
  private final LoadSettings settings;
  private final RecordCheck check;

  /** Has room for every chunk and the end, so that the reader never waits to put. */
  private final BlockingQueue<Message> full = new ArrayBlockingQueue<>(CHUNKS + 2);

  private final BlockingQueue<StagedChunk> empty = new ArrayBlockingQueue<>(CHUNKS + 1);
  private final Dictionary dictionary;
  private final Thread thread;
  private volatile boolean closed;

  /**
   * @param consumer belongs to the reader from now on
   * @param position the first offset to read
   * @param end the offset to stop before
   */
  PartitionReader(
      Supplier<Consumer<byte[], byte[]>> consumer,
      TopicPartition partition,
      long position,
      long end,
      LoadSettings settings,
      RecordCheck check,
      Dictionary dictionary) {
    this.partition = partition;
    this.end = end;
    this.settings = settings;
    this.check = check;
    this.dictionary = dictionary;
    for (int i = 0; i < CHUNKS; i++) {
      empty.add(new StagedChunk(dictionary));
    }
    this.consumer = consumer.get();
    this.consumer.assign(List.of(partition));
    this.consumer.seek(partition, position);
    thread = Thread.ofPlatform().name("load-" + partition).daemon().unstarted(() -> read(position));
  }

  PartitionReader start() {
    thread.start();
    return this;
  }

  /** The next chunk, to be given back by {@link #release}; empty at the end. */
  Optional<StagedChunk> take() throws InterruptedException {
    return switch (full.take()) {
      case Message.Full(StagedChunk chunk) -> Optional.of(chunk);
      case Message.End() -> {
        full.add(new Message.End());
        yield Optional.empty();
      }
      case Message.Broken(RuntimeException cause) -> throw cause;
      case Message.Broken(Throwable cause) ->
          throw new IllegalStateException("The reader of " + partition + " died: " + cause, cause);
    };
  }

  void release(StagedChunk chunk) {
    empty.add(chunk);
  }

  private void read(long position) {
    try {
      fill(position);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      breakOff(e);
    } catch (Error e) {
      // A writer that waits for a reader which is gone would wait for ever, under a living lease.
      breakOff(new IllegalStateException("The reader of " + partition + " broke: " + e, e));
      throw e;
    } finally {
      consumer.close();
    }
  }

  private void breakOff(RuntimeException cause) {
    if (!closed) {
      full.add(new Message.Broken(cause));
    }
  }

  private void fill(long position) throws InterruptedException {
    long at = position;
    StagedChunk chunk = empty.take().startAt(at);
    long silentSince = System.nanoTime();
    while (at < end && !closed) {
      List<ConsumerRecord<byte[], byte[]>> records =
          consumer.poll(settings.pollTimeout()).records(partition);
      for (ConsumerRecord<byte[], byte[]> record : records) {
        // Closed: nobody gives chunks back any more, and waiting for one would never end.
        if (record.offset() >= end || closed) {
          break;
        }
        add(chunk, record);
        if (chunk.variants().rows() >= settings.chunkVariants()
            || chunk.records() >= settings.chunkRecords()
            || chunk.bytes() >= LARGEST_CHUNK) {
          full.put(new Message.Full(chunk));
          chunk = empty.take().startAt(record.offset() + 1);
        }
      }
      long reached = Math.min(consumer.position(partition), end);
      if (reached > at) {
        at = reached;
        silentSince = System.nanoTime();
      } else if (Duration.ofNanos(System.nanoTime() - silentSince).compareTo(settings.patience())
          > 0) {
        throw new BrokerSilent(partition, at, end, settings.patience());
      }
    }
    if (closed) {
      return;
    }
    chunk.advanceTo(at);
    if (!chunk.isEmpty()) {
      full.put(new Message.Full(chunk));
    }
    full.put(new Message.End());
  }

  private void add(StagedChunk chunk, ConsumerRecord<byte[], byte[]> record) {
    switch (check.of(record)) {
      case RecordCheck.Verdict.Loadable(ProductEvent event) -> chunk.add(record.offset(), event);
      case RecordCheck.Verdict.Refused(RefusedRecord refused) ->
          chunk.add(record.offset(), refused);
    }
  }

  @Override
  public void close() {
    // Not by an interrupt: that would break the consumer off while it closes its connections.
    closed = true;
    consumer.wakeup();
    empty.offer(new StagedChunk(dictionary));
    try {
      thread.join(TimeUnit.SECONDS.toMillis(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
