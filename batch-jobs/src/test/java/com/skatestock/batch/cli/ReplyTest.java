package com.skatestock.batch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Programs can ask any command for JSON. */
class ReplyTest {

  @Test
  void everyCommandHasAFormatButThoseThatPrintJsonAnywayOrNothing() {
    assertThat(
            commands(SkateStock.commandLine())
                .filter(command -> command.getSubcommands().isEmpty())
                .filter(command -> command.getCommandSpec().findOption("--format") == null)
                .map(command -> command.getCommandSpec().qualifiedName()))
        .containsExactlyInAnyOrder(
            "skatestock scheduler", "skatestock extract", "skatestock price", "skatestock help");
  }

  private static Stream<CommandLine> commands(CommandLine command) {
    return Stream.concat(
        Stream.of(command),
        command.getSubcommands().values().stream().flatMap(ReplyTest::commands));
  }
}
