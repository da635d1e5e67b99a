package com.skatestock.batch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CronJobSlotTest {

  @ParameterizedTest
  @CsvSource({
    // as the controller writes them
    "load-29919510,                2026-11-20T10:30:00Z",
    "scrape-seasons-29919510,      2026-11-20T10:30:00Z",
    // a shop whose id ends in digits
    "scrape-shop-24-29919511,      2026-11-20T10:31:00Z",
    // made by hand
    "scrape-seasons,               ",
    "scrape-seasons-try,           ",
    "scrape-seasons-manual-2,      ",
    "scrape-seasons-20261120,      ",
    "scrape-seasons-1763634600,    ",
    "29919510,                     ",
    "'',                           "
  })
  void readsTheScheduledTime(String jobName, @Nullable Instant time) {
    assertThat(CronJobSlot.scheduledTime(jobName)).isEqualTo(Optional.ofNullable(time));
  }

  @Test
  void runRefusesAJobThatWasMadeByHand() {
    assertThat(refusal("run", "load", "--slot-of-job", "load-try"))
        .contains("No CronJob made the name 'load-try'");
  }

  @Test
  void runRefusesTwoSlots() {
    assertThat(
            refusal(
                "run", "load", "--slot", "2026-11-20T10:30:00Z", "--slot-of-job", "load-29919510"))
        .contains("give one of them");
  }

  @Test
  void runRefusesAnUnknownOption() {
    assertThat(refusal("run", "load", "--slott")).contains("Unknown option: '--slott'");
  }

  /** What the program answers to a wrong call, which ends with 64. */
  private static String refusal(String... arguments) {
    StringWriter errors = new StringWriter();
    int exit = SkateStock.commandLine().setErr(new PrintWriter(errors, true)).execute(arguments);
    assertThat(exit).isEqualTo(64);
    return errors.toString();
  }
}
