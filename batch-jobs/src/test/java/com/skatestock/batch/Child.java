package com.skatestock.batch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process that was started here; only its own id is ever signalled.
 *
 * @param out what it said, if that is not read from {@link Process#getInputStream}
 */
public record Child(Process process, Path out, Path log) {
  private static final int LAST_LINES = 30;

  /** What it said, when it has ended by itself. */
  public String answer(Duration patience) throws IOException, InterruptedException {
    if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException("Still runs after " + patience + ": " + tail());
    }
    return Files.readString(out, StandardCharsets.UTF_8);
  }

  public int exitCode() {
    return process.exitValue();
  }

  /** Tells one that is talked to that nothing more will be said, and waits for its end. */
  public void endsByItself() throws IOException, InterruptedException {
    process.getOutputStream().close();
    process.waitFor();
  }

  /** {@code kill -9}. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** {@code kill -NAME}. */
  public void signal(String name) {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while signalling " + process.pid(), e);
    }
  }

  /** The end of its log. */
  public String tail() throws IOException {
    List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
  }

  /** Says a line to it and waits for the line that it answers. */
  public String ask(String line) throws IOException {
    PrintStream in = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    in.println(line);
    return hear();
  }

  /** The next line that it says. */
  public String hear() throws IOException {
    BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
    String answer = reader.readLine();
    if (answer == null) {
      throw new IllegalStateException("Ended without an answer: " + tail());
    }
    return answer;
  }
}
