package com.skatestock.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A process as written to a file, so that a later run finds it again.
 *
 * <p>Process ids are used again by the system; the birth is not. A process is only taken for the
 * recorded one, and only signalled, when both are equal.
 *
 * @param pid process id
 * @param birth when it was born: boot id and clock ticks since boot on Linux, which no change of
 *     the clock moves; the start time elsewhere
 * @param port where it listens; 0 if it does not
 */
record ProcessRecord(long pid, String birth, int port) {

  static ProcessRecord of(ProcessHandle process, int port) {
    return new ProcessRecord(process.pid(), birth(process), port);
  }

  /** The process itself, if it still lives and is really the recorded one. */
  Optional<ProcessHandle> living() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(process -> !birth.isEmpty() && birth.equals(birth(process)));
  }

  void write(Path file) {
    PropertiesFile.write(
        file,
        new TreeMap<>(
            Map.of("pid", Long.toString(pid), "birth", birth, "port", Integer.toString(port))));
  }

  /** What was recorded; empty if there is no such file, or it is not readable as a record. */
  static Optional<ProcessRecord> read(Path file) {
    return PropertiesFile.read(file)
        .flatMap(
            properties -> {
              try {
                return Optional.of(
                    new ProcessRecord(
                        Long.parseLong(properties.getProperty("pid", "")),
                        properties.getProperty("birth", ""),
                        Integer.parseInt(properties.getProperty("port", "0"))));
              } catch (NumberFormatException damaged) {
                return Optional.empty();
              }
            });
  }

  private static String birth(ProcessHandle process) {
    Path stat = Path.of("/proc", Long.toString(process.pid()), "stat");
    Path boot = Path.of("/proc/sys/kernel/random/boot_id");
    if (!Files.isReadable(boot)) {
      return process.info().startInstant().map(Instant::toString).orElse("");
    }
    try {
      String fields = Files.readString(stat);
      // proc(5): the second field is the command in brackets and may hold spaces; starttime is the
      // 22nd.
      String[] afterCommand = fields.substring(fields.lastIndexOf(')') + 2).split(" ", -1);
      return Files.readString(boot).strip() + "/" + afterCommand[19];
    } catch (IOException | UncheckedIOException gone) {
      return "";
    }
  }
}
