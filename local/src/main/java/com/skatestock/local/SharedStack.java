package com.skatestock.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The one stack of a test JVM. A killed test JVM cannot clean up; so the next one stops and deletes
 * what it finds abandoned.
 */
final class SharedStack {
  static final LocalStack INSTANCE = open();

  private SharedStack() {}

  private static LocalStack open() {
    try {
      Path all =
          Files.createDirectories(
              Path.of(
                  System.getProperty("java.io.tmpdir"),
                  "skatestock-tests-" + System.getProperty("user.name")));
      deleteAbandoned(all);
      Path mine = Files.createTempDirectory(all, "stack");
      LocalStack stack = LocalStack.start(LocalStackSettings.in(mine).only());
      stack.discardAtExit();
      return stack;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void deleteAbandoned(Path all) throws IOException {
    // A younger folder may belong to a JVM that is about to lock it.
    Instant old = Instant.now().minus(1, ChronoUnit.MINUTES);
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(all)) {
      for (Path folder : folders) {
        if (Files.getLastModifiedTime(folder).toInstant().isBefore(old)
            && LocalStack.stopLeftBehind(folder)) {
          Programs.deleteTree(folder);
        }
      }
    }
  }
}
