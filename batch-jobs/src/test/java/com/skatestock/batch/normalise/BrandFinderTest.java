package com.skatestock.batch.normalise;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class BrandFinderTest {
  private static final BrandList LIST = new BrandList();
  private static final BrandFinder BRANDS = new BrandFinder(LIST);

  @ParameterizedTest(name = "{0} [{1}]")
  @CsvFileSource(resources = "/com/skatestock/batch/normalise/brand-cases.csv", numLinesToSkip = 1)
  void findsTheBrandOfTheTable(
      String title, @Nullable String vendor, @Nullable String shop, @Nullable String brand) {
    assertThat(BRANDS.find(title, vendor, shop == null ? "" : shop)).isEqualTo(brand);
  }

  @ParameterizedTest
  @CsvFileSource(resources = "/com/skatestock/batch/normalise/brands.csv", numLinesToSkip = 1)
  void readsEveryNameOfTheListAsItself(String canonical, @Nullable String aliases, String kind) {
    String found = BRANDS.find(canonical + " Tee", null, "");
    boolean brand = kind.equals("brand") || kind.equals("word");
    assertThat(found).isEqualTo(brand ? canonical : null);
    assertThat(BRANDS.find("Otter Tee", canonical, ""))
        .isEqualTo(kind.equals("distributor") ? null : canonical);
  }

  @Test
  void readsOnlyTheBeginningOfATitleWithoutEnd() {
    assertThat(BRANDS.find("sale " + "1 é & ".repeat(5_000) + "Otter Deck", null, "")).isNull();
    assertThat(BRANDS.find("Real " + "Otter & ".repeat(5_000) + "Deck", null, ""))
        .isEqualTo("Real");
  }

  @Property
  void answersOnlyWhatIsInTheListOrWasSaid(
      @ForAll String title, @ForAll String vendor, @ForAll String shop) {
    String brand = BRANDS.find(title, vendor, shop);
    if (brand != null && !LIST.hasCanonical(brand)) {
      assertThat(title + '\n' + vendor).contains(brand);
    }
  }

  @Property
  void answersOnlyWhatIsInTheListOrWasSaidForNamesOfTheTrade(
      @ForAll("titles") String title, @ForAll("titles") String vendor) {
    String brand = BRANDS.find(title, vendor, "Real");
    if (brand != null && !LIST.hasCanonical(brand)) {
      assertThat(title + '\n' + vendor).contains(brand);
    }
  }

  @Provide
  Arbitrary<String> titles() {
    return Arbitraries.of(
            "Real", "Otter", "x", "w/", "-", "8.25", "Deck", "of", "the", "&", "NHS", "Deluxe",
            "Nike", "SB", "Sale", "$", "é", "Club", "\u00a0", "Trucks", "Tee")
        .list()
        .ofMaxSize(9)
        .map(words -> String.join(" ", words));
  }
}
