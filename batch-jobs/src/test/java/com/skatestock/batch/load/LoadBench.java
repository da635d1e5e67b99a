package com.skatestock.batch.load;

import com.skatestock.batch.BatchApplication;
import com.skatestock.batch.job.JobIdentity;
import com.skatestock.batch.job.JobOutcome;
import com.skatestock.batch.job.JobStarter;
import com.skatestock.contracts.Availability;
import com.skatestock.contracts.EventCodec;
import com.skatestock.contracts.EventId;
import com.skatestock.contracts.EventMetadata;
import com.skatestock.contracts.Fingerprints;
import com.skatestock.contracts.ProductEvent;
import com.skatestock.contracts.ProductEventType;
import com.skatestock.contracts.ProductRecord;
import com.skatestock.contracts.Sha256;
import com.skatestock.contracts.Topics;
import com.skatestock.contracts.VariantRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;

/**
 * The load benchmark's two halves, called by {@code scripts/bench.sh load}: {@code generate EVENTS
 * FOLDER} publishes events of five variants and writes the same rows as COPY files; {@code load}
 * runs the job and prints what it took.
 */
final class LoadBench {
  private static final int VARIANTS = 5;
  private static final int CHUNK_EVENTS = 5_000;

  private LoadBench() {}

  public static void main(String[] arguments) throws Exception {
    try (ConfigurableApplicationContext context =
        new SpringApplicationBuilder(BatchApplication.class)
            .web(WebApplicationType.NONE)
            .logStartupInfo(false)
            .run()) {
      switch (arguments[0]) {
        case "generate" -> generate(context, Integer.parseInt(arguments[1]), Path.of(arguments[2]));
        case "load" -> load(context, arguments[1]);
        default -> throw new IllegalArgumentException(arguments[0]);
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static void generate(ConfigurableApplicationContext context, int events, Path folder)
      throws IOException, InterruptedException, ExecutionException {
    Files.createDirectories(folder);
    EventCodec<ProductEvent> codec = EventCodec.ofProductEvents();
    DefaultKafkaProducerFactory<byte[], byte[]> producers =
        context.getBean(DefaultKafkaProducerFactory.class);
    Dictionary dictionary = new Dictionary(context.getBean(javax.sql.DataSource.class));
    StagedChunk chunk = new StagedChunk(dictionary).startAt(0);
    int files = 0;
    try (Producer<byte[], byte[]> producer = producers.createProducer()) {
      for (int i = 0; i < events; i++) {
        ProductEvent event = event(i);
        byte[] key = ("bench/" + event.getExternalId()).getBytes(StandardCharsets.UTF_8);
        Future<RecordMetadata> sent =
            producer.send(new ProducerRecord<>(Topics.PRODUCT_EVENTS, key, codec.encode(event)));
        if (i == events - 1) {
          sent.get();
        }
        chunk.add(i, event);
        if ((i + 1) % CHUNK_EVENTS == 0 || i + 1 == events) {
          write(folder.resolve("products-%05d.copy".formatted(files)), chunk.products());
          write(folder.resolve("variants-%05d.copy".formatted(files)), chunk.variants());
          files++;
          chunk.startAt(i + 1);
        }
      }
      producer.flush();
    }
    System.out.println(files);
  }

  private static void write(Path file, CopyBuffer rows) throws IOException {
    rows.end();
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(rows.bytes(), 0, rows.size());
    }
  }

  private static ProductEvent event(int i) {
    SplittableRandom random = new SplittableRandom(i);
    Instant observedAt = Instant.parse("2026-11-20T10:00:00Z").plusSeconds(i / 250);
    String externalId = Long.toString(7_000_000_000_000L + i * 7_919L);
    List<VariantRecord> variants = new ArrayList<>(VARIANTS);
    for (int v = 0; v < VARIANTS; v++) {
      variants.add(
          new VariantRecord(
              Long.toString(41_000_000_000_000L + i * 100L + v),
              "SKU-" + i + "-" + v,
              null,
              "US " + (8 + v),
              "Black",
              BigDecimal.valueOf(499_500 + random.nextInt(200) * 5_000L, 4),
              random.nextInt(4) == 0 ? BigDecimal.valueOf(1_599_500, 4) : null,
              "USD",
              random.nextInt(3) == 0 ? Availability.OUT_OF_STOCK : Availability.IN_STOCK,
              null));
    }
    return new ProductEvent(
        new EventId(bytes(random, 16)),
        ProductEventType.PRODUCT_CREATED,
        "bench",
        externalId,
        Instant.parse("2026-11-20T10:00:00Z"),
        observedAt,
        new ProductRecord(
            null,
            "Baker Rider Graphic Number " + i + " Skateboard Deck",
            "Brand " + i % 300,
            "decks",
            "https://shop.example/products/baker-rider-graphic-number-" + i,
            "https://cdn.shop.example/files/" + externalId + ".jpg",
            variants),
        new Fingerprints(
            new Sha256(bytes(random, 32)),
            new Sha256(bytes(random, 32)),
            new Sha256(bytes(random, 32))),
        List.of(),
        new EventMetadata("bench", 1, "bench", 1L, null));
  }

  private static byte[] bytes(SplittableRandom random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private static void load(ConfigurableApplicationContext context, String name)
      throws InterruptedException, IOException {
    JobStarter starter = context.getBean(JobStarter.class);
    JdbcClient database = context.getBean(JdbcClient.class);
    List<long[]> progress = new ArrayList<>();
    AtomicBoolean over = new AtomicBoolean();
    long begun = System.nanoTime();
    Thread watch =
        Thread.ofPlatform()
            .start(
                () -> {
                  while (!over.get()) {
                    progress.add(new long[] {System.nanoTime() - begun, position(database)});
                    LockSupport.parkNanos(100_000_000);
                  }
                });
    JobOutcome outcome =
        starter.run(
            new JobIdentity("load", Optional.empty(), Instant.EPOCH, "manual/" + name),
            Duration.ofSeconds(60));
    double seconds = (System.nanoTime() - begun) / 1e9;
    over.set(true);
    watch.join();
    progress.add(new long[] {(long) (seconds * 1e9), position(database)});
    if (!(outcome instanceof JobOutcome.Completed)) {
      throw new IllegalStateException(outcome.toString());
    }
    long rows = database.sql("select count(*) from price_history").query(Long.class).single();
    String peak =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(line -> line.startsWith("VmHWM:"))
            .map(line -> line.replaceAll("\\D", ""))
            .findFirst()
            .orElse("0");
    System.out.printf(
        "%.3f %d %d %.2f%n",
        seconds, rows, Long.parseLong(peak) / 1_024, lastToSecondFifth(progress));
  }

  private static long position(JdbcClient database) {
    return database
        .sql("select coalesce(sum(next_offset), 0) from kafka_consumer_offsets")
        .query(Long.class)
        .single();
  }

  /**
   * How long the last fifth of the events took, in terms of the second (the first one warms up): 1
   * if the cost of a row does not grow.
   */
  private static double lastToSecondFifth(List<long[]> progress) {
    double[] at = new double[6];
    long all = progress.getLast()[1];
    for (int fifth = 1; fifth <= 5; fifth++) {
      long wanted = all * fifth / 5;
      long[] before = {0, 0};
      for (long[] sample : progress) {
        if (sample[1] >= wanted) {
          double share = (double) (wanted - before[1]) / Math.max(1, sample[1] - before[1]);
          at[fifth] = before[0] + share * (sample[0] - before[0]);
          break;
        }
        before = sample;
      }
    }
    return (at[5] - at[4]) / (at[2] - at[1]);
  }
}
