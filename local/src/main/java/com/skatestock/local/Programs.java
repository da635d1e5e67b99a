package com.skatestock.local;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.jspecify.annotations.Nullable;
import redis.embedded.core.ExecutableProvider;

/**
 * The servers' programs, unpacked from their Maven artifacts once per user and machine into {@code
 * $XDG_CACHE_HOME/skatestock} (or {@code ~/.cache}, or the temporary folder, whichever is
 * writable).
 */
final class Programs {
  private static final String POSTGRES_ARCHIVE = "/postgres-linux-x86_64.txz";

  private static @Nullable Path postgres;

  private Programs() {}

  /** The folder that holds PostgreSQL's {@code bin}, {@code lib} and {@code share}. */
  static synchronized Path postgres() throws IOException {
    if (postgres != null) {
      return postgres;
    }
    try (InputStream archive = Programs.class.getResourceAsStream(POSTGRES_ARCHIVE)) {
      if (archive == null) {
        throw new LocalStackException(
            "No PostgreSQL program for this machine on the class path (%s). Use docker compose instead."
                .formatted(POSTGRES_ARCHIVE));
      }
      byte[] packed = archive.readAllBytes();
      Path home = cache().resolve("postgres-" + fingerprint(packed));
      if (!Files.isDirectory(home)) {
        install(home, draft -> unpack(packed, draft));
      }
      postgres = home;
      return home;
    }
  }

  /** The Redis server's program. */
  static synchronized Path redis() throws IOException {
    Path home = cache().resolve("redis-6.2");
    if (!Files.isDirectory(home)) {
      install(
          home,
          draft ->
              Files.move(
                  ExecutableProvider.newJarResourceProvider(draft.toFile()).get().toPath(),
                  draft.resolve("redis-server")));
    }
    return home.resolve("redis-server");
  }

  /** A program of the operating system, by its name on the PATH. */
  static Optional<String> find(String name) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.of(path.split(File.pathSeparator, -1))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }

  @FunctionalInterface
  private interface Unpacking {
    void into(Path draft) throws IOException;
  }

  /** Unpacks beside the target and renames, so that a half unpacked folder is never used. */
  private static void install(Path home, Unpacking unpacking) throws IOException {
    Path draft = Files.createTempDirectory(home.getParent(), "unpacking");
    try {
      unpacking.into(draft);
      Files.move(draft, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      deleteTree(draft);
      if (!Files.isDirectory(home)) {
        throw e;
      }
      // Another process was faster; its copy is the same.
    }
  }

  private static void unpack(byte[] archive, Path target) throws IOException {
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(
            new BufferedInputStream(
                new XZCompressorInputStream(new ByteArrayInputStream(archive))))) {
      TarArchiveEntry entry;
      while ((entry = tar.getNextEntry()) != null) {
        Path file = target.resolve(entry.getName()).normalize();
        if (!file.startsWith(target)) {
          throw new IOException("Entry outside of the archive: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(file);
          continue;
        }
        Files.createDirectories(file.getParent());
        if (entry.isSymbolicLink()) {
          Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
        } else if (entry.isLink()) {
          Files.createLink(file, target.resolve(entry.getLinkName()).normalize());
        } else {
          Files.copy(tar, file);
          if ((entry.getMode() & 0100) != 0) {
            Files.setPosixFilePermissions(
                file,
                Set.of(
                    PosixFilePermission.OWNER_READ,
                    PosixFilePermission.OWNER_WRITE,
                    PosixFilePermission.OWNER_EXECUTE));
          }
        }
      }
    }
  }

  private static String fingerprint(byte[] archive) {
    CRC32C checksum = new CRC32C();
    checksum.update(archive);
    return "%s-%08x".formatted("x86_64", checksum.getValue());
  }

  private static Path cache() throws IOException {
    String xdg = System.getenv("XDG_CACHE_HOME");
    Path wanted =
        xdg == null || xdg.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache", "skatestock")
            : Path.of(xdg, "skatestock");
    try {
      return Files.createDirectories(wanted);
    } catch (IOException notWritable) {
      return Files.createDirectories(
          Path.of(
              System.getProperty("java.io.tmpdir"),
              "skatestock-" + System.getProperty("user.name")));
    }
  }

  static void deleteTree(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
