package com.skatestock.batch.job.scrape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.skatestock.batch.Pipeline;
import com.skatestock.batch.job.JobOutcome;
import com.skatestock.local.EvaluationData;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real pages beside the checkout, by {@code backfill} and {@code load} into PostgreSQL. */
class CapturedPagesInPostgresTest {
  @TempDir private Path archives;

  @Test
  void everyCaptureReadsBackAsItsGoldRowsInWhateverOrderTheFilesAreLoaded() throws Exception {
    Optional<Path> data = EvaluationData.folder("skate-pages");
    assumeTrue(data.isPresent(), "no captured pages beside the checkout");
    List<Path> files = files(data.get());
    List<Row> gold = gold(data.get().resolve("gold.csv"));

    List<String> stateInOrder;
    List<String> historyInOrder;
    try (Pipeline pipeline = Pipeline.start(archives.resolve("in-order"), List.of())) {
      backfill(pipeline, files, files.size());
      assertIsGold(stored(pipeline), gold);
      stateInOrder = pipeline.state();
      historyInOrder = pipeline.history();
    }

    List<Path> shuffled = new ArrayList<>(files);
    Collections.shuffle(shuffled, new Random(4));
    try (Pipeline pipeline = Pipeline.start(archives.resolve("shuffled"), List.of())) {
      backfill(pipeline, shuffled, 7);
      assertIsGold(stored(pipeline), gold);
      assertSame(pipeline.state(), stateInOrder);
      assertSame(pipeline.history(), historyInOrder);
    }
  }

  /** Loads after every {@code together} files and at the end. */
  private static void backfill(Pipeline pipeline, List<Path> files, int together)
      throws InterruptedException {
    for (int i = 0; i < files.size(); i++) {
      String name = files.get(i).getFileName().toString();
      String shop = name.substring(0, name.indexOf('-'));
      assertThat(pipeline.backfill(shop, files.get(i))).isInstanceOf(JobOutcome.Completed.class);
      if ((i + 1) % together == 0 || i + 1 == files.size()) {
        assertThat(pipeline.load()).isInstanceOf(JobOutcome.Completed.class);
      }
    }
  }

  private static void assertSame(List<String> found, List<String> expected) {
    List<String> missing = new ArrayList<>(expected);
    missing.removeAll(new HashSet<>(found));
    List<String> invented = new ArrayList<>(found);
    invented.removeAll(new HashSet<>(expected));
    assertThat(missing).isEmpty();
    assertThat(invented).isEmpty();
    assertThat(found).hasSameSizeAs(expected);
  }

  /**
   * A product on a page. Found by its code or by its address: a shop does not show its codes on
   * every page, and one product has several addresses.
   */
  private record Row(
      String shop, Instant capturedAt, String code, String url, String price, String listPrice) {
    List<String> names() {
      String rest = "|" + shop + "|" + capturedAt + "|" + price + "|" + listPrice;
      return code.isEmpty() ? List.of(url + rest) : List.of(code + rest, url + rest);
    }

    /** What makes two rows of one capture the same. */
    String identity() {
      return names().getFirst();
    }
  }

  private static void assertIsGold(List<Row> stored, List<Row> gold) {
    Set<String> storedNames = names(stored);
    Set<String> goldNames = names(gold);
    assertThat(gold)
        .as("gold rows that are not in PostgreSQL")
        .filteredOn(row -> row.names().stream().noneMatch(storedNames::contains))
        .isEmpty();
    assertThat(stored)
        .as("rows that stand on no page")
        .filteredOn(row -> row.names().stream().noneMatch(goldNames::contains))
        .isEmpty();
    assertThat(stored).hasSize((int) gold.stream().map(Row::identity).distinct().count());
  }

  private static Set<String> names(List<Row> rows) {
    Set<String> names = new HashSet<>();
    rows.forEach(row -> names.addAll(row.names()));
    return names;
  }

  private static List<Row> stored(Pipeline pipeline) {
    return pipeline
        .database()
        .sql(
            """
            select shops.code as shop, price_history.observed_at, coalesce(products.code, '') as code,
              coalesce(products.url, '') as url, price_history.price, price_history.compare_at_price
            from price_history
            join product_variants on product_variants.id = price_history.variant_id
            join products on products.id = product_variants.product_id
            join shops on shops.id = products.shop_id
            """)
        .query(
            (row, index) ->
                new Row(
                    row.getString("shop"),
                    row.getTimestamp("observed_at").toInstant(),
                    row.getString("code"),
                    row.getString("url"),
                    amount(row.getBigDecimal("price")),
                    amount(row.getBigDecimal("compare_at_price"))))
        .list();
  }

  private static List<Row> gold(Path file) throws IOException {
    try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(file)) {
      return rows.stream()
          .map(
              row ->
                  new Row(
                      row.getField("shop"),
                      Instant.parse(row.getField("captured_at")),
                      row.getField("code"),
                      row.getField("url"),
                      row.getField("price"),
                      row.getField("list_price")))
          .toList();
    }
  }

  private static String amount(@Nullable BigDecimal amount) {
    return amount == null ? "" : amount.setScale(2).toPlainString();
  }

  private static List<Path> files(Path data) throws IOException {
    try (Stream<Path> all = Files.walk(data)) {
      return all.filter(file -> file.toString().endsWith(".warc.gz")).sorted().toList();
    }
  }
}
