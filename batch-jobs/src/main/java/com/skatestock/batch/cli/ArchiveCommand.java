package com.skatestock.batch.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code archive}: looks after the page archive. */
@Command(
    name = "archive",
    description = "Looks after the page archive.",
    mixinStandardHelpOptions = true,
    subcommands = IndexCommand.class)
final class ArchiveCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
