package com.skatestock.batch.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The short form of {@code scripts/kill.sh}. */
@Timeout(300)
class KilledRunsTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void killedAndRestartedRunsEndInTheStateOfRunsThatWereLeftAlone() throws Exception {
    try (Pipeline pipeline = new Pipeline(folder, KillCampaign.shops(400))) {
      KillCampaign.Outcome outcome = new KillCampaign(pipeline, 20261120).run(3, 8);

      assertThat(outcome.problems()).isEmpty();
      assertThat(outcome.kills()).isBetween(3, 4);
      assertThat(outcome.state().get("products")).startsWith("1200 ");
    }
  }
}
