package com.skatestock.batch;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * Starts Java programs in processes of their own, on the class path that this one has. Its folders
 * become jars: only then can the JVM use a cache of loaded classes, which halves what a start
 * costs.
 */
public final class Programs implements AutoCloseable {
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  private static @Nullable Programs ofTests;

  private final Path folder;
  private final String classPath;
  private final ConcurrentLinkedQueue<Process> started = new ConcurrentLinkedQueue<>();
  private @Nullable Path inFront;
  private boolean training;
  private boolean trained;

  public Programs(Path folder) throws IOException {
    this.folder = folder;
    List<String> jars = new ArrayList<>();
    for (String entry : List.of(System.getProperty("java.class.path").split(":", -1))) {
      Path path = Path.of(entry);
      if (Files.isDirectory(path)) {
        jars.add(jar(path, folder.resolve("classes-" + jars.size() + ".jar")).toString());
      } else if (Files.exists(path)) {
        jars.add(entry);
      }
    }
    classPath = String.join(":", jars);
  }

  /** Those that all tests of this JVM share, and what one of them has taught the others. */
  public static synchronized Programs ofTests() throws IOException {
    Programs programs = ofTests;
    if (programs == null) {
      Path folder = Files.createTempDirectory("skatestock-programs");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
      programs = new Programs(folder);
      ofTests = programs;
    }
    return programs;
  }

  private static void delete(Path folder) {
    try {
      FileSystemUtils.deleteRecursively(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path jar(Path classes, Path jar) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out);
        Stream<Path> files = Files.walk(classes)) {
      entries.setLevel(0);
      for (Path file : (Iterable<Path>) files.skip(1).sorted()::iterator) {
        String name = classes.relativize(file).toString();
        // Spring looks for packages: they need entries of their own.
        entries.putNextEntry(new JarEntry(Files.isDirectory(file) ? name + "/" : name));
        if (Files.isRegularFile(file)) {
          Files.copy(file, entries);
        }
      }
    }
    return jar;
  }

  public String classPath() {
    return classPath;
  }

  /**
   * Classes and resources that programs started from now on take before all others; null for none.
   */
  public void inFront(@Nullable Path doctored) {
    inFront = doctored;
  }

  /** The programs started until {@link #trained} show the JVM what they load; for one of them. */
  public void train() {
    training = true;
  }

  /** Whether that has been done. */
  public boolean isTrained() {
    return trained;
  }

  /** That one has ended by itself: those started from now on have it loaded. */
  public void trained() {
    trained |= training;
    training = false;
  }

  /** For programs that need no servers. */
  public Map<String, String> environment() {
    return Map.of();
  }

  /** Starts a program; what it says and logs lies in files. */
  public Child start(
      String main, List<String> options, List<String> arguments, Map<String, String> environment)
      throws IOException {
    return start(main, options, arguments, environment, false);
  }

  /** Starts a program that is talked to. */
  public Child talkTo(String main, List<String> options, Map<String, String> environment)
      throws IOException {
    return start(main, options, List.of(), environment, true);
  }

  private Child start(
      String main,
      List<String> options,
      List<String> arguments,
      Map<String, String> environment,
      boolean talking)
      throws IOException {
    List<String> line =
        new ArrayList<>(
            List.of(
                JAVA,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Xlog:disable",
                "-Xlog:all=error:stderr"));
    line.addAll(options);
    Path doctored = inFront;
    Path cache = folder.resolve("programs.aot");
    if (doctored == null && (training || trained)) {
      line.add((training ? "-XX:AOTCacheOutput=" : "-XX:AOTCache=") + cache);
    }
    line.addAll(List.of("-cp", doctored == null ? classPath : doctored + ":" + classPath, main));
    line.addAll(arguments);
    Path out = Files.createTempFile(folder, "program", ".out");
    Path log = Files.createTempFile(folder, "program", ".log");
    ProcessBuilder builder = new ProcessBuilder(line).redirectError(log.toFile());
    if (!talking) {
      builder.redirectOutput(out.toFile());
    }
    builder.environment().putAll(environment);
    Process process = builder.start();
    started.removeIf(ended -> !ended.isAlive());
    started.add(process);
    return new Child(process, out, log);
  }

  /** Ends those that still run; more can be started. */
  @Override
  public void close() {
    inFront = null;
    started.forEach(process -> process.destroyForcibly().onExit().join());
  }
}
