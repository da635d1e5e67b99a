package com.skatestock.batch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.skatestock.batch.cli.Progress.Position;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The last line of a terminal, and who may write above it. */
class ProgressTest {
  private static final String ERASE = "\r\033[K";

  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
  private final PrintStream stream = new PrintStream(screen, true, StandardCharsets.UTF_8);
  private final Terminal terminal = new Terminal(stream, 60);

  private String drawn() {
    return screen.toString(StandardCharsets.UTF_8);
  }

  @Test
  void whatIsPrintedMeanwhileStandsAboveInWholeLines() {
    PrintStream log = terminal.above(stream);
    log.println("before");
    terminal.lastLine("1 of 2");
    log.println("a log line");
    log.print("half");
    terminal.lastLine("2 of 2");
    log.println(" and half");
    terminal.lastLine("");
    log.println("after");

    assertThat(drawn())
        .isEqualTo(
            "before\n"
                + "1 of 2"
                + (ERASE + "a log line\n" + "1 of 2")
                // Nothing is drawn into a line that is not whole.
                + (ERASE + "half")
                + (" and half\n" + "2 of 2")
                + ERASE
                + "after\n");
  }

  @Test
  void showsHowFarItIsAndLeavesNothingBehind() {
    AtomicInteger done = new AtomicInteger(3);
    try (Progress _ =
        Progress.of(
            Optional.of(terminal),
            "load",
            "records",
            () -> new Position(done.get(), 12, "2 shops"))) {
      await().until(() -> drawn().contains("load  25% ["));
      done.set(6);
      await().until(() -> drawn().contains("load  50% ["));
    }

    String[] lines = drawn().split("\\Q" + ERASE + "\\E", -1);
    assertThat(lines[lines.length - 2])
        .matches("load  50% \\[=+>? *] +6/12 records \\(0:00:0\\d / \\S+\\) 2 shops")
        .hasSizeLessThan(60);
    assertThat(lines[lines.length - 1]).isEmpty();
  }

  @Test
  void countsWhereNobodyKnowsTheEnd() {
    try (Progress _ =
        Progress.of(
            Optional.of(terminal), "scrape", "pages", () -> Position.open(7, "1,234 products"))) {
      await().until(() -> drawn().contains("7/? pages"));
    }
    assertThat(drawn()).contains("scrape").contains("1,234 products").endsWith(ERASE);
  }

  @Test
  void aPositionThatIsNotHadStopsNobody() {
    AtomicInteger asked = new AtomicInteger();
    try (Progress _ =
        Progress.of(
            Optional.of(terminal),
            "load",
            "records",
            () -> {
              if (asked.getAndIncrement() == 0) {
                throw new IllegalStateException("PostgreSQL is away");
              }
              return new Position(1, 2);
            })) {
      await().until(() -> drawn().contains("1/2 records"));
    }
    assertThat(drawn()).endsWith(ERASE).doesNotContain("PostgreSQL");
  }

  @Test
  void nobodyIsAskedWithoutATerminal() {
    AtomicInteger asked = new AtomicInteger();
    try (Progress _ =
        Progress.of(
            Optional.empty(), "load", "records", () -> new Position(asked.incrementAndGet(), 9))) {
      assertThat(asked).hasValue(0);
    }
  }
}
