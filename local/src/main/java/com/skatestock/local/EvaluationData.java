package com.skatestock.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The evaluation data that may lie beside the checkout, in {@code ../shared/data}. It is read-only
 * and never part of the project: a test that finds none is skipped, and says so.
 */
public final class EvaluationData {
  private EvaluationData() {}

  /**
   * The folder of one set, such as {@code prices}.
   *
   * @return empty if it is not there. The checkout's root is the system property {@code
   *     skatestock.root}; without it, every folder from the working directory upwards is tried.
   */
  public static Optional<Path> folder(String set) {
    String root = System.getProperty("skatestock.root");
    if (root != null) {
      return beside(Path.of(root), set);
    }
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      Optional<Path> found = beside(folder, set);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<Path> beside(Path root, String set) {
    Path folder = root.toAbsolutePath().resolve("../shared/data").resolve(set).normalize();
    return Optional.of(folder).filter(Files::isDirectory);
  }
}
