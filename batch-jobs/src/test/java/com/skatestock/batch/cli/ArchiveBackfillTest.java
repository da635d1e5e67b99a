package com.skatestock.batch.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.skatestock.batch.Pipeline;
import com.skatestock.batch.StoredRows;
import com.skatestock.batch.database.Leases;
import com.skatestock.batch.database.QueryFile;
import com.skatestock.batch.extract.ExtractedPage;
import com.skatestock.batch.extract.Extractor;
import com.skatestock.batch.extract.RawProduct;
import com.skatestock.batch.extract.platform.PlatformExtractor;
import com.skatestock.batch.job.JobOutcome;
import com.skatestock.batch.job.scrape.ReadAgain;
import com.skatestock.batch.job.scrape.ReadingRules;
import com.skatestock.batch.shop.Shop;
import com.skatestock.batch.source.Page;
import com.skatestock.local.shop.ShopSimulator;
import com.skatestock.local.shop.SimulatedClock;
import com.skatestock.local.shop.SimulatedShop;
import com.skatestock.local.shop.SimulatorSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Four scrapes of three pages each lie in the archive and in PostgreSQL when each test begins. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ArchiveBackfillTest {
  private static final String SHOP = "seasons";
  private static final int SCRAPES = 4;
  private static final int PAGES = 12;

  /** Midnight may pass while the test runs. */
  private static LocalDate from = LocalDate.EPOCH;

  private static LocalDate to = LocalDate.EPOCH;

  @TempDir private static Path archive;
  private static ShopSimulator simulator;
  private static Pipeline pipeline;
  private final StringWriter out = new StringWriter();
  private final Watched watched = new Watched();

  /** Record ids of pages at which reading breaks, as if the disk did. */
  private static final Set<String> BREAKING = ConcurrentHashMap.newKeySet();

  /** Today's rules, and their successors, which call each product the second. */
  private static final class Rules implements Extractor {
    private final Extractor today = new PlatformExtractor();
    private final boolean newer;

    Rules(boolean newer) {
      this.newer = newer;
    }

    @Override
    public URI page(Shop shop, String listing, int number) {
      return today.page(shop, listing, number);
    }

    @Override
    public ExtractedPage extract(Shop shop, Page page) {
      if (BREAKING.contains(page.recordId())) {
        throw new IllegalStateException("broken on purpose");
      }
      ExtractedPage read = today.extract(shop, page);
      return newer
          ? new ExtractedPage(
              read.state(),
              read.products().stream().map(Rules::second).toList(),
              read.refused(),
              read.last())
          : read;
    }

    private static RawProduct second(RawProduct product) {
      return new RawProduct(
          product.externalId(),
          product.code(),
          product.title() + " II",
          product.brand(),
          product.category(),
          product.url(),
          product.imageUrl(),
          product.tags(),
          product.variants(),
          product.position());
    }
  }

  // No @Configuration: programs that run on the tests' class path must not find it by scanning.
  static class Version1 {
    @Bean
    @Primary
    ReadingRules first() {
      return new ReadingRules(new Rules(false), 1);
    }
  }

  static class Version2 {
    @Bean
    @Primary
    ReadingRules second() {
      return new ReadingRules(new Rules(true), 2);
    }
  }

  @BeforeAll
  static void open() throws Exception {
    from = LocalDate.now(ZoneOffset.UTC);
    to = from.plusDays(1);
    SimulatedClock clock = SimulatedClock.frozenAt(Instant.parse("2026-10-01T12:00:00Z"));
    simulator = ShopSimulator.start(SimulatorSettings.of(clock, SimulatedShop.shopify(SHOP, 540)));
    pipeline =
        Pipeline.start(
            archive,
            List.of(Version1.class),
            "skatestock.shop-urls." + SHOP + "=" + simulator.uri(SHOP));
    for (int scrape = 0; scrape < SCRAPES; scrape++) {
      assertThat(
              pipeline.scrape(
                  SHOP, Instant.parse("2026-11-01T00:00:00Z").plusSeconds(1_800L * scrape)))
          .isInstanceOf(JobOutcome.Completed.class);
      assertThat(pipeline.load()).isInstanceOf(JobOutcome.Completed.class);
      clock.set(clock.instant().plus(Duration.ofDays(2)));
    }
    assertThat(count("select count(*) from pages")).isEqualTo(PAGES);
  }

  @AfterAll
  static void close() throws Exception {
    if (pipeline != null) {
      pipeline.close();
    }
    simulator.close();
  }

  @AfterEach
  void heal() {
    BREAKING.clear();
  }

  private ArchiveBackfill backfill(Pipeline with, ReadAgain only) {
    return backfill(with, only, Format.text);
  }

  private ArchiveBackfill backfill(Pipeline with, ReadAgain only, Format format) {
    out.getBuffer().setLength(0);
    return new ArchiveBackfill(with.context(), reply(format), List.of(SHOP), from, to, only);
  }

  private Reply reply(Format format) {
    PrintWriter said = new PrintWriter(out, true);
    CommandLine program = watched.commandLine().setOut(said).setErr(said);
    return new Reply(Watched.spec(program, "backfill"), format);
  }

  private static long count(String question) {
    return pipeline.database().sql(question).query(Long.class).single();
  }

  private static List<String> lines(String question) {
    return pipeline.database().sql(question).query((row, index) -> row.getString(1)).list();
  }

  @Test
  @Order(1)
  void nothingIsMissingAfterScrapes() throws InterruptedException {
    assertThat(backfill(pipeline, ReadAgain.MISSING).list()).isZero();
    assertThat(out.toString()).isEqualTo("0 pages would be read again; nothing was done\n");
    assertThat(backfill(pipeline, ReadAgain.FAILED).run(1, false, false)).isZero();
    assertThat(out.toString())
        .isEqualTo("nothing to do: no failed pages from " + from + " to " + to + "\n");
  }

  @Test
  @Order(2)
  void aDryRunListsExactlyThePagesThatARunReads() throws InterruptedException {
    List<String> unread =
        lines(
            """
            update pages
            set parser_version = null, state = null
            where number = 1
            returning 'urn:uuid:' || record_id
            """);

    assertThat(backfill(pipeline, ReadAgain.MISSING).list()).isZero();
    String listed = out.toString();
    assertThat(
            listed
                .lines()
                .filter(line -> line.startsWith("  "))
                .map(line -> line.split(" ", -1)[3]))
        .containsExactlyInAnyOrderElementsOf(unread);
    assertThat(listed).endsWith("4 pages would be read again; nothing was done\n");
    assertThat(count("select count(*) from pages where parser_version is null")).isEqualTo(4);
    assertThat(backfill(pipeline, ReadAgain.MISSING, Format.json).list()).isZero();
    assertThat(out.toString().lines().map(JsonMapper.shared()::readTree))
        .allSatisfy(
            run ->
                assertThat(run.propertyNames())
                    .containsExactly("job", "shop", "slot", "scope", "pages"))
        .flatExtracting(run -> run.get("pages").valueStream().toList())
        .extracting(page -> page.get("record_id").asString())
        .containsExactlyInAnyOrderElementsOf(unread);
    assertThat(watched.drawn()).isEmpty();

    assertThat(backfill(pipeline, ReadAgain.MISSING).run(1, false, false)).isZero();
    assertThat(watched.drawn())
        .contains("backfill   0% [")
        .containsPattern(" 0/[12] days ")
        .contains(" 0 pages");
    assertThat(count("select sum(pages) from scrape_runs where scope like 'backfill/v1/missing/%'"))
        .isEqualTo(4);
    assertThat(count("select count(*) from pages where parser_version = 1 and state = 'listing'"))
        .isEqualTo(PAGES);
    backfill(pipeline, ReadAgain.MISSING).list();
    assertThat(out.toString()).startsWith("0 pages");
  }

  @Test
  @Order(4)
  void movesNoLiveCursor() throws InterruptedException {
    String cursors =
        """
        select runs::text from scrape_runs as runs where scope not like 'backfill/%'
        union all
        select positions::text from kafka_consumer_offsets as positions
        order by 1
        """;
    List<String> before = lines(cursors);

    assertThat(backfill(pipeline, ReadAgain.ALL).run(2, true, false)).isZero();

    assertThat(lines(cursors)).hasSize(SCRAPES + 6).isEqualTo(before);
    loadsWhatAKilledOneLeftInTheTopicThoughNothingIsMissing();
  }

  private void loadsWhatAKilledOneLeftInTheTopicThoughNothingIsMissing()
      throws InterruptedException {
    String loaded = "select sum(next_offset) from kafka_consumer_offsets";
    long before = count(loaded);

    assertThat(backfill(pipeline, ReadAgain.MISSING).run(1, false, true)).isZero();

    assertThat(out.toString()).startsWith("nothing to do: no missing pages");
    long after = count(loaded);
    assertThat(after).isGreaterThan(before);
    assertThat(pipeline.load()).isInstanceOf(JobOutcome.Completed.class);
    assertThat(count(loaded)).isEqualTo(after);
  }

  @Test
  @Order(5)
  void readsEverythingOnceAndAddsNothingWhenItIsReadAgain() throws InterruptedException {
    assertThat(backfill(pipeline, ReadAgain.ALL).run(1, true, true)).isZero();
    assertThat(out.toString()).contains(": 12 pages, ");
    List<String> versions = StoredRows.versions(pipeline.database());

    assertThat(backfill(pipeline, ReadAgain.ALL).run(1, false, true)).isZero();
    assertThat(out.toString()).contains("was read to the end before");
    assertThat(backfill(pipeline, ReadAgain.ALL, Format.json).run(1, true, true)).isZero();
    assertThat(out.toString())
        .matches(
            "\\{\"job\":\"backfill\",\"shop\":\"seasons\",\"slot\":\"[^\"]+\",\"scope\":\"backfill/v1/all/[^\"]+\",\"state\":\"completed\",\"execution\":[0-9]+,\"detail\":\"\",\"file\":null,\"pages\":12,\"products\":[0-9]+,\"rejected\":0}\n"
                + "\\{\"job\":\"load\",\"shop\":null,\"slot\":\"[^\"]+\",\"scope\":\"backfill/[^\"]+\",\"state\":\"completed\",\"execution\":[0-9]+,\"detail\":\"\"}\n");

    assertThat(StoredRows.versions(pipeline.database())).isEqualTo(versions);
  }

  @Test
  @Order(3)
  void goesOnWhereItStopped() throws InterruptedException {
    String last =
        lines("select 'urn:uuid:' || record_id from pages order by captured_at desc limit 1")
            .getFirst();
    // One kind by its position, the others by what is left.
    for (ReadAgain only : ReadAgain.values()) {
      pipeline
          .database()
          .sql("update pages set parser_version = null, state = 'not_understood'")
          .update();
      BREAKING.add(last);
      assertThat(backfill(pipeline, only).run(1, false, false)).isEqualTo(ExitCodes.RETRY);
      assertThat(out.toString()).contains("broken on purpose");
      assertThat(position(only)).isEqualTo("FAILED 8 8");

      BREAKING.clear();
      assertThat(backfill(pipeline, only).run(1, false, false)).isZero();
      assertThat(position(only)).isEqualTo("COMPLETED 12 12");
    }
  }

  private static String position(ReadAgain only) {
    return pipeline
        .database()
        .sql(
            """
            select concat_ws(' ', status, next_page, pages)
            from scrape_runs
            where scope like :scope
            order by id desc
            limit 1
            """)
        .param("scope", "backfill/v1/" + only.word() + "/%")
        .query(String.class)
        .single();
  }

  @Test
  @Order(6)
  void givesWayToAScrapeOfItsShop() throws Exception {
    pipeline.database().sql("update pages set parser_version = null where number = 0").update();
    CompletableFuture<Integer> run;
    try (Leases.Lease _ = pipeline.part(Leases.class).take("scrape/" + SHOP).orElseThrow()) {
      run =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return backfill(pipeline, ReadAgain.MISSING).run(1, false, false);
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              });
      Thread.sleep(2_000);
      assertThat(run).isNotDone();
      assertThat(count("select count(*) from pages where parser_version is null")).isEqualTo(4);
    }
    assertThat(run.get(20, TimeUnit.SECONDS)).isZero();
    assertThat(count("select count(*) from pages where parser_version is null")).isZero();
  }

  @Test
  @Order(7)
  void findsADayWithoutReadingTheWholeIndex() {
    pipeline
        .database()
        .sql(
            """
            insert into pages (record_id, run_id, number, shop_id, listing, listing_page, uri, captured_at, status, object,
              "offset", length, parser_version)
            select gen_random_uuid(), runs.id, 1000 + i, runs.shop_id, 0, 1, 'https://shop.example/' || i,
              timestamptz '2025-01-01Z' + i * interval '5 minutes', 200, 'x', 0, 1, 1
            from generate_series(1, 100000) as i, (select * from scrape_runs order by id limit 1) as runs
            """)
        .update();
    pipeline.database().sql("analyze pages").update();

    String plan =
        String.join(
            "\n",
            pipeline
                .database()
                .sql(
                    "explain (analyze, timing off, costs off) "
                        + QueryFile.text("scrape/pages-to-read-again.sql"))
                .param("shop", SHOP)
                .param("from", Timestamp.from(Instant.parse("2025-06-01T00:00:00Z")))
                .param("to", Timestamp.from(Instant.parse("2025-06-02T00:00:00Z")))
                .param("only", "all")
                .param("parser_version", 1)
                .query((row, index) -> row.getString(1))
                .list());
    pipeline.database().sql("delete from pages where number >= 1000").update();

    assertThat(plan)
        .containsPattern("Index Scan using pages_by_shop on pages \\(actual rows=288")
        .doesNotContain("Seq Scan on pages");
  }

  @Test
  @Order(8)
  void newerRulesReplaceWhatOlderOnesSaidAndNeverTheOtherWayRound() throws InterruptedException {
    long observations = count("select count(*) from price_history");
    assertThat(count("select count(*) from products where title like '% II'")).isZero();
    try (Pipeline newer =
        pipeline.beside(
            List.of(Version2.class), "skatestock.shop-urls." + SHOP + "=" + simulator.uri(SHOP))) {
      assertThat(backfill(newer, ReadAgain.MISSING).run(1, false, true)).isZero();
      assertThat(out.toString()).contains("backfill/v2/missing/0: 12 pages, ");
    }
    List<String> versions = StoredRows.versions(pipeline.database());
    assertThat(count("select count(*) from price_history")).isEqualTo(observations);
    assertThat(count("select count(*) from price_history where parser_version <> 2")).isZero();
    assertThat(count("select count(*) from products where title not like '% II'")).isZero();

    assertThat(backfill(pipeline, ReadAgain.ALL).run(1, true, true)).isZero();

    assertThat(out.toString()).contains(": 12 pages, ");
    assertThat(StoredRows.versions(pipeline.database())).isEqualTo(versions);
    assertThat(count("select count(*) from pages where parser_version <> 2")).isZero();
  }

  @Test
  @Order(9)
  void readsOnlyTheShopsOwnPagesOutOfACrawlersFile() throws Exception {
    Path file = archive.resolve("CC-MAIN-20251101000000-00001.warc.gz");
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(
          record("warcinfo", "", "application/warc-fields", "software: Nutch\r\n".getBytes(UTF_8)));
      for (String host :
          List.of(
              "elsewhere.example", "www.laborskateshop.com", "laborskateshop.com.evil.example")) {
        String uri = "https://" + host + "/products.json?limit=250&page=1";
        int id = host.length();
        out.write(
            record(
                "request",
                uri,
                "application/http; msgtype=request",
                "GET / HTTP/1.1\r\n\r\n".getBytes(UTF_8)));
        out.write(
            record("response", uri, "application/http; msgtype=response", answer(productWith(id))));
        out.write(
            record(
                "metadata", uri, "application/warc-fields", "fetchTimeMs: 71\r\n".getBytes(UTF_8)));
      }
    }

    out.getBuffer().setLength(0);
    assertThat(
            new WarcBackfill(pipeline.context(), reply(Format.text), false, true)
                .run("labor", List.of(file)))
        .isZero();
    assertThat(out.toString()).contains(": 1 pages, 1 products, 0 rejected (run ");
    assertThat(watched.drawn())
        .contains("backfill labor   0% [")
        .contains(" 0/1 files ")
        .containsPattern("load   0% \\[[^\\]]+\\] +0/[1-9][0-9]* records");
    out.getBuffer().setLength(0);
    assertThat(
            new WarcBackfill(pipeline.context(), reply(Format.json), false, false)
                .run("labor", List.of(file)))
        .isZero();
    JsonNode again = JsonMapper.shared().readTree(out.toString());
    assertThat(again.get("state").asString()).isEqualTo("already-complete");
    assertThat(again.get("file").asString()).isEqualTo(file.toString());
    assertThat(again.get("pages").asInt()).isEqualTo(1);

    assertThat(
            lines(
                """
                select concat_ws(' ', external_id, title, price, products.observed_at at time zone 'UTC')
                from products
                join product_variants on product_variants.product_id = products.id
                where shop_id = (select id from shops where code = 'labor')
                """))
        .containsExactly("22 Wheel 36.0000 2025-11-01 00:00:07");
  }

  private static String productWith(int id) {
    return """
    {"products":[{"id":%d,"title":"Wheel","handle":"wheel","vendor":"Spitfire","product_type":"Wheels",
    "variants":[{"id":%d,"title":"Default Title","price":"36.00","available":true}]}]}
    """
        .formatted(id, id);
  }

  /** As servers send it: packed and in chunks. */
  private static byte[] answer(String json) throws IOException {
    byte[] body = gzip(json.getBytes(UTF_8));
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    answer.write(
        ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n"
                + Integer.toHexString(body.length)
                + "\r\n")
            .getBytes(UTF_8));
    answer.write(body);
    answer.write("\r\n0\r\n\r\n".getBytes(UTF_8));
    return answer.toByteArray();
  }

  private static byte[] record(String type, String uri, String contentType, byte[] block)
      throws IOException {
    ByteArrayOutputStream record = new ByteArrayOutputStream();
    record.write(
        ("WARC/1.0\r\nWARC-Type: "
                + type
                + "\r\nWARC-Date: 2025-11-01T00:00:07Z\r\nWARC-Record-ID: <urn:uuid:"
                + UUID.randomUUID()
                + ">\r\n"
                + (uri.isEmpty() ? "" : "WARC-Target-URI: " + uri + "\r\n")
                + "Content-Type: "
                + contentType
                + "\r\nContent-Length: "
                + block.length
                + "\r\n\r\n")
            .getBytes(UTF_8));
    record.write(block);
    record.write("\r\n\r\n".getBytes(UTF_8));
    return gzip(record.toByteArray());
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    }
    return packed.toByteArray();
  }
}
