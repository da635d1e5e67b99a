package com.skatestock.local.shop;

import picocli.CommandLine;

/** The command in a process of its own. */
final class ShopsMain {
  private ShopsMain() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new ShopsCommand()).execute(arguments));
  }
}
