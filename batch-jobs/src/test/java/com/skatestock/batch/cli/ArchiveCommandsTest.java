package com.skatestock.batch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Calls of the archive's commands that need no server: wrong ones, and for help. */
class ArchiveCommandsTest {
  private final StringWriter said = new StringWriter();

  private int run(String... arguments) {
    CommandLine program = SkateStock.commandLine();
    program.setOut(new PrintWriter(said, true)).setErr(new PrintWriter(said, true));
    return program.execute(arguments);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # neither the archive nor a file is named; or both are
          backfill                                                          | Give either --from and --to, or --warc
          backfill --from 2026-11-01 --to 2026-11-02 --warc x --shop labor  | Give either --from and --to, or --warc
          # half a range; one that ends before it begins
          backfill --from 2026-11-01                                        | --from and --to name the first and the last day
          backfill --from 2026-11-02 --to 2026-11-01                        | --from and --to name the first and the last day
          backfill --from 2026-11-01 --to 2026-11-02 --parallel 7           | --parallel is 1 to 6
          # a file does not say whose pages it holds
          backfill --warc x                                                 | --warc needs the one --shop
          backfill --warc x --shop labor --dry-run                          | --dry-run goes with --from and --to
          backfill --warc nowhere.warc --shop labor                         | No such file: nowhere.warc
          archive index                                                     | Give --rebuild, or --dry-run, or both
          archive index --dry-run --from 2026-11-02 --to 2026-11-01         | --from and --to name the first and the last day
          rebuild                                                           | --from-topic
          rebuild --from-topic --from-archive                               | mutually exclusive
          """)
  void wrongCallsAreNamedBeforeAnythingIsStarted(String call, String problem) {
    assertThat(run(call.split(" +", -1))).isEqualTo(ExitCodes.USAGE);
    assertThat(said.toString()).contains(problem);
  }

  @Test
  void helpSaysWhatMissingFailedAndAllMean() {
    assertThat(run("backfill", "--help")).isZero();

    assertThat(said.toString().replaceAll("\\s+", " "))
        .contains("missing (default): pages whose products were never published")
        .contains("failed: pages that were not understood")
        .contains("all: every page");
  }
}
