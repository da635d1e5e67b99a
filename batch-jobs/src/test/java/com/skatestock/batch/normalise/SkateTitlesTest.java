package com.skatestock.batch.normalise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Titles of four shops with the labels that the shops show.
 *
 * <p>An answer and a label are the same brand if they have the same letters and digits (case,
 * accents and punctuation folded) after trade words at the end ("Skateboards", "Co.") are dropped,
 * or if both are spellings of one name of {@code brands.csv}. A blank label is not counted. A
 * category is right if {@code shop-categories.csv} has its slug beside the shop's word.
 */
class SkateTitlesTest {
  private static final BrandList LIST = new BrandList();
  private List<NamedCsvRecord> titles = List.of();

  // before each, not once: a class whose only set-up is abandoned reports no skipped test
  @BeforeEach
  void readTitles() throws IOException {
    titles = rows("skate-titles/title_brand_category.csv");
  }

  private static List<NamedCsvRecord> rows(String file) throws IOException {
    Path path =
        Path.of(System.getProperty("skatestock.root", ".")).resolve("../shared/data/" + file);
    assumeTrue(Files.exists(path), "evaluation data is absent: " + file);
    try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(path)) {
      return csv.stream().toList();
    }
  }

  @Test
  void findsTheBrandOfNearlyAllLabelledTitlesFromTheTitleAlone() {
    BrandFinder brands = new BrandFinder(LIST);
    List<String> wrong = new ArrayList<>();
    int labelled = 0;
    for (NamedCsvRecord row : titles) {
      String label = row.getField("brand_label");
      if (label.isBlank()) {
        continue;
      }
      labelled++;
      String brand = brands.find(row.getField("title"), null, "");
      if (brand == null || !isSame(brand, label)) {
        wrong.add(row.getField("title") + ": " + brand + " for " + label);
      }
    }
    System.out.printf("brand right on %d of %d%n", labelled - wrong.size(), labelled);
    assertThat((double) wrong.size() / labelled).as("%s", wrong).isLessThanOrEqualTo(.01);
  }

  /** How well brands that nobody has heard of are read, by hiding each from the list in turn. */
  @Test
  void guessesHiddenBrandsRightMoreOftenThanNot() {
    Map<String, BrandFinder> withoutBrand = new HashMap<>();
    int right = 0;
    int guessed = 0;
    for (NamedCsvRecord row : titles) {
      String label = row.getField("brand_label");
      BrandList.Name known = LIST.named(new FoldedWords(label));
      if (label.isBlank() || known == null) {
        continue;
      }
      String brand =
          withoutBrand
              .computeIfAbsent(known.canonical(), hidden -> new BrandFinder(LIST.without(hidden)))
              .find(row.getField("title"), null, "");
      if (brand != null) {
        guessed++;
        right += isSame(brand, label) ? 1 : 0;
      }
    }
    System.out.printf("hidden brands: right on %d of %d guesses%n", right, guessed);
    assertThat((double) right / guessed).isGreaterThan(.7);
  }

  @Test
  void findsTheCategoryOfNearlyAllTitles() {
    CategoryFinder categories = new CategoryFinder();
    Map<String, Set<String>> slugs = new HashMap<>();
    for (String[] row : CsvTable.read("shop-categories.csv", 2)) {
      slugs.put(row[0], Set.of(row[1].split("\\|", -1)));
    }
    List<String> wrong = new ArrayList<>();
    for (NamedCsvRecord row : titles) {
      String label = new FoldedWords(row.getField("category_label")).toString();
      assertThat(slugs).as("shop-categories.csv").containsKey(label);
      String slug =
          categories.find(row.getField("title"), null, List.of()).map(Category::slug).orElse("");
      if (!slugs.getOrDefault(label, Set.of()).contains(slug)) {
        wrong.add(row.getField("title") + ": " + slug + " for " + label);
      }
    }
    System.out.printf("category right on %d of %d%n", titles.size() - wrong.size(), titles.size());
    assertThat((double) wrong.size() / titles.size()).as("%s", wrong).isLessThanOrEqualTo(.02);
  }

  /** Skate Warehouse shows who distributes the goods where others show the brand. */
  @Test
  void letsTheDistributorsOfSkateWarehouseChangeNothing() throws IOException {
    BrandFinder brands = new BrandFinder(LIST);
    for (NamedCsvRecord row : rows("skate-pages/gold.csv")) {
      if (row.getField("shop").equals("skatewarehouse")) {
        String name = row.getField("name");
        assertThat(brands.find(name, row.getField("brand"), "Skate Warehouse"))
            .as(name)
            .isEqualTo(brands.find(name, null, "Skate Warehouse"));
      }
    }
  }

  @Test
  void findsTheBrandOfNearlyEveryTitleOfSkateWarehouse() {
    BrandFinder brands = new BrandFinder(LIST);
    long unknown =
        titles.stream()
            .filter(row -> row.getField("shop").equals("skatewarehouse"))
            .filter(row -> !isListed(brands.find(row.getField("title"), null, "")))
            .count();
    assertThat(unknown).isLessThanOrEqualTo(5);
  }

  private static boolean isListed(@Nullable String brand) {
    return brand != null && LIST.hasCanonical(brand);
  }

  private static boolean isSame(String brand, String label) {
    return key(brand).equals(key(label));
  }

  private static String key(String spelling) {
    BrandList.@Nullable Name name = LIST.named(new FoldedWords(spelling));
    if (name != null) {
      return name.canonical();
    }
    String folded = fold(spelling);
    for (String tradeWord : List.of("skateboards", "skateboard", "co")) {
      folded =
          folded.endsWith(tradeWord)
              ? folded.substring(0, folded.length() - tradeWord.length())
              : folded;
    }
    return folded.toLowerCase(Locale.ROOT);
  }

  private static String fold(String text) {
    FoldedWords words = new FoldedWords(text);
    return words.joined(0, words.count());
  }
}
