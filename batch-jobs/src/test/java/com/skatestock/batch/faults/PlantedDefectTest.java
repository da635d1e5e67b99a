package com.skatestock.batch.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PlantedDefectTest {

  static Stream<PlantedDefect> defects() {
    return FaultsCommand.scenarios().values().stream().map(Scenario::planted).distinct();
  }

  @ParameterizedTest
  @MethodSource("defects")
  void everyDefectCanStillBePlanted(PlantedDefect defect) throws Exception {
    Path sound = Path.of(System.getProperty("skatestock.root")).resolve(defect.file());

    assertThat(defect.doctored()).isNotEqualTo(Files.readString(sound));
  }

  @Test
  void saysWhereItsWordsAreGone() {
    PlantedDefect defect =
        new PlantedDefect("?", "sql/queries/load/variants.sql", Map.of("no such words", ""));

    assertThatThrownBy(defect::doctored)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "'no such words' is not once in sql/queries/load/variants.sql any more: plant the"
                + " defect anew");
  }
}
