package com.skatestock.planted;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/** Violations of the rule that no test class is found by scanning; outside of what is scanned. */
final class ScannedBeans {
  @Configuration
  static class ConfigurationInATest {}

  @TestConfiguration
  static class TestConfigurationInATest {}

  @Component
  static class ComponentInATest {}

  static class PlainBeans {
    @Bean
    String word() {
      return "word";
    }
  }

  private ScannedBeans() {}
}
