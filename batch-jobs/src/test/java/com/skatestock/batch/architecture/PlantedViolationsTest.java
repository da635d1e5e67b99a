package com.skatestock.batch.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each rule finds the violation that is planted for it below {@code planted}. */
class PlantedViolationsTest {
  private static final String ROOT = "com.skatestock.batch.architecture.planted";
  private static final JavaClasses PLANTED = new ClassFileImporter().importPackages(ROOT);
  private static final Map<String, ArchRule> RULES = new HouseRules(ROOT).all();

  private static final String TABLE =
      """
      source uses only the output of the stages before it|source.LooksAhead
      archive uses only the output of the stages before it|archive.KeepsFetching
      extract uses only the output of the stages before it|extract.FetchesAgain
      normalise uses only the output of the stages before it|normalise.FetchesAgain
      publish uses only the output of the stages before it|publish.FetchesAgain
      load reads events only|load.ReadsProducts
      analyse reads PostgreSQL only|analyse.ReadsPages
      analyse calculates without I/O|analyse.AsksTheClock
      extract and normalise are pure|extract.WritesToTheDatabase
      extract and normalise ask no time|normalise.MeasuresTime
      platforms do not know each other|extract.one.KnowsTwo
      Spring Batch only in job and cli|publish.StartsJobs
      no transaction around a step|job.StepInATransaction
      no cycles|source.LooksAhead
      no injected fields|shop.InjectedField
      no injected methods|shop.InjectedMethod
      jsoup only in extract|normalise.ReadsHtml
      jsoup fetches nothing|normalise.ReadsHtml
      the time comes from a Clock|archive.StampsNow
      names say what a thing is|shop.ShopHelper
      batch-jobs does not know the api|shop.CallsTheApi
      """;

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = TABLE)
  void isFound(String rule, String culprit) {
    ArchRule found = RULES.get(rule);
    assertThat(found).as(rule).isNotNull();
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> found.check(PLANTED))
        .withMessageContaining(culprit)
        .withMessageContaining("because");
  }

  @Test
  void noRuleIsWithoutItsViolation() {
    assertThat(TABLE.lines().map(line -> line.substring(0, line.indexOf('|'))))
        .containsExactlyElementsOf(RULES.keySet());
  }

  @Test
  void aBeanThatAProgramWouldFindByScanningIsFound() {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(
            () ->
                TestBeans.NONE_BY_SCANNING.check(
                    new ClassFileImporter().importPackages("com.skatestock.planted")))
        .withMessageContaining("ConfigurationInATest")
        .withMessageContaining("TestConfigurationInATest")
        .withMessageContaining("ComponentInATest")
        .withMessageContaining("because")
        .satisfies(error -> assertThat(error.getMessage()).doesNotContain("PlainBeans"));
  }

  @Test
  void outputOfAnEarlierStageMayBeUsed() {
    ArchRule publish = RULES.get("publish uses only the output of the stages before it");
    assertThat(publish).isNotNull();
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> publish.check(PLANTED))
        .satisfies(error -> assertThat(error.getMessage()).doesNotContain("UsesOutput"));
  }

  @Test
  void whatIsSharedByPlatformsMayBeUsedButKnowsNone() {
    ArchRule platforms = RULES.get("platforms do not know each other");
    assertThat(platforms).isNotNull();
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> platforms.check(PLANTED))
        .withMessageContaining("structured.KnowsAPlatform")
        .satisfies(error -> assertThat(error.getMessage()).doesNotContain("ReadsWhatIsStated"));
  }

  @Test
  void aPackageWithoutItsSignIsFound() {
    assertThat(PackageSigns.missing(PLANTED)).contains(ROOT + ".shop").doesNotContain(ROOT);
  }
}
