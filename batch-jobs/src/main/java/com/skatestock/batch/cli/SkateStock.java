package com.skatestock.batch.cli;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.TimeZone;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The program {@code skatestock}. */
@Command(
    name = "skatestock",
    description =
        "Watches skate shops: what they list, at what price, in which sizes, in stock or not.",
    mixinStandardHelpOptions = true,
    version = "skatestock 0.1.0",
    subcommands = {
      RunCommand.class,
      SchedulerCommand.class,
      BackfillCommand.class,
      ArchiveCommand.class,
      RebuildCommand.class,
      CycleCommand.class,
      ExtractCommand.class,
      PriceCommand.class,
      JobsCommand.class,
      DlqCommand.class,
      ShopsCommand.class,
      TopicsCommand.class,
      RobotsCommand.class,
      HelpCommand.class
    },
    exitCodeOnExecutionException = ExitCodes.RETRY,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done, or done before, or being done elsewhere",
      "64:called wrongly",
      "65:the data is not what it should be",
      "75:something that may pass: try again"
    })
public final class SkateStock implements Runnable {
  @Option(names = "--stacktrace", description = "print errors in full", scope = ScopeType.INHERIT)
  private boolean stacktrace;

  private final Optional<Terminal> terminal;

  private SkateStock(Optional<Terminal> terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }

  /** The program, ready to execute arguments; nobody watches. */
  static CommandLine commandLine() {
    return commandLine(Optional.empty());
  }

  /**
   * The program, ready to execute arguments.
   *
   * @param terminal where somebody watches
   */
  static CommandLine commandLine(Optional<Terminal> terminal) {
    SkateStock program = new SkateStock(terminal);
    CommandLine whole = new CommandLine(program);
    refuseWrongCallsAlike(whole);
    whole.registerConverter(Instant.class, Moment::time);
    whole.registerConverter(LocalDate.class, Moment::day);
    return whole
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(
            (error, commandLine, parsed) -> {
              if (program.stacktrace) {
                error.printStackTrace(commandLine.getErr());
              } else {
                commandLine.getErr().println(ErrorText.of(error));
              }
              return error instanceof IllegalArgumentException ? ExitCodes.DATA : ExitCodes.RETRY;
            });
  }

  /** The terminal of the program that a command belongs to. */
  static Optional<Terminal> terminal(CommandSpec command) {
    return command.root().userObject() instanceof SkateStock program
        ? program.terminal
        : Optional.empty();
  }

  /** picocli's subcommands do not take this exit code over from the program. */
  private static void refuseWrongCallsAlike(CommandLine command) {
    command.getCommandSpec().exitCodeOnInvalidInput(ExitCodes.USAGE);
    command.getSubcommands().values().forEach(SkateStock::refuseWrongCallsAlike);
  }

  public static void main(String[] arguments) {
    // Spring Batch writes the time of day of the process's zone into columns that know none.
    TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    // What is printed is read by programs too: 1.5 is never 1,5, whatever the machine's language.
    Locale.setDefault(Locale.ROOT);
    System.exit(commandLine(Terminal.ofProcess()).execute(arguments));
  }
}
