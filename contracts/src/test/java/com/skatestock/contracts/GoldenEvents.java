package com.skatestock.contracts;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * The files that keep a schema version alive: its schema in the main resources, and in {@code
 * src/test/resources/golden/<event>/v<n>/} one message of each kind with the values it must give.
 *
 * @param event {@code product-event} or {@code error-event}
 */
record GoldenEvents(String event) {
  private static final Path MODULE = Path.of(System.getProperty("basedir", "."));

  /** One stored message, and beside it the text of what it says. */
  record Golden(String version, String kind, Path file) {
    byte[] message() throws IOException {
      return Files.readAllBytes(file);
    }

    List<String> expected() throws IOException {
      return Files.readAllLines(file.resolveSibling(kind + ".txt"));
    }

    @Override
    public String toString() {
      return version + " " + kind;
    }
  }

  /** What the generated classes were made from. */
  Schema source() throws IOException {
    return new Schema.Parser().parse(Files.readString(sourceFile()));
  }

  private Path sourceFile() {
    return MODULE.resolve("src/main/avro/" + event + ".avsc");
  }

  private Path versionFile(int version) {
    return MODULE.resolve(
        "src/main/resources/com/skatestock/contracts/%s/v%d.avsc".formatted(event, version));
  }

  private Path folder() {
    return MODULE.resolve("src/test/resources/golden/" + event);
  }

  int versions() {
    int versions = 0;
    while (Files.exists(versionFile(versions + 1))) {
      versions++;
    }
    return versions;
  }

  Schema version(int version) throws IOException {
    return new Schema.Parser().parse(text(version));
  }

  String text(int version) throws IOException {
    return Files.readString(versionFile(version));
  }

  /** Every stored message of every version. */
  List<Golden> all() throws IOException {
    try (Stream<Path> files = Files.walk(folder())) {
      return files
          .filter(file -> file.toString().endsWith(".avro"))
          .sorted()
          .map(this::golden)
          .toList();
    }
  }

  private Golden golden(Path file) {
    Path place = folder().relativize(file);
    return new Golden(
        place.getName(0).toString(), place.getName(1).toString().replace(".avro", ""), file);
  }

  /** Stores today's schema and the samples as the next version. */
  <E extends SpecificRecord> void writeNext(EventCodec<E> codec, Map<String, E> samples)
      throws IOException {
    int version = versions() + 1;
    Files.createDirectories(versionFile(version).getParent());
    Files.copy(sourceFile(), versionFile(version));
    Path folder = Files.createDirectories(folder().resolve("v" + version));
    for (var sample : new TreeMap<>(samples).entrySet()) {
      Files.write(folder.resolve(sample.getKey() + ".avro"), codec.encode(sample.getValue()));
      Files.write(
          folder.resolve(sample.getKey() + ".txt"),
          EventText.lines(sample.getValue()),
          StandardCharsets.UTF_8);
    }
  }
}
