package com.skatestock.batch.load;

import com.skatestock.batch.MigratedDatabase;
import com.skatestock.batch.StoredRows;
import com.skatestock.batch.database.Leases;
import com.skatestock.batch.job.load.RefusedToDeadLetters;
import com.skatestock.batch.wire.DeadLetters;
import com.skatestock.contracts.EventCodec;
import com.skatestock.contracts.ProductEvent;
import com.skatestock.contracts.Topics;
import com.skatestock.local.LocalServer;
import com.skatestock.local.LocalStack;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The loader on the shared servers, with a database and a topic of one partition of its own. */
final class LoadStand implements AutoCloseable {
  /** The loader's clock stands here, so that "in the future" is always the same. */
  static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  static final Instant SLOT = Instant.parse("2026-11-20T11:59:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  final String topic = "load-test-" + UUID.randomUUID();
  final JdbcClient database;
  final Leases leases;
  private final HikariDataSource pool = new HikariDataSource();
  private final JdbcTemplate template;
  final TransactionTemplate transaction;
  private final KafkaProducer<byte[], byte[]> producer;
  private final EventCodec<ProductEvent> codec = EventCodec.ofProductEvents();
  private final String servers;

  LoadStand() {
    LocalStack stack = LocalStack.shared(LocalServer.POSTGRES, LocalServer.KAFKA);
    servers = stack.kafkaBootstrapServers();
    pool.setJdbcUrl(MigratedDatabase.on(stack));
    pool.setUsername(stack.username());
    pool.setPassword(stack.password());
    pool.setMaximumPoolSize(8);
    pool.setMinimumIdle(1);
    pool.addDataSourceProperty("prepareThreshold", "0");
    template = new JdbcTemplate(pool);
    database = JdbcClient.create(template);
    transaction = new TransactionTemplate(new JdbcTransactionManager(pool));
    leases = new Leases(new DelegatingDataSource(pool), "test", Duration.ofSeconds(30));
    producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                servers,
                "acks",
                "all",
                "enable.idempotence",
                true,
                "max.request.size",
                16_777_216),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    try (Admin admin = admin()) {
      create(
          admin,
          new NewTopic(topic, 1, (short) 1).configs(Map.of("max.message.bytes", "10485760")));
      create(admin, new NewTopic(Topics.PRODUCT_EVENTS_DLT, 6, (short) 1));
    }
  }

  Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", servers));
  }

  private static void create(Admin admin, NewTopic topic) {
    try {
      admin.createTopics(List.of(topic)).all().get();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new IllegalStateException(e);
      }
    }
  }

  void publish(List<ProductEvent> events) {
    events.forEach(event -> send(codec.encode(event)));
    producer.flush();
  }

  void publish(ProductEvent... events) {
    publish(List.of(events));
  }

  /** A record as it is, sound or not. */
  void publishBytes(byte @Nullable [] value, Header... headers) {
    send(value, headers);
    producer.flush();
  }

  private void send(byte @Nullable [] value, Header... headers) {
    var sent =
        producer.send(new ProducerRecord<>(topic, 0, new byte[] {'k'}, value, List.of(headers)));
    if (value != null && value.length > 1_000_000) {
      try {
        sent.get();
      } catch (InterruptedException | ExecutionException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  byte[] encoded(ProductEvent event) {
    return codec.encode(event);
  }

  PartitionLoader.Builder loaders(int chunkVariants, int chunkRecords) {
    return new PartitionLoader.Builder(
        new LoadSettings(
            topic, chunkVariants, chunkRecords, Duration.ofMillis(100), Duration.ofSeconds(10)),
        template,
        new DelegatingDataSource(pool),
        this::consumer,
        codec::decode,
        CLOCK);
  }

  /** Opens the topic's partition, as execution 7 of a run would. */
  PartitionLoader open(PartitionLoader.Builder loaders, Leases.Lease lease) {
    DeadLetters deadLetters =
        new DeadLetters(
            producer, EventCodec.ofErrorEvents()::encode, new NamedParameterJdbcTemplate(template));
    return loaders.open(
        0,
        lease.name(),
        lease.epoch(),
        new RefusedToDeadLetters(deadLetters, CLOCK, 7, SLOT, "load/" + SLOT + "/manual/test"));
  }

  KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of(
            "bootstrap.servers",
            servers,
            "auto.offset.reset",
            "none",
            "enable.auto.commit",
            false,
            "max.partition.fetch.bytes",
            16_777_216),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  /** Loads all that the topic has, in chunks of at most so many records. */
  LoadCounts load(int chunkRecords) {
    return load(Integer.MAX_VALUE, chunkRecords).stream().reduce(LoadCounts.NONE, LoadCounts::plus);
  }

  LoadCounts load() {
    return load(1_000);
  }

  /** What each chunk did. */
  List<LoadCounts> load(int chunkVariants, int chunkRecords) {
    String name = "load/" + topic + "/0";
    try (Leases.Lease lease = leases.take(name).orElseThrow();
        PartitionLoader loader = open(loaders(chunkVariants, chunkRecords), lease)) {
      List<LoadCounts> chunks = new ArrayList<>();
      while (true) {
        Optional<LoadCounts> chunk = next(loader);
        if (chunk.isEmpty()) {
          return chunks;
        }
        chunks.add(chunk.get());
      }
    }
  }

  /** One chunk in a transaction. */
  Optional<LoadCounts> next(PartitionLoader loader) {
    return transaction.execute(
        status -> {
          try {
            return loader.next();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  long position() {
    return new PartitionPositions(database).next(topic, 0).orElseThrow();
  }

  /** Sets the position by hand. */
  void moveTo(long offset) {
    database
        .sql("update kafka_consumer_offsets set next_offset = ? where topic = ?")
        .params(offset, topic)
        .update();
  }

  /** Forgets all products and facts; positions stay. */
  void empty() {
    List.of(
            "product_deletions",
            "seen_chunks",
            "suspect_observations",
            "price_history",
            "product_fingerprints",
            "product_variants",
            "products")
        .forEach(table -> database.sql("delete from " + table).update());
  }

  List<String> state() {
    return StoredRows.state(database);
  }

  List<String> history() {
    return StoredRows.history(database);
  }

  List<String> versions() {
    return StoredRows.versions(database);
  }

  @Override
  public void close() {
    leases.close();
    producer.close();
    pool.close();
  }

  /** A time of each product. */
  List<Instant> instants(String column) {
    return database
        .sql("select " + column + " as at from products")
        .query((row, index) -> row.getTimestamp("at").toInstant())
        .list();
  }
}
