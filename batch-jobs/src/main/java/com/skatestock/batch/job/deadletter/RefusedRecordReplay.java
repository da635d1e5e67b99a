package com.skatestock.batch.job.deadletter;

import com.skatestock.batch.job.deadletter.Replayed.Obstacle;
import com.skatestock.batch.load.RecordCheck;
import com.skatestock.batch.wire.DeadLetterQueue;
import com.skatestock.batch.wire.DeadLetterQueue.KafkaFacts;
import com.skatestock.batch.wire.DeadLetterQueue.Letter;
import com.skatestock.batch.wire.Dispatch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

/**
 * What {@code load} refused: the original bytes go to the original topic and partition again, if
 * the loader would take them today. They name the refusal that they come from, so that one more
 * refusal opens the same row.
 */
final class RefusedRecordReplay {
  private final RecordCheck check;
  private final Producer<byte[], byte[]> producer;

  RefusedRecordReplay(RecordCheck check, Producer<byte[], byte[]> producer) {
    this.check = check;
    this.producer = producer;
  }

  /** What can be done about each; done, unless {@code dry}, when this returns. */
  Map<Letter, Verdict> replay(List<Letter> letters, boolean dry) throws InterruptedException {
    Map<Letter, Verdict> verdicts = new LinkedHashMap<>();
    Map<Letter, Future<RecordMetadata>> sent = new LinkedHashMap<>();
    try {
      for (Letter letter : letters) {
        KafkaFacts kafka = letter.kafka();
        Verdict verdict = verdict(kafka);
        verdicts.put(letter, verdict);
        if (!dry && verdict instanceof Verdict.Requeue && kafka != null) {
          sent.put(letter, Dispatch.send(producer, message(letter, kafka)));
        }
      }
    } catch (ExecutionException e) {
      throw notTaken(e);
    }
    producer.flush();
    for (Map.Entry<Letter, Future<RecordMetadata>> entry : sent.entrySet()) {
      try {
        entry.getValue().get();
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof RecordTooLargeException)) {
          throw notTaken(e);
        }
        verdicts.put(entry.getKey(), new Verdict.NotReplayable(Obstacle.TOO_LARGE));
      }
    }
    return verdicts;
  }

  private static IllegalStateException notTaken(ExecutionException e) {
    return new IllegalStateException(
        "The topic did not take all refused records; nothing is noted as sent, replay them again",
        e.getCause());
  }

  private Verdict verdict(@Nullable KafkaFacts kafka) {
    if (kafka == null || kafka.record().value() == null) {
      return new Verdict.NotReplayable(Obstacle.NO_BYTES);
    }
    ConsumerRecord<byte[], byte[]> record = kafka.record();
    if (record.partition() >= producer.partitionsFor(record.topic()).size()) {
      return new Verdict.NotReplayable(Obstacle.NO_PARTITION);
    }
    return switch (check.of(record)) {
      case RecordCheck.Verdict.Loadable loadable -> new Verdict.Requeue();
      case RecordCheck.Verdict.Refused(var refused) -> new Verdict.StillRefused(refused.reason());
    };
  }

  private static ProducerRecord<byte[], byte[]> message(Letter letter, KafkaFacts kafka) {
    return new ProducerRecord<>(
        kafka.record().topic(),
        kafka.record().partition(),
        kafka.record().key(),
        kafka.record().value(),
        DeadLetterQueue.replayHeaders(letter, kafka));
  }
}
