package com.skatestock.batch.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** A terminal of which it is known afterwards what was drawn on it. */
final class Watched {
  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
  private final Terminal terminal =
      new Terminal(new PrintStream(screen, true, StandardCharsets.UTF_8), 100);

  /** The program at this terminal. */
  CommandLine commandLine() {
    return SkateStock.commandLine(Optional.of(terminal));
  }

  /** The command of that name. */
  static CommandSpec spec(CommandLine program, String name) {
    return Objects.requireNonNull(program.getSubcommands().get(name)).getCommandSpec();
  }

  String drawn() {
    return screen.toString(StandardCharsets.UTF_8);
  }
}
