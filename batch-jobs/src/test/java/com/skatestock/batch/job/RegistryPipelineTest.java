package com.skatestock.batch.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.skatestock.batch.Pipeline;
import com.skatestock.batch.wire.RegistryOnLoopback;
import com.skatestock.contracts.Topics;
import com.skatestock.local.LocalStack;
import com.skatestock.local.shop.ShopSimulator;
import com.skatestock.local.shop.SimulatedClock;
import com.skatestock.local.shop.SimulatedShop;
import com.skatestock.local.shop.SimulatorSettings;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code skatestock.kafka.schema-registry} as the whole application understands it: what travels
 * from a scrape to a load names its schema by the registry's id.
 */
class RegistryPipelineTest {
  private static final String SHOP = "seasons";
  private static final int PRODUCTS = 30;
  private static final int PARTITIONS = 6;
  private static final Instant SLOT = Instant.parse("2026-11-05T00:00:00Z");

  @TempDir private Path archive;

  @Test
  void scrapeAndLoadSpeakTheRegistrysFormat() throws Exception {
    try (RegistryOnLoopback registry = new RegistryOnLoopback();
        ShopSimulator simulator =
            ShopSimulator.start(
                SimulatorSettings.of(
                    SimulatedClock.frozenAt(Instant.parse("2026-10-01T12:00:00Z")),
                    SimulatedShop.shopify(SHOP, PRODUCTS)));
        Pipeline pipeline =
            Pipeline.start(
                archive,
                List.of(),
                "skatestock.kafka.schema-registry=" + registry.uri(),
                "skatestock.shop-urls." + SHOP + "=" + simulator.uri(SHOP));
        Consumer<byte[], byte[]> topic = atTheEnd()) {
      assertThat(pipeline.scrape(SHOP, SLOT)).isInstanceOf(JobOutcome.Completed.class);

      String name = Topics.PRODUCT_EVENTS + "-value";
      assertThat(registry.artifacts()).containsKey(name);
      int id = registry.artifacts().getOrDefault(name, 0);
      List<byte[]> values = values(topic);
      assertThat(values).hasSize(PRODUCTS);
      assertThat(values).allSatisfy(value -> assertThat(value[0]).isZero());
      assertThat(values)
          .extracting(value -> ByteBuffer.wrap(value, 1, 4).getInt())
          .containsOnly(id);

      assertThat(pipeline.load()).isInstanceOf(JobOutcome.Completed.class);

      assertThat(registry.requests()).contains("GET ids/contentIds/" + id);
      assertThat(count(pipeline, "products")).isEqualTo(PRODUCTS);
      assertThat(count(pipeline, "product_fingerprints")).isEqualTo(PRODUCTS);
      assertThat(count(pipeline, "dead_letter_queue")).isZero();
    }
  }

  private static long count(Pipeline pipeline, String table) {
    return pipeline.database().sql("select count(*) from " + table).query(Long.class).single();
  }

  private static Consumer<byte[], byte[]> atTheEnd() {
    Consumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", LocalStack.shared().kafkaBootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        IntStream.range(0, PARTITIONS)
            .mapToObj(number -> new TopicPartition(Topics.PRODUCT_EVENTS, number))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
    return consumer;
  }

  /** All that came since. */
  private static List<byte[]> values(Consumer<byte[], byte[]> topic) {
    List<byte[]> values = new ArrayList<>();
    Map<TopicPartition, Long> ends = topic.endOffsets(topic.assignment());
    while (ends.entrySet().stream()
        .anyMatch(end -> topic.position(end.getKey()) < end.getValue())) {
      topic.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
    }
    return values;
  }
}
