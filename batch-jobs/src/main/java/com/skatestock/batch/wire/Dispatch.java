package com.skatestock.batch.wire;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * How records are handed to Kafka's producer. Its own {@code send} waits for a broker that is away
 * ({@code max.block.ms}), and then answers with a failure instead of throwing it: whoever sends a
 * thousand records before he looks at the answers waits a thousand times.
 */
public final class Dispatch {
  private Dispatch() {}

  /**
   * Sends a record.
   *
   * @return the broker's answer, which is still to come
   * @throws ExecutionException as the answer would, if the wait for the broker was in vain: the
   *     next record would wait as long
   */
  public static Future<RecordMetadata> send(
      Producer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record)
      throws ExecutionException {
    Future<RecordMetadata> answer = producer.send(record);
    if (answer.state() == Future.State.FAILED
        && answer.exceptionNow() instanceof TimeoutException inVain) {
      throw new ExecutionException(inVain);
    }
    return answer;
  }
}
