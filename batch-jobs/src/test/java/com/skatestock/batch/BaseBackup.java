package com.skatestock.batch;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Set;

/**
 * A base backup of a running PostgreSQL by its low-level interface (the binaries at hand have no
 * pg_basebackup), and its restore to a moment. See PostgreSQL's manual, "Continuous Archiving and
 * Point-in-Time Recovery".
 */
public final class BaseBackup {
  /** Not of a backup, or made anew by the server that starts on it. */
  private static final Set<String> LEFT_OUT =
      Set.of("postmaster.pid", "postmaster.opts", "pg_internal.init");

  private static final Set<String> EMPTIED =
      Set.of(
          "pg_wal",
          "pg_replslot",
          "pg_dynshmem",
          "pg_notify",
          "pg_serial",
          "pg_snapshots",
          "pg_stat_tmp",
          "pg_subtrans");

  private BaseBackup() {}

  /**
   * Copies a running server's data folder.
   *
   * @param connection a superuser's, used by nobody else meanwhile: the backup ends with it
   */
  public static void take(Connection connection, Path data, Path backup)
      throws SQLException, IOException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("select pg_backup_start('drill', true)");
      copy(data, backup, true);
      try (ResultSet label = statement.executeQuery("select labelfile from pg_backup_stop(true)")) {
        label.next();
        Files.writeString(backup.resolve("backup_label"), label.getString(1));
      }
    }
  }

  /** Makes a data folder of a backup that, started, goes forward to a moment and stays there. */
  public static void restore(Path backup, Path walArchive, Instant moment, Path data)
      throws IOException {
    copy(backup, data, false);
    Files.writeString(
        data.resolve("postgresql.auto.conf"),
        """
        restore_command = 'cp "%s/%%f" "%%p"'
        recovery_target_time = '%s'
        recovery_target_action = 'promote'
        """
            // Not with a zone's name: PostgreSQL reads its settings before it knows any.
            .formatted(walArchive, moment.toString().replace("Z", "+00")),
        StandardOpenOption.APPEND);
    Files.createFile(data.resolve("recovery.signal"));
  }

  private static void copy(Path from, Path to, boolean running) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            Path copy = to.resolve(from.relativize(folder));
            Files.copy(folder, copy, StandardCopyOption.COPY_ATTRIBUTES);
            Path above = folder.getParent();
            return running
                    && from.equals(above)
                    && EMPTIED.contains(String.valueOf(folder.getFileName()))
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (!LEFT_OUT.contains(String.valueOf(file.getFileName()))) {
              try {
                Files.copy(
                    file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
              } catch (NoSuchFileException gone) {
                // Removed since it was listed: the write-ahead log knows.
              }
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }
        });
  }
}
