package com.skatestock.batch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.skatestock.batch.Pipeline;
import com.skatestock.batch.database.Leases;
import com.skatestock.batch.job.JobOutcome;
import com.skatestock.batch.takedown.ShopPurge;
import com.skatestock.contracts.Topics;
import com.skatestock.local.shop.ShopSimulator;
import com.skatestock.local.shop.SimulatedClock;
import com.skatestock.local.shop.SimulatedShop;
import com.skatestock.local.shop.SimulatorSettings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import picocli.CommandLine;

/** {@code shops remove S --purge --yes}: gone, and it stays gone whatever Kafka still has. */
class TakeDownTest {
  private static final Instant SLOT = Instant.parse("2026-11-01T00:00:00Z");

  @TempDir private Path archive;
  private final StringWriter said = new StringWriter();

  @Test
  void aShopThatWasTakenDownNeverComesBackFromKafkaAndBeginsAnewIfItIsWatchedAgain()
      throws Exception {
    try (ShopSimulator simulator =
            ShopSimulator.start(
                SimulatorSettings.of(
                    SimulatedClock.frozenAt(Instant.parse("2026-10-01T12:00:00Z")),
                    SimulatedShop.shopify("seasons", 30),
                    SimulatedShop.shopify("premier", 20)));
        Pipeline pipeline =
            Pipeline.start(
                archive,
                List.of(),
                "skatestock.lease-patience=0s",
                // labor is configured, and not watched
                "skatestock.watch=seasons,premier",
                "skatestock.shop-urls.seasons=" + simulator.uri("seasons"),
                "skatestock.shop-urls.premier=" + simulator.uri("premier"));
        Settings _ = Settings.of(pipeline)) {
      scrapeAndLoad(pipeline, SLOT);
      // Told, and not loaded: a sight of all products, and a record that nobody can read.
      assertThat(pipeline.scrape("seasons", SLOT.plusSeconds(1_800)))
          .isInstanceOf(JobOutcome.Completed.class);
      sendGarbage(pipeline, "seasons/1");
      List<String> others = of(pipeline, "premier");
      assertThat(others).hasSizeGreaterThan(60);

      assertThat(skatestock("shops", "remove", "seasons", "--purge", "--dry-run")).isZero();
      assertThat(said.toString()).contains("seasons: there is").contains("products         30\n");
      assertThat(of(pipeline, "seasons")).isNotEmpty();
      try (Leases.Lease _ = pipeline.part(Leases.class).take("scrape/seasons").orElseThrow()) {
        assertThat(skatestock("shops", "remove", "seasons", "--purge", "--yes"))
            .isEqualTo(ExitCodes.RETRY);
        assertThat(said.toString()).contains("seasons is being scraped; stop that first");
      }

      Watched watched = new Watched();
      assertThat(
              watched
                  .commandLine()
                  .setOut(new PrintWriter(said, true))
                  .execute("shops", "remove", "seasons", "--purge", "--yes"))
          .isZero();

      assertThat(watched.drawn())
          .contains("purge seasons   0% [")
          .contains(" 0/32 products and runs ");
      assertThat(said.toString()).contains("seasons: deleted").contains("products         30\n");
      assertNothingOf("seasons", pipeline);
      assertThat(pipeline.load()).isInstanceOf(JobOutcome.Completed.class);
      assertNothingOf("seasons", pipeline);
      assertThat(skatestock("rebuild", "--from-topic")).isZero();
      assertNothingOf("seasons", pipeline);
      assertThat(of(pipeline, "premier")).isEqualTo(others);

      assertThat(skatestock("shops", "remove", "nobody", "--purge", "--yes"))
          .isEqualTo(ExitCodes.USAGE);
      assertThat(skatestock("shops", "remove", "labor", "--purge", "--dry-run")).isZero();
      assertThat(said.toString()).contains("Nothing is known of labor");
      assertThat(skatestock("shops", "remove", "labor", "--purge", "--yes")).isZero();
      assertThat(skatestock("shops", "list")).isZero();
      assertThat(said.toString()).containsPattern("\nlabor .* removed\n");

      assertThat(skatestock("shops", "resume", "seasons")).isZero();
      Instant resumed = Instant.now();
      scrapeAndLoad(pipeline, SLOT.plusSeconds(3_600));
      assertThat(skatestock("rebuild", "--from-topic", "--shop", "seasons")).isZero();
      assertThat(
              pipeline
                  .database()
                  .sql(
                      """
                      select count(*)
                      from products
                      join shops on shops.id = products.shop_id
                      where shops.code = 'seasons'
                        and products.first_seen_at > :resumed
                      """)
                  .param("resumed", Timestamp.from(resumed))
                  .query(Long.class)
                  .single())
          .isEqualTo(30);

      LongAdder gone = new LongAdder();
      assertThat(pipeline.part(ShopPurge.class).purge("premier", gone)).isPresent();
      assertThat(gone.sum()).isEqualTo(20 + 2);
    }
  }

  private static void scrapeAndLoad(Pipeline pipeline, Instant slot) throws InterruptedException {
    assertThat(pipeline.scrape("seasons", slot)).isInstanceOf(JobOutcome.Completed.class);
    assertThat(pipeline.scrape("premier", slot)).isInstanceOf(JobOutcome.Completed.class);
    assertThat(pipeline.load()).isInstanceOf(JobOutcome.Completed.class);
  }

  private static void sendGarbage(Pipeline pipeline, String key) {
    @SuppressWarnings("unchecked")
    DefaultKafkaProducerFactory<byte[], byte[]> producers =
        pipeline.part(DefaultKafkaProducerFactory.class);
    try (Producer<byte[], byte[]> producer = producers.createProducer()) {
      var _ =
          producer.send(
              new ProducerRecord<>(
                  Topics.PRODUCT_EVENTS,
                  key.getBytes(StandardCharsets.UTF_8),
                  "no event".getBytes(StandardCharsets.UTF_8)));
      producer.flush();
    }
  }

  /** Facts and state of a shop. */
  private static List<String> of(Pipeline pipeline, String shop) {
    List<String> lines = new ArrayList<>(pipeline.state());
    lines.addAll(pipeline.history());
    lines.removeIf(line -> !line.contains(shop));
    return lines;
  }

  private static void assertNothingOf(String shop, Pipeline pipeline) {
    assertThat(of(pipeline, shop)).isEmpty();
    Map<String, Long> there = pipeline.part(ShopPurge.class).count(shop).orElseThrow();
    assertThat(there.values()).as(there.toString()).containsOnly(0L);
  }

  private int skatestock(String... arguments) {
    CommandLine command = SkateStock.commandLine();
    command.setOut(new PrintWriter(said, true)).setErr(new PrintWriter(said, true));
    return command.execute(arguments);
  }

  /** A pipeline's settings as this process' own, for the commands. */
  private record Settings(List<String> names) implements AutoCloseable {
    static Settings of(Pipeline pipeline) {
      List<String> names = new ArrayList<>();
      for (String argument : pipeline.arguments()) {
        String[] property = argument.substring(2).split("=", 2);
        System.setProperty(property[0], property[1]);
        names.add(property[0]);
      }
      return new Settings(names);
    }

    @Override
    public void close() {
      names.forEach(System::clearProperty);
    }
  }
}
