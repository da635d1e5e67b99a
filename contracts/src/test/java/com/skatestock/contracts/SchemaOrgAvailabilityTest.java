package com.skatestock.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.EnumSource;

class SchemaOrgAvailabilityTest {

  @ParameterizedTest
  @CsvFileSource(resources = "schema-org-availability.csv", numLinesToSkip = 1)
  void readsWhatShopsWrite(String text, Availability availability) {
    assertThat(SchemaOrgAvailability.parse(text)).isEqualTo(availability);
  }

  @Test
  void isUnknownWhereTheShopSaysNothing() {
    assertThat(SchemaOrgAvailability.parse(null)).isEqualTo(Availability.UNKNOWN);
    assertThat(SchemaOrgAvailability.name(Availability.UNKNOWN)).isNull();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UNKNOWN")
  void readsTheNamesItWrites(Availability availability) {
    String name = SchemaOrgAvailability.name(availability);
    assertThat(SchemaOrgAvailability.parse(name)).isEqualTo(availability);
    assertThat(SchemaOrgAvailability.parse("https://schema.org/" + name)).isEqualTo(availability);
  }
}
