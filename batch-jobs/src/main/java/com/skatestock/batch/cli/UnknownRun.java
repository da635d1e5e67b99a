package com.skatestock.batch.cli;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** A command was called with an id that no run has. */
final class UnknownRun extends ParameterException {
  private static final long serialVersionUID = 1;

  UnknownRun(CommandLine commandLine, long execution) {
    super(commandLine, "No run " + execution + "; see: skatestock jobs list");
  }
}
