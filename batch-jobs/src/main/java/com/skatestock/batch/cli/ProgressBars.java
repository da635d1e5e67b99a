package com.skatestock.batch.cli;

import java.io.Console;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarConsumer;

/** Where progress bars go: to a terminal's error stream, and nowhere else. */
final class ProgressBars {

  private ProgressBars() {}

  @SuppressWarnings(
      "SystemConsoleNull") // NullAway's view of the JDK still says that it may be null
  static ProgressBarConsumer consumer() {
    Console console = System.console();
    return console != null && console.isTerminal()
        ? new ConsoleProgressBarConsumer(System.err)
        : new DelegatingProgressBarConsumer(line -> {}, 80);
  }
}
