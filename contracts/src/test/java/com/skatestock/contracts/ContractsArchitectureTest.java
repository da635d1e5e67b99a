package com.skatestock.contracts;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

class ContractsArchitectureTest {
  private static final ArchRule IMPORTS_LITTLE =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "com.skatestock.contracts..", "java..", "org.apache.avro..", "org.jspecify..")
          .because(
              "both sides of the Kafka wall depend on this module, so it brings nothing along. Put"
                  + " what needs another library into batch-jobs, package wire");

  @Test
  void importsTheJdkAvroAndJSpecifyOnly() {
    IMPORTS_LITTLE.check(
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("com.skatestock.contracts"));
  }

  @Test
  void findsAnotherImport() {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> IMPORTS_LITTLE.check(new ClassFileImporter().importClasses(Logs.class)))
        .withMessageContaining("Logs");
  }

  /** The planted violation. */
  private record Logs(Logger logger) {}
}
