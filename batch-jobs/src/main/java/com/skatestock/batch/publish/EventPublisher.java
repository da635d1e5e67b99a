package com.skatestock.batch.publish;

import com.skatestock.batch.wire.Dispatch;
import com.skatestock.contracts.ProductEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Sends events and waits until the broker has them. Safe for use by several threads, as the
 * producer is; the encoder must be too.
 */
public final class EventPublisher {
  private final String topic;
  private final Producer<byte[], byte[]> producer;
  private final Function<ProductEvent, byte[]> encoder;
  private final TopicPartitions partitions;

  /**
   * @param producer idempotent, with acknowledgement by all in-sync replicas
   */
  public EventPublisher(
      String topic,
      Producer<byte[], byte[]> producer,
      Function<ProductEvent, byte[]> encoder,
      TopicPartitions partitions) {
    this.topic = topic;
    this.producer = producer;
    this.encoder = encoder;
    this.partitions = partitions;
  }

  /**
   * Returns when all events are acknowledged.
   *
   * @throws PublicationFailed if one of them is not; all of them may be published again, since
   *     their ids stay the same
   */
  public void publish(List<ProductEvent> events) throws InterruptedException {
    List<Future<RecordMetadata>> acknowledgements = new ArrayList<>(events.size());
    try {
      for (ProducerRecord<byte[], byte[]> record :
          events.parallelStream().map(this::record).toList()) {
        acknowledgements.add(Dispatch.send(producer, record));
      }
      producer.flush();
      for (Future<RecordMetadata> acknowledgement : acknowledgements) {
        acknowledgement.get();
      }
    } catch (ExecutionException e) {
      throw new PublicationFailed(topic, events.size(), e.getCause());
    }
  }

  private ProducerRecord<byte[], byte[]> record(ProductEvent event) {
    String externalId = event.getExternalId();
    if (externalId == null) {
      // PRODUCTS_SEEN: all of its products belong to one partition.
      String first = event.getSeen().getFirst().getExternalId();
      byte[] key = TopicPartitions.key(event.getShop(), first);
      return new ProducerRecord<>(topic, partitions.of(key), key, encoder.apply(event));
    }
    byte[] key = TopicPartitions.key(event.getShop(), Objects.requireNonNull(externalId));
    return new ProducerRecord<>(topic, partitions.of(key), key, encoder.apply(event));
  }
}
