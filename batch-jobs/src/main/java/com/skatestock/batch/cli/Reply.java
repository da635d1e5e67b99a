package com.skatestock.batch.cli;

import java.io.PrintWriter;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * How a command replies: to people in text, and how far it is meanwhile; to programs in JSON, and
 * with nothing else on the output stream.
 */
final class Reply {
  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--format",
      paramLabel = "text|json",
      defaultValue = "text",
      description = "how to answer (default: ${DEFAULT-VALUE}); json is one object a line")
  private Format format = Format.text;

  Reply() {}

  /** Of a command line that has no such option. */
  Reply(CommandSpec spec, Format format) {
    this.spec = spec;
    this.format = format;
  }

  boolean isJson() {
    return format == Format.json;
  }

  PrintWriter out() {
    return commandLine().getOut();
  }

  /** Where refusals go, in either format. */
  PrintWriter errors() {
    return commandLine().getErr();
  }

  CommandLine commandLine() {
    return spec.commandLine();
  }

  /** Says the one or the other. */
  void say(Object document, String text) {
    out().println(isJson() ? Json.line(document) : text);
    out().flush();
  }

  /**
   * Shows how far the work is, where somebody watches.
   *
   * @param position asked once now, and once a second then
   */
  Progress progress(String work, String unit, Supplier<Progress.Position> position) {
    return Progress.of(
        isJson() ? Optional.empty() : SkateStock.terminal(spec), work, unit, position);
  }
}
