package com.skatestock.batch.faults;

import com.skatestock.batch.wire.ClusterTopics;
import com.skatestock.batch.wire.TopicDeclaration;
import com.skatestock.contracts.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The topic of the events, as whoever watches the pipeline from outside sees it. */
final class Topic implements AutoCloseable {
  private static final int PARTITIONS = 6;
  private static final List<TopicPartition> ALL =
      IntStream.range(0, PARTITIONS)
          .mapToObj(number -> new TopicPartition(Topics.PRODUCT_EVENTS, number))
          .toList();

  private final Map<String, Object> broker;
  private final Admin admin;
  private Map<Integer, Long> begins = Map.of();

  Topic(String bootstrapServers) {
    broker = Map.of("bootstrap.servers", bootstrapServers);
    admin = Admin.create(broker);
  }

  void make() throws InterruptedException {
    new ClusterTopics(admin).apply(TopicDeclaration.of("local"));
    try {
      // Room for a record that is too large for its topic.
      admin
          .incrementalAlterConfigs(
              Map.of(
                  new ConfigResource(ConfigResource.Type.TOPIC, Topics.PRODUCT_EVENTS),
                  List.of(
                      new AlterConfigOp(
                          new ConfigEntry("max.message.bytes", Integer.toString(16 << 20)),
                          AlterConfigOp.OpType.SET))))
          .all()
          .get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("Topic not changed", e);
    }
  }

  /** Deletes its records; offsets go on. */
  void empty() throws InterruptedException {
    Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
    begins = ends();
    begins.forEach(
        (partition, end) -> all.put(ALL.get(partition), RecordsToDelete.beforeOffset(end)));
    try {
      admin.deleteRecords(all).all().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("Topic not emptied", e);
    }
  }

  /** Where each partition ends. */
  Map<Integer, Long> ends() throws InterruptedException {
    try {
      return admin
          .listOffsets(
              ALL.stream()
                  .collect(Collectors.toMap(partition -> partition, _ -> OffsetSpec.latest())))
          .all()
          .get()
          .entrySet()
          .stream()
          .collect(
              Collectors.toMap(end -> end.getKey().partition(), end -> end.getValue().offset()));
    } catch (ExecutionException e) {
      throw new IllegalStateException("Ends not known", e);
    }
  }

  /** Every record, partition by partition. */
  List<ConsumerRecord<byte[], byte[]>> records() throws InterruptedException {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    Map<Integer, Long> ends = ends();
    Map<String, Object> settings = new HashMap<>(broker);
    settings.put("fetch.max.wait.ms", 20);
    settings.put("max.partition.fetch.bytes", 16 << 20);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(ALL);
      // Not where the log begins: a broker that was killed may have forgotten what was deleted.
      ALL.forEach(
          partition -> consumer.seek(partition, begins.getOrDefault(partition.partition(), 0L)));
      while (ALL.stream()
          .anyMatch(
              partition ->
                  consumer.position(partition) < ends.getOrDefault(partition.partition(), 0L))) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
    }
    return records;
  }

  /** Sends records and waits until the broker has them. */
  void send(Collection<ProducerRecord<byte[], byte[]>> records) throws InterruptedException {
    Map<String, Object> settings = new HashMap<>(broker);
    settings.put("max.request.size", 16 << 20);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      List<Future<RecordMetadata>> acknowledgements = records.stream().map(producer::send).toList();
      producer.flush();
      for (Future<RecordMetadata> acknowledgement : acknowledgements) {
        acknowledgement.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("Not sent", e);
    }
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(5));
  }
}
