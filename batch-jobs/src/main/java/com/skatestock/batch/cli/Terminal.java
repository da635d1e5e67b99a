package com.skatestock.batch.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The terminal at the error stream. Its last line tells how far work is; whatever else is printed,
 * logs too, stands above it in whole lines. Safe for use by several threads.
 */
final class Terminal {
  /** Set by scripts/skatestock if the error stream is a terminal: how wide it is. */
  private static final String COLUMNS = "skatestock.terminal.columns";

  /** Of one that does not know its width. */
  private static final int USUAL_WIDTH = 80;

  private static final byte[] ERASE = "\r\033[K".getBytes(StandardCharsets.US_ASCII);

  private final PrintStream screen;
  private final int columns;
  private String lastLine = "";
  private boolean lineOpen;

  /**
   * @param screen what is written to it is seen at once
   */
  Terminal(PrintStream screen, int columns) {
    this.screen = screen;
    this.columns = columns;
  }

  /** This process's, whose streams go through it from now on; empty if it has none. */
  static Optional<Terminal> ofProcess() {
    Integer columns = Integer.getInteger(COLUMNS);
    if (columns == null) {
      return Optional.empty();
    }
    Terminal terminal = new Terminal(System.err, columns > 0 ? columns : USUAL_WIDTH);
    System.setOut(terminal.above(System.out));
    System.setErr(terminal.above(System.err));
    return Optional.of(terminal);
  }

  /** How much fits into the last line. */
  int width() {
    return columns - 1;
  }

  /** Shows a text in the last line, in place of the one before; an empty one frees it. */
  synchronized void lastLine(String text) {
    erase();
    lastLine = text;
    draw();
  }

  /** The same stream, whose lines stand above the last one. */
  PrintStream above(PrintStream stream) {
    return new PrintStream(new Above(stream), true, stream.charset());
  }

  private void erase() {
    if (!lastLine.isEmpty() && !lineOpen) {
      screen.write(ERASE, 0, ERASE.length);
      screen.flush();
    }
  }

  private void draw() {
    if (!lastLine.isEmpty() && !lineOpen) {
      screen.print(lastLine);
      screen.flush();
    }
  }

  private final class Above extends OutputStream {
    private final PrintStream stream;

    Above(PrintStream stream) {
      this.stream = stream;
    }

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
      if (length == 0) {
        return;
      }
      synchronized (Terminal.this) {
        erase();
        stream.write(bytes, from, length);
        stream.flush();
        lineOpen = bytes[from + length - 1] != '\n';
        draw();
      }
    }

    @Override
    public void flush() {
      stream.flush();
    }
  }
}
