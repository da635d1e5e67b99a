package com.skatestock.batch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** {@code shops remove --purge} deletes nothing by mistake. */
class ShopsRemoveTest {

  @ParameterizedTest
  @ValueSource(strings = {"remove seasons --purge", "remove seasons --purge --yes --dry-run"})
  void aPurgeIsEitherMeantOrTried(String line) {
    StringWriter errors = new StringWriter();

    int code =
        new CommandLine(new ShopsCommand())
            .setErr(new PrintWriter(errors))
            .execute(line.split(" "));

    assertThat(code).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(errors.toString()).contains("--dry-run to see how much there is, or --yes");
  }
}
