package com.skatestock.batch.load;

import com.skatestock.contracts.Decoded;
import com.skatestock.contracts.ProductEvent;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Loads one partition, chunk by chunk, up to the end that it had at the start. Made for one run
 * under one lease; each {@link #next} is one chunk, written in the caller's transaction together
 * with the position.
 *
 * <p>Killed at any moment and started again, it goes on from the position in PostgreSQL; what was
 * written counts once.
 */
public final class PartitionLoader implements AutoCloseable {
  private final TopicPartition partition;
  private final JdbcClient database;
  private final PartitionPositions positions;
  private final RefusedRecords refusedRecords;
  private final FactMonths months;
  private final ChunkWriter writer;
  private final PartitionReader reader;
  private final String lease;
  private final long epoch;
  private final long first;
  private final long end;
  private long next;

  private PartitionLoader(
      Builder with,
      TopicPartition partition,
      String lease,
      long epoch,
      RefusedRecords refusedRecords,
      long position,
      long end) {
    this.partition = partition;
    this.lease = lease;
    this.epoch = epoch;
    this.end = end;
    this.refusedRecords = refusedRecords;
    first = position;
    next = position;
    database = JdbcClient.create(with.template);
    positions = new PartitionPositions(database);
    months = with.months;
    writer = new ChunkWriter(with.template);
    reader =
        new PartitionReader(
                with.consumers,
                partition,
                position,
                end,
                with.settings,
                new RecordCheck(with.decoder, with.clock),
                with.dictionary)
            .start();
  }

  /**
   * Writes the next chunk in the caller's transaction.
   *
   * @return what it did; empty if the end is reached
   * @throws Fenced if another worker has taken over
   */
  public Optional<LoadCounts> next() throws InterruptedException {
    Optional<StagedChunk> taken = reader.take();
    if (taken.isEmpty()) {
      return Optional.empty();
    }
    StagedChunk chunk = taken.get();
    months.ensure(chunk.months());
    TakenDown down = TakenDown.among(chunk.shops(), chunk.shopsOfRefused(), database);
    int passedOver = down.isNone() ? 0 : chunk.passOver(down);
    if (!chunk.refused().isEmpty()) {
      refusedRecords.keep(chunk.refused());
    }
    LoadCounts counts = writer.write(chunk, down, passedOver);
    positions.move(
        partition.topic(), partition.partition(), chunk.from(), chunk.next(), lease, epoch);
    next = chunk.next();
    reader.release(chunk);
    return Optional.of(counts);
  }

  /** The offset from which this run reads. */
  public long first() {
    return first;
  }

  /** The offset behind the chunks that were written; the caller's transaction has the last word. */
  public long reached() {
    return next;
  }

  /** The offset at which this run stops. */
  public long end() {
    return end;
  }

  @Override
  public void close() {
    reader.close();
  }

  /** What all partitions' loaders share. */
  public static final class Builder {
    private final LoadSettings settings;
    private final JdbcTemplate template;
    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Function<byte[], Decoded<ProductEvent>> decoder;
    private final Dictionary dictionary;
    private final FactMonths months;
    private final Clock clock;

    /**
     * @param template on the data source of the transactions that {@link PartitionLoader#next} is
     *     called in
     * @param decoder safe for use by several threads; never throws
     * @param aside a view of the same data source that never takes part in those transactions
     */
    public Builder(
        LoadSettings settings,
        JdbcTemplate template,
        DataSource aside,
        Supplier<Consumer<byte[], byte[]>> consumers,
        Function<byte[], Decoded<ProductEvent>> decoder,
        Clock clock) {
      this.settings = settings;
      this.template = template;
      this.consumers = consumers;
      this.decoder = decoder;
      this.clock = clock;
      dictionary = new Dictionary(aside);
      months = new FactMonths(aside);
    }

    /**
     * Starts to read a partition from its position in PostgreSQL.
     *
     * @param lease name of the lease that the caller holds, with its {@code epoch}
     * @param refusedRecords where the run's refused records go
     * @throws PositionLost if the broker no longer has the records from the position on
     */
    public PartitionLoader open(
        int number, String lease, long epoch, RefusedRecords refusedRecords) {
      TopicPartition partition = new TopicPartition(settings.topic(), number);
      PartitionPositions positions = new PartitionPositions(JdbcClient.create(template));
      long first;
      long end;
      try (Consumer<byte[], byte[]> consumer = consumers.get()) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(List.of(partition));
        Map<TopicPartition, Long> firsts = consumer.beginningOffsets(List.of(partition));
        end = ends.getOrDefault(partition, 0L);
        first = firsts.getOrDefault(partition, 0L);
      }
      if (positions.next(partition.topic(), number).isEmpty()) {
        positions.begin(partition.topic(), number, first);
      }
      long position = positions.next(partition.topic(), number).orElseThrow();
      if (position < first || position > end) {
        throw new PositionLost(partition, position, first, end);
      }
      return new PartitionLoader(this, partition, lease, epoch, refusedRecords, position, end);
    }
  }
}
