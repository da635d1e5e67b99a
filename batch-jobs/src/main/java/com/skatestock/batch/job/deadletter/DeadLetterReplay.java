package com.skatestock.batch.job.deadletter;

import com.skatestock.batch.job.ChunkTransactions;
import com.skatestock.batch.job.scrape.Stages;
import com.skatestock.batch.load.RecordCheck;
import com.skatestock.batch.wire.DeadLetterQueue;
import com.skatestock.batch.wire.DeadLetterQueue.Filter;
import com.skatestock.batch.wire.DeadLetterQueue.Letter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/**
 * Sends refused things again whose cause is gone. A batch is noted as sent in one transaction after
 * the broker has it: killed in between it is sent once more by the next replay, with the same ids,
 * which counts once. What was sent is not sent again; what is refused once more is open again.
 */
public final class DeadLetterReplay {
  private static final int BATCH = 200;

  private final DeadLetterQueue queue;
  private final RefusedRecordReplay records;
  private final RefusedPageReplay pages;
  private final ChunkTransactions transactions;

  /**
   * @param check what the loader would say to a record
   */
  public DeadLetterReplay(
      DeadLetterQueue queue,
      RecordCheck check,
      Producer<byte[], byte[]> producer,
      Stages stages,
      ChunkTransactions transactions) {
    this.queue = queue;
    records = new RefusedRecordReplay(check, producer);
    pages = new RefusedPageReplay(stages);
    this.transactions = transactions;
  }

  /**
   * Replays all open refusals that fit.
   *
   * @param dry only say what would happen
   */
  public Replayed replay(Filter filter, boolean dry) {
    return replay(filter, dry, new LongAdder());
  }

  /**
   * Likewise.
   *
   * @param seen how many were looked at so far
   */
  public Replayed replay(Filter filter, boolean dry, LongAdder seen) {
    Replayed counts = Replayed.nothing();
    UUID after = null;
    List<Letter> batch;
    do {
      UUID from = after;
      batch = transactions.inOne(() -> replayBatch(filter, from, dry, counts));
      after = batch.isEmpty() ? after : batch.getLast().id();
      seen.add(batch.size());
    } while (batch.size() == BATCH);
    return counts;
  }

  private List<Letter> replayBatch(
      Filter filter, @Nullable UUID after, boolean dry, Replayed counts) {
    List<Letter> batch = queue.open(filter, after, BATCH);
    try {
      List<Letter> ofKafka = batch.stream().filter(letter -> letter.kafka() != null).toList();
      List<Letter> ofPages = batch.stream().filter(letter -> letter.kafka() == null).toList();
      List<UUID> sent = new ArrayList<>();
      for (Map<Letter, Verdict> verdicts :
          List.of(records.replay(ofKafka, dry), pages.replay(ofPages, dry))) {
        verdicts.forEach(
            (letter, verdict) -> {
              counts.count(verdict, letter.reason());
              if (verdict instanceof Verdict.Requeue) {
                sent.add(letter.id());
              }
            });
      }
      if (!dry) {
        queue.requeued(sent);
      }
      return batch;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Stopped while sending refused records again", e);
    }
  }
}
