package com.skatestock.batch.job.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import com.skatestock.batch.Pipeline;
import com.skatestock.batch.archive.Capture;
import com.skatestock.batch.archive.ChunkAttempt;
import com.skatestock.batch.archive.PageIndex;
import com.skatestock.batch.archive.PageLocation;
import com.skatestock.batch.extract.Extractor;
import com.skatestock.batch.extract.RawProduct;
import com.skatestock.batch.job.JobOutcome;
import com.skatestock.batch.job.scrape.ScrapeRuns;
import com.skatestock.batch.job.scrape.Stages;
import com.skatestock.batch.normalise.Normalised;
import com.skatestock.batch.normalise.Product;
import com.skatestock.batch.publish.ProductEvents;
import com.skatestock.batch.publish.PublicationRun;
import com.skatestock.batch.shop.Shop;
import com.skatestock.batch.source.Body;
import com.skatestock.batch.source.Page;
import com.skatestock.batch.source.Validators;
import com.skatestock.batch.wire.DeadLetterQueue.Filter;
import com.skatestock.contracts.Topics;
import com.skatestock.local.shop.ShopSimulator;
import com.skatestock.local.shop.SimulatedClock;
import com.skatestock.local.shop.SimulatedShop;
import com.skatestock.local.shop.SimulatorSettings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;

/** A cause that goes away is a clock that moves on, and a row that an older program left. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeadLetterReplayTest {
  private static final Instant SLOT = Instant.parse("2026-11-20T10:00:00Z");
  private static final Filter ALL =
      new Filter(Optional.empty(), Optional.empty(), Optional.empty());
  private static final long LATER_EPOCH = 1_000_000;
  private static final MovableClock CLOCK = new MovableClock();

  private static final class MovableClock extends Clock {
    private volatile Duration ahead = Duration.ZERO;

    @Override
    public Instant instant() {
      return Instant.now().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }

  // No @Configuration: programs that run on the tests' class path must not find it by scanning.
  static class Time {
    @Bean
    @Primary
    Clock movableClock() {
      return CLOCK;
    }
  }

  @SuppressWarnings("NullAway.Init")
  private ShopSimulator simulator;

  @SuppressWarnings("NullAway.Init")
  private Pipeline pipeline;

  @SuppressWarnings("NullAway.Init")
  private Stages stages;

  @SuppressWarnings("NullAway.Init")
  private DeadLetterReplay replay;

  @BeforeAll
  void scrape(@TempDir Path archive) throws Exception {
    simulator =
        ShopSimulator.start(
            SimulatorSettings.of(
                SimulatedClock.frozenAt(SLOT), SimulatedShop.shopify("seasons", 20)));
    pipeline =
        Pipeline.start(
            archive,
            List.of(Time.class),
            "skatestock.shop-urls.seasons=" + simulator.uri("seasons"));
    stages = pipeline.part(Stages.class);
    replay = pipeline.part(DeadLetterReplay.class);
    assertThat(pipeline.scrape("seasons", SLOT)).isInstanceOf(JobOutcome.Completed.class);
    load();
  }

  @AfterAll
  void close() throws Exception {
    pipeline.close();
    simulator.close();
  }

  @BeforeEach
  void isEmpty() {
    CLOCK.ahead = Duration.ZERO;
    pipeline.database().sql("delete from dead_letter_queue").update();
  }

  private void load() throws InterruptedException {
    assertThat(pipeline.load()).isInstanceOf(JobOutcome.Completed.class);
  }

  @Test
  void sendsWhatLoadRefusedToItsTopicAgainWhenItCanBeLoaded() throws Exception {
    Instant tooLate = Instant.now().plus(Duration.ofDays(2)).truncatedTo(ChronoUnit.MICROS);
    Product product = products().getFirst();
    publish(product, tooLate);
    load();
    assertThat(letters())
        .containsExactly("LOAD OBSERVED_AT seasons/" + product.externalId() + " times=1 open");

    assertThat(replay.replay(ALL, false))
        .isEqualTo(new Replayed(Map.of(), Map.of("OBSERVED_AT", 1), Map.of()));

    CLOCK.ahead = Duration.ofDays(3);
    Replayed sent = new Replayed(Map.of("OBSERVED_AT", 1), Map.of(), Map.of());
    LongAdder seen = new LongAdder();
    assertThat(replay.replay(ALL, true, seen)).isEqualTo(sent);
    assertThat(seen.sum()).isEqualTo(1);
    load();
    assertThat(observations(tooLate)).isZero();
    assertThat(
            replay.replay(
                new Filter(Optional.empty(), Optional.of("SHOP"), Optional.empty()), false))
        .isEqualTo(Replayed.nothing());
    assertThat(
            replay.replay(
                new Filter(Optional.of("LOAD"), Optional.of("OBSERVED_AT"), Optional.of("seasons")),
                false))
        .isEqualTo(sent);
    assertThat(replay.replay(ALL, false)).isEqualTo(Replayed.nothing());

    // Refused once more, it is the same refusal, open again.
    CLOCK.ahead = Duration.ZERO;
    load();
    assertThat(letters())
        .containsExactly("LOAD OBSERVED_AT seasons/" + product.externalId() + " times=2 open");

    CLOCK.ahead = Duration.ofDays(3);
    assertThat(replay.replay(ALL, false)).isEqualTo(sent);
    load();
    assertThat(observations(tooLate)).isEqualTo(product.variants().size());
    assertThat(letters())
        .containsExactly(
            "LOAD OBSERVED_AT seasons/" + product.externalId() + " times=2 requeued twice");

    List<String> history = pipeline.history();
    assertThat(replay.replay(ALL, false)).isEqualTo(Replayed.nothing());
    load();
    assertThat(pipeline.history()).isEqualTo(history);
  }

  /** The broker had it, and the row does not say so: a kill in between. */
  @Test
  void sentTwiceItCountsOnce() throws Exception {
    Instant tooLate = Instant.now().plus(Duration.ofDays(2)).truncatedTo(ChronoUnit.MICROS);
    Product product = products().getFirst();
    publish(product, tooLate);
    load();
    CLOCK.ahead = Duration.ofDays(3);
    replay.replay(ALL, false);
    pipeline.database().sql("update dead_letter_queue set requeued_at = null").update();
    replay.replay(ALL, false);
    load();

    assertThat(observations(tooLate)).isEqualTo(product.variants().size());
  }

  @Test
  void saysOfRecordsWhatKeepsThemFromBeingSent() throws Exception {
    send("garbage".getBytes(StandardCharsets.UTF_8));
    send(null);
    load();

    assertThat(replay.replay(ALL, false))
        .isEqualTo(new Replayed(Map.of(), Map.of("NOT_AN_EVENT", 1), Map.of("NO_BYTES", 1)));
    load();
    assertThat(letters()).hasSize(2).allMatch(letter -> letter.endsWith("times=1 open"));
  }

  @Test
  void publishesWhatWasRefusedBeforeKafkaFromTheArchiveWithTheSameIds() throws Exception {
    List<String> state = pipeline.state();
    List<String> history = pipeline.history();
    List<Product> products = products();
    forget(products.get(3).externalId());
    forget(products.get(7).externalId());
    assertThat(pipeline.state()).isNotEqualTo(state);
    String page = recordId();
    refused("NORMALISE", "PRICE_NOT_UNDERSTOOD", "seasons", products.get(3).externalId(), page);
    refused("EXTRACT", "TITLE_MISSING", "seasons", "#8", page);
    refused("NORMALISE", "TITLE_EMPTY", "seasons", "no longer there", page);
    refused("NORMALISE", "TITLE_EMPTY", "closed", "1", indexed(102, "{}", 0));
    refused("NORMALISE", "TITLE_EMPTY", "seasons", "1", "urn:uuid:" + UUID.randomUUID());
    refused("NORMALISE", "TITLE_EMPTY", "seasons", "2", null);
    refused("NORMALISE", "PRICE_NOT_UNDERSTOOD", "seasons", "4711", pageWithoutPrice());
    refused("NORMALISE", "TITLE_EMPTY", "seasons", "3", pageThatIsGone());

    Replayed expected =
        new Replayed(
            Map.of("PRICE_NOT_UNDERSTOOD", 1, "TITLE_MISSING", 1),
            Map.of("PRICE_NOT_UNDERSTOOD", 1),
            Map.of(
                "NOT_ON_PAGE", 1, "SHOP_UNKNOWN", 1, "PAGE_NOT_INDEXED", 2, "PAGE_UNREADABLE", 1));
    assertThat(replay.replay(ALL, true)).isEqualTo(expected);
    load();
    assertThat(pipeline.state()).isNotEqualTo(state);
    assertThat(replay.replay(ALL, false)).isEqualTo(expected);
    load();

    assertThat(pipeline.state()).isEqualTo(state);
    assertThat(pipeline.history()).isEqualTo(history);
    assertThat(replay.replay(ALL, false).requeued()).isEmpty();
  }

  private List<Product> products() {
    Page page = stages.archive().read(stages.index().locationOf(recordId()).orElseThrow());
    Shop shop = stages.shops().find("seasons").orElseThrow();
    return stages.rules().extractor().extract(shop, page).products().stream()
        .map((RawProduct raw) -> stages.normaliser().normalise(shop, raw))
        .map(normalised -> ((Normalised.Accepted) normalised).product())
        .toList();
  }

  private String recordId() {
    return "urn:uuid:"
        + pipeline
            .database()
            .sql("select record_id from pages where number = 0")
            .query(UUID.class)
            .single();
  }

  private void publish(Product product, Instant observedAt) throws InterruptedException {
    PublicationRun run = new PublicationRun("seasons", SLOT, "test", 0, Extractor.VERSION, true);
    stages
        .publisher()
        .publish(
            new ProductEvents("test", stages.partitions())
                .of(run, observedAt, null, List.of(product), Map.of())
                .events());
  }

  private void send(byte @Nullable [] value) throws Exception {
    @SuppressWarnings("unchecked")
    DefaultKafkaProducerFactory<byte[], byte[]> producers =
        pipeline.part(DefaultKafkaProducerFactory.class);
    try (Producer<byte[], byte[]> producer = producers.createProducer()) {
      producer.send(new ProducerRecord<>(Topics.PRODUCT_EVENTS, new byte[] {'k'}, value)).get();
    }
  }

  private long observations(Instant at) {
    return pipeline
        .database()
        .sql("select count(*) from price_history where observed_at = cast(:at as timestamptz)")
        .param("at", at.toString())
        .query(Long.class)
        .single();
  }

  private List<String> letters() {
    return pipeline
        .database()
        .sql(
            """
            select concat(stage, ' ', reason, ' ', shop || '/' || external_id, ' times=', times,
              case when requeued_at is null then ' open' else ' requeued' || case requeues when 2 then ' twice' else '' end end)
              as line
            from dead_letter_queue
            order by reason
            """)
        .query((row, index) -> row.getString("line"))
        .list();
  }

  /** As if the product had been refused from the beginning. */
  private void forget(String externalId) {
    for (String statement :
        List.of(
            "delete from product_fingerprints where product_id in (select id from products where"
                + " external_id = :id)",
            """
            delete from price_history
            where variant_id in (
              select variants.id
              from product_variants as variants
              join products on products.id = product_id
              where external_id = :id
            )
            """,
            "delete from product_variants where product_id in (select id from products where"
                + " external_id = :id)",
            "delete from products where external_id = :id")) {
      pipeline.database().sql(statement).param("id", externalId).update();
    }
  }

  private void refused(
      String stage, String reason, String shop, String externalId, @Nullable String recordId) {
    pipeline
        .database()
        .sql(
            """
            insert into dead_letter_queue (error_id, stage, reason, shop, external_id, message, record_id, refused_at)
            values (gen_random_uuid(), :stage, :reason, :shop, :external_id, 'test', :record_id, now())
            """)
        .param("stage", stage)
        .param("reason", reason)
        .param("shop", shop)
        .param("external_id", externalId)
        .param("record_id", recordId)
        .update();
  }

  private String pageWithoutPrice() {
    String body =
        "{\"products\":[{\"id\":4711,\"title\":\"Deck\",\"handle\":\"deck\",\"variants\":"
            + "[{\"id\":1,\"title\":\"8.25\",\"price\":\"call us\",\"available\":true}]}]}";
    return indexed(100, body, 0);
  }

  private String pageThatIsGone() {
    return indexed(101, "{\"products\":[]}", 1);
  }

  /**
   * @param beside bytes by which the index is wrong
   */
  private String indexed(int number, String body, long beside) {
    String recordId = "urn:uuid:" + UUID.randomUUID();
    URI uri = simulator.uri("seasons").resolve("/products.json?page=" + number);
    Page page =
        new Page(
            "seasons",
            uri,
            SLOT,
            recordId,
            200,
            Map.of("content-type", List.of("application/json")),
            Body.of(body.getBytes(StandardCharsets.UTF_8)));
    PageLocation location =
        stages
            .archive()
            .write(
                new ChunkAttempt(
                    "seasons",
                    SLOT,
                    "scheduled",
                    1,
                    1,
                    List.of(
                        new ChunkAttempt.Placed(
                            number, 0, number, Validators.NONE, new Capture.Fresh(page)))))
            .getFirst();
    ScrapeRuns.Run run = stages.runs().open("seasons", SLOT, "scheduled", LATER_EPOCH);
    assertThat(
            stages
                .index()
                .add(
                    run.id(),
                    LATER_EPOCH,
                    List.of(
                        new PageIndex.Entry(
                            number,
                            0,
                            number,
                            recordId,
                            uri,
                            SLOT,
                            200,
                            new PageLocation(
                                location.object(), location.offset() + beside, location.length()),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty()))))
        .isTrue();
    return recordId;
  }
}
