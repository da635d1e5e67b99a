package com.skatestock.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of {@code scripts/drill.sh}. */
class RestoreDrillTest {
  @TempDir private Path folder;

  @Test
  void aDatabaseRestoredToAMomentCatchesUpAndNothingIsLost() throws Exception {
    RestoreDrill.Report report = RestoreDrill.run(folder, 300);

    assertThat(report.lost()).isZero();
    assertThat(report.invented()).isZero();
    assertThat(report.pagesLost()).isZero();
    assertThat(report.pagesIndexed()).isEqualTo(8);
    // It was a past state that came back, and Kafka that had the rest.
    assertThat(report.rowsRestored()).isBetween(1, report.rows() - 1);
    assertThat(report.isClean()).isTrue();
  }
}
