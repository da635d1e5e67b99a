package com.skatestock.batch.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.lang.ArchRule;

/** What test classes must not be. */
final class TestBeans {
  /**
   * Programs in a process of their own (faults, drill, benchmarks) run on the tests' class path and
   * scan {@code com.skatestock.batch}: a bean of a test would be one of theirs.
   */
  static final ArchRule NONE_BY_SCANNING =
      noClasses()
          .should()
          .beAnnotatedWith("org.springframework.stereotype.Component")
          .orShould()
          .beMetaAnnotatedWith("org.springframework.stereotype.Component")
          .as("test classes are no beans that scanning finds")
          .because(
              "programs on the tests' class path would find them. Leave out @Configuration and"
                  + " @Component; name the class where the test starts the application")
          .allowEmptyShould(true);

  private TestBeans() {}
}
