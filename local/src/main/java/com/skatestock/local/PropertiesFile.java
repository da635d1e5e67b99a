package com.skatestock.local;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;

/** A properties file that other processes read while we write: it appears whole or not at all. */
final class PropertiesFile {
  private PropertiesFile() {}

  /**
   * Writes one {@code name=value} a line, unescaped, so that a shell reads it as easily as Java.
   */
  static void write(Path file, SortedMap<String, String> properties) {
    Path draft = file.resolveSibling(file.getFileName() + ".draft");
    try {
      Files.write(
          draft,
          properties.entrySet().stream()
              .map(property -> property.getKey() + "=" + property.getValue())
              .toList());
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("Not written: " + file, e);
    }
  }

  static Optional<Properties> read(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
      return Optional.of(properties);
    } catch (NoSuchFileException absent) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("Not read: " + file, e);
    }
  }
}
