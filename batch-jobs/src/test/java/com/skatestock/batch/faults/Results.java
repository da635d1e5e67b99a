package com.skatestock.batch.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A file with a JSON line per round, which later runs go on with and which can be summed. */
final class Results {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Path file;
  private final List<Line> lines = new ArrayList<>();

  /**
   * A round.
   *
   * @param planted what was wrong with the product; null if it was the product itself
   * @param recoverySeconds from each fault to the end of the run that it broke
   * @param repeated events that were published more than once, with the same id
   */
  record Line(
      String scenario,
      int round,
      long seed,
      @Nullable String planted,
      String what,
      int faults,
      List<Double> recoverySeconds,
      int lost,
      int doubled,
      int repeated,
      List<String> problems,
      double seconds) {
    boolean over() {
      return Scenario.Round.NOTHING_LEFT.equals(what);
    }
  }

  /**
   * @param resume whether what the file holds already counts; else it begins anew
   */
  Results(Path file, boolean resume) throws IOException {
    this.file = file;
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    if (resume && Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        lines.add(JSON.readValue(line, Line.class));
      }
    } else {
      Files.deleteIfExists(file);
    }
  }

  void add(Line line) throws IOException {
    lines.add(line);
    String text = JSON.writeValueAsString(line);
    Files.writeString(file, text + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    System.out.println(text);
  }

  void skipped(String scenario, String why) {
    System.out.printf("{\"scenario\":\"%s\",\"skipped\":\"%s\"}%n", scenario, why);
  }

  /** Whether the scenario has had this round, without a planted defect. */
  boolean has(String scenario, int round) {
    return lines.stream()
        .anyMatch(
            line ->
                line.scenario().equals(scenario)
                    && line.planted() == null
                    && line.round() == round);
  }

  List<Line> lines() {
    return lines;
  }
}
