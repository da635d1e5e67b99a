package com.skatestock.batch.extract.selectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.skatestock.batch.extract.ExtractedPage;
import com.skatestock.batch.extract.RawPrice;
import com.skatestock.batch.extract.RawProduct;
import com.skatestock.batch.extract.RawVariant;
import com.skatestock.batch.shop.Shop;
import com.skatestock.batch.shop.Shops;
import com.skatestock.batch.source.Body;
import com.skatestock.batch.source.Page;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.netpreserve.jwarc.WarcReader;
import org.netpreserve.jwarc.WarcRecord;
import org.netpreserve.jwarc.WarcResponse;

/** The real pages beside the checkout, against what is known to stand on them. */
class CapturedPagesTest {
  private static final Path DATA =
      Path.of(System.getProperty("skatestock.root", ".."), "..", "shared", "data", "skate-pages")
          .normalize();

  private static final Map<String, ExtractedPage> PAGES = new HashMap<>();
  private static final List<NamedCsvRecord> CAPTURES = new ArrayList<>();
  private static final Map<String, List<NamedCsvRecord>> GOLD = new HashMap<>();

  @BeforeAll
  static void readAll() throws IOException {
    assumeTrue(Files.isDirectory(DATA), "no captured pages at " + DATA);
    CAPTURES.addAll(csv(DATA.resolve("captures.csv")));
    for (NamedCsvRecord row : csv(DATA.resolve("gold.csv"))) {
      GOLD.computeIfAbsent(row.getField("record_id"), id -> new ArrayList<>()).add(row);
    }
    Shops shops = Shops.load(Optional.empty(), new CssSyntax());
    SelectorsExtractor extractor = new SelectorsExtractor();
    Set<String> files = new LinkedHashSet<>();
    CAPTURES.forEach(capture -> files.add(capture.getField("file")));
    for (String file : files) {
      Shop shop = shops.find(file.substring(0, file.indexOf('/'))).orElseThrow();
      try (WarcReader warc = new WarcReader(DATA.resolve(file))) {
        for (WarcRecord record : warc) {
          if (record instanceof WarcResponse response) {
            PAGES.put(record.id().toString(), extractor.extract(shop, page(shop, response)));
          }
        }
      }
    }
  }

  @Test
  void everyPageIsOfTheKindThatItIs() {
    List<String> wrong = new ArrayList<>();
    for (NamedCsvRecord capture : CAPTURES) {
      ExtractedPage page = PAGES.get(capture.getField("record_id"));
      String state = page == null ? "no record" : page.state().name();
      String expected = capture.getField("state").replace('-', '_');
      if (!state.equalsIgnoreCase(expected)) {
        wrong.add(capture.getField("record_id") + " " + state + " instead of " + expected);
      }
    }
    assertThat(CAPTURES).hasSize(526);
    assertThat(wrong).isEmpty();
  }

  @Test
  void everyProductIsFoundAndNothingElse() {
    List<String> missing = new ArrayList<>();
    List<String> invented = new ArrayList<>();
    PAGES.forEach(
        (id, page) -> {
          Set<String> known = new HashSet<>();
          for (NamedCsvRecord row : GOLD.getOrDefault(id, List.of())) {
            known.add(row.getField("code"));
            known.add(row.getField("url"));
            if (find(page, row) == null) {
              missing.add(id + " " + row);
            }
          }
          for (RawProduct product : page.products()) {
            if (!known.contains(String.valueOf(product.code()))
                && !known.contains(String.valueOf(product.url()))) {
              invented.add(id + " " + product);
            }
          }
          assertThat(page.refused()).isEmpty();
        });
    assertThat(missing).isEmpty();
    assertThat(invented).isEmpty();
  }

  @Test
  void everyFieldIsAsItStandsThere() {
    Map<String, List<String>> wrong = new HashMap<>();
    PAGES.forEach(
        (id, page) -> {
          for (NamedCsvRecord row : GOLD.getOrDefault(id, List.of())) {
            RawProduct product = find(page, row);
            if (product != null) {
              RawVariant variant = product.variants().getFirst();
              compare(wrong, row, "code", product.code());
              compare(wrong, row, "name", product.title());
              compare(wrong, row, "url", product.url());
              compare(wrong, row, "price", amount(variant.price()));
              compare(wrong, row, "list_price", amount(variant.compareAtPrice()));
              if (!row.getField("brand").isEmpty()) {
                compare(wrong, row, "brand", product.brand());
              }
              if (!row.getField("badge").isEmpty()) {
                compare(wrong, row, "badge", String.join("", product.tags()));
              }
            }
          }
        });
    assertThat(wrong).isEmpty();
  }

  private static void compare(
      Map<String, List<String>> wrong, NamedCsvRecord row, String field, @Nullable String found) {
    String expected = row.getField(field);
    if (!expected.equals(found == null ? "" : found)) {
      wrong
          .computeIfAbsent(row.getField("shop") + " " + field, f -> new ArrayList<>())
          .add(
              row.getField("record_id").substring(33)
                  + " "
                  + row.getField("position")
                  + " "
                  + expected
                  + " | "
                  + found);
    }
  }

  private static @Nullable String amount(@Nullable RawPrice price) {
    if (price == null) {
      return null;
    }
    return price.text().replace("$", "").replace(",", "").strip();
  }

  private static @Nullable RawProduct find(ExtractedPage page, NamedCsvRecord row) {
    String code = row.getField("code");
    for (RawProduct product : page.products()) {
      if (code.isEmpty()
          ? row.getField("url").equals(product.url())
          : code.equals(product.code())) {
        return product;
      }
    }
    return null;
  }

  private static Page page(Shop shop, WarcResponse response) throws IOException {
    return new Page(
        shop.id(),
        response.targetURI(),
        response.date(),
        response.id().toString(),
        response.http().status(),
        Map.of("content-type", List.of(response.http().contentType().toString())),
        Body.of(response.http().body().stream().readAllBytes()));
  }

  private static List<NamedCsvRecord> csv(Path file) {
    try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(file)) {
      return rows.stream().toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
