package com.skatestock.api.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

class ApiArchitectureTest {
  private static final ArchRule KNOWS_NO_JOBS =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.skatestock.batch..", "com.skatestock.contracts..")
          .because(
              "the api reads PostgreSQL, whatever wrote it, and asks for work by a row in"
                  + " job_requests. Read a table instead; if none has it, let load or analyse write"
                  + " one");

  @Test
  void knowsNoJobs() {
    KNOWS_NO_JOBS.check(
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("com.skatestock.api"));
  }

  @Test
  void findsAnApiThatKnowsAJob() {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(
            () -> KNOWS_NO_JOBS.check(new ClassFileImporter().importClasses(StartsAJob.class)))
        .withMessageContaining("StartsAJob");
  }

  /** The planted violation. */
  private record StartsAJob(com.skatestock.batch.planted.PlantedJob job) {}
}
