package com.skatestock.batch.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The house keeps its rules. That each rule can fail: {@link PlantedViolationsTest}. */
class ArchitectureTest {
  private static final HouseRules RULES = new HouseRules("com.skatestock.batch");
  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("com.skatestock.batch");

  static Stream<String> rules() {
    return RULES.all().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void holds(String rule) {
    var held = RULES.all().get(rule);
    assertThat(held).isNotNull();
    held.check(HOUSE);
  }

  @Test
  void noProgramFindsBeansOfTestsByScanning() {
    String tests =
        ArchitectureTest.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    TestBeans.NONE_BY_SCANNING.check(
        new ClassFileImporter()
            .withImportOption(location -> location.contains(tests))
            .importPackages("com.skatestock.batch"));
  }

  @Test
  void everyPackageHasItsSign() {
    assertThat(PackageSigns.missing(HOUSE))
        .as(
            "packages without a package-info.java that is @NullMarked. Add one that says what"
                + " enters, what leaves, what does not belong here, which room is next")
        .isEmpty();
  }
}
