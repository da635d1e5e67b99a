package com.skatestock.batch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A store that speaks S3 (s3mock), in a process of its own: started when first asked for, shared by
 * the tests of this JVM, ended with it. Give buckets names of your own.
 */
public final class S3Store {
  private static final Pattern STARTED =
      Pattern.compile("Tomcat started on ports .* (\\d+) \\(http\\)");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final class Shared {
    static final S3Store INSTANCE = start();
  }

  private final URI endpoint;

  private S3Store(URI endpoint) {
    this.endpoint = endpoint;
  }

  /** The running store; credentials for it are in this JVM's system properties from now on. */
  public static S3Store shared() {
    System.setProperty("aws.accessKeyId", "test");
    System.setProperty("aws.secretAccessKey", "test");
    return Shared.INSTANCE;
  }

  public URI endpoint() {
    return endpoint;
  }

  private static S3Store start() {
    try {
      Path folder = Files.createTempDirectory("s3mock");
      Path log = folder.resolve("log");
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx128m",
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1",
                  "-jar",
                  program().toString(),
                  "--server.port=0",
                  "--http.port=0",
                  "--com.adobe.testing.s3mock.store.root="
                      + Files.createDirectory(folder.resolve("data")),
                  "--com.adobe.testing.s3mock.store.retainFilesOnExit=true")
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    process.destroyForcibly().onExit().join();
                    org.springframework.util.FileSystemUtils.deleteRecursively(folder.toFile());
                  }));
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (process.isAlive() && System.nanoTime() < deadline) {
        Matcher started = STARTED.matcher(Files.readString(log));
        if (started.find()) {
          return new S3Store(URI.create("http://127.0.0.1:" + started.group(1)));
        }
        Thread.sleep(50);
      }
      throw new IllegalStateException("s3mock did not start: " + Files.readString(log));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Put there by the build (maven-dependency-plugin). */
  private static Path program() {
    Path program =
        Path.of(System.getProperty("skatestock.root"), "batch-jobs/target/s3mock/s3mock-exec.jar");
    if (!Files.exists(program)) {
      throw new IllegalStateException("Not there; build with Maven first: " + program);
    }
    return program;
  }
}
