package com.skatestock.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.TreeMap;

/** PostgreSQL 18 with a superuser and a database of the name {@code skatestock}. */
final class PostgresServer extends ChildServer {
  static final String USERNAME = "skatestock";

  /** Not a secret: the server listens on the loopback address of a developer's machine only. */
  static final String PASSWORD = "skatestock";

  static final String DATABASE = "skatestock";

  /**
   * Durable, and sized for loads of millions of rows on two cores. The binaries are built without
   * lz4 and pglz costs more processor than it saves disk, so the write-ahead log is not compressed.
   */
  private static final Map<String, String> SETTINGS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("fsync", "on"),
              Map.entry("synchronous_commit", "on"),
              Map.entry("full_page_writes", "on"),
              Map.entry("shared_buffers", "256MB"),
              Map.entry("max_wal_size", "2GB"),
              Map.entry("min_wal_size", "256MB"),
              Map.entry("checkpoint_timeout", "15min"),
              Map.entry("checkpoint_completion_target", "0.9"),
              Map.entry("wal_buffers", "16MB"),
              Map.entry("work_mem", "16MB"),
              Map.entry("maintenance_work_mem", "128MB"),
              Map.entry("effective_cache_size", "2GB"),
              Map.entry("random_page_cost", "1.1"),
              Map.entry("max_connections", "200"),
              Map.entry("log_timezone", "UTC"),
              Map.entry("timezone", "UTC"),
              Map.entry("listen_addresses", Ports.LOOPBACK),
              Map.entry("unix_socket_directories", "")));

  private static final Duration STOP_PATIENCE = Duration.ofMinutes(2);

  private final Optional<Path> walArchive;

  PostgresServer(Path data, OptionalInt wantedPort, Optional<Path> walArchive) {
    super(LocalServer.POSTGRES, data, wantedPort);
    this.walArchive = walArchive;
  }

  @Override
  void prepare() throws IOException {
    if (Files.exists(folder.resolve("PG_VERSION"))) {
      return;
    }
    Files.createDirectories(log.getParent());
    // Made beside its place and renamed: a folder that exists is complete, whenever we are killed.
    Path draft = folder.resolveSibling("postgres.draft");
    Programs.deleteTree(draft);
    Path password =
        Files.createTempFile(
            "skatestock",
            ".password",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      Files.writeString(password, PASSWORD);
      run(
          program(
              "initdb",
              "--pgdata=" + draft,
              "--username=" + USERNAME,
              "--auth=scram-sha-256",
              "--pwfile=" + password,
              "--encoding=UTF8",
              "--locale=C.UTF-8",
              "--locale-provider=builtin",
              "--builtin-locale=C.UTF-8"));
      Files.deleteIfExists(folder);
      Files.move(draft, folder);
    } finally {
      Files.delete(password);
    }
  }

  @Override
  List<String> command(int port) throws IOException {
    List<String> command =
        program("postgres", "-D", folder.toString(), "-p", Integer.toString(port));
    walArchive.ifPresent(
        kept ->
            command.addAll(
                List.of(
                    "-c",
                    "archive_mode=on",
                    "-c",
                    // Never over one that is there; whole under its name or not at all.
                    "archive_command=test ! -f \"%1$s/%%f\" && cp %%p \"%1$s/%%f.part\" && mv \"%1$s/%%f.part\" \"%1$s/%%f\""
                        .formatted(kept))));
    SETTINGS.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
    return command;
  }

  @Override
  boolean answers(int port) {
    try (Connection connection = connect(port, "postgres");
        Statement statement = connection.createStatement()) {
      if (!isTrue(
          statement,
          "select current_setting('data_directory') = '%s'"
              .formatted(folder.toString().replace("'", "''")))) {
        return false;
      }
      if (!isTrue(
          statement,
          "select exists (select from pg_database where datname = '%s')".formatted(DATABASE))) {
        statement.execute("create database " + DATABASE);
      }
      return true;
    } catch (SQLException notYet) {
      return false;
    }
  }

  /** A new empty database. */
  void createDatabase(String name) {
    createDatabase(name, "template1");
  }

  /**
   * @param like the database that it is a copy of, to which nobody may be connected
   */
  void createDatabase(String name, String like) {
    try (Connection connection = connect(port(), "postgres");
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name + " template " + like);
    } catch (SQLException e) {
      throw new LocalStackException("Database " + name + " not created: " + e.getMessage(), e);
    }
  }

  String jdbcUrl(String database) {
    return "jdbc:postgresql://%s:%d/%s".formatted(Ports.LOOPBACK, port(), database);
  }

  @Override
  void stop(ProcessHandle process) {
    pgCtl(process, "fast");
  }

  @Override
  void kill(ProcessHandle process) {
    pgCtl(process, "immediate");
  }

  private void pgCtl(ProcessHandle process, String mode) {
    try {
      if (inCharge(process)) {
        // Sends the signal that Java cannot send.
        run(program("pg_ctl", "stop", "-D", folder.toString(), "-m", mode, "-W"));
      } else {
        process.destroy();
      }
    } catch (IOException e) {
      throw new LocalStackException("PostgreSQL not stopped: " + e.getMessage(), e);
    }
    if (!ended(process, STOP_PATIENCE)) {
      throw new LocalStackException(
          "PostgreSQL, process %d, did not stop within %s; see %s"
              .formatted(process.pid(), STOP_PATIENCE, log));
    }
  }

  /** Whether pg_ctl would signal this very process; not so in the first moments of its life. */
  private boolean inCharge(ProcessHandle process) throws IOException {
    Path file = folder.resolve("postmaster.pid");
    return Files.exists(file)
        && Files.readAllLines(file).getFirst().strip().equals(Long.toString(process.pid()));
  }

  private void run(List<String> command) throws IOException {
    Process process =
        Ports.startProcess(
            new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())));
    // Not by its handle: that may know of the end before exitValue does.
    if (!succeeded(process)) {
      process.destroy();
      throw new LocalStackException("Failed, see " + log + ": " + String.join(" ", command));
    }
  }

  private static boolean succeeded(Process process) {
    try {
      return process.waitFor(STOP_PATIENCE) && process.exitValue() == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalStackException("Interrupted while waiting for process " + process.pid(), e);
    }
  }

  private Connection connect(int port, String database) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", USERNAME);
    properties.setProperty("password", PASSWORD);
    properties.setProperty("connectTimeout", "5");
    properties.setProperty("socketTimeout", "30");
    return DriverManager.getConnection(
        "jdbc:postgresql://%s:%d/%s".formatted(Ports.LOOPBACK, port, database), properties);
  }

  private static boolean isTrue(Statement statement, String question) throws SQLException {
    try (ResultSet answer = statement.executeQuery(question)) {
      return answer.next() && answer.getBoolean(1);
    }
  }

  /**
   * PostgreSQL refuses to run as root; in a user namespace of its own it does not see that it is.
   */
  private static List<String> program(String name, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    if ("root".equals(System.getProperty("user.name"))) {
      command.add(
          Programs.find("unshare")
              .orElseThrow(
                  () ->
                      new LocalStackException(
                          "PostgreSQL does not run as root without unshare (package util-linux):"
                              + " install it, or use another account")));
      command.add("-U");
    }
    command.add(Programs.postgres().resolve("bin").resolve(name).toString());
    command.addAll(List.of(arguments));
    return command;
  }
}
