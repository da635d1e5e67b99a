package com.skatestock.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Stacks in a JVM of their own that is killed, told to stop, or started twice. */
@Timeout(60)
class KilledRunTest {
  @TempDir private Path folder = Path.of("");
  private Path data = Path.of("");
  private final List<Process> started = new ArrayList<>();

  @BeforeEach
  void giveTheFolderAnAwkwardName() throws IOException {
    data = Files.createDirectories(folder.resolve("it's a folder")).toRealPath();
  }

  @AfterEach
  void leaveNothingBehind() {
    started.forEach(process -> process.destroyForcibly().onExit().join());
    LocalStack.stopLeftBehind(data);
  }

  @Test
  void adoptsTheServersOfARunKilledByTheSystem() throws Exception {
    Process run = up("postgres,kafka,redis");
    Properties left = awaitReady(run);
    kill(run);
    long postgres = pid(left, "postgres");
    long redis = pid(left, "redis");

    try (LocalStack stack = LocalStack.start(LocalStackSettings.in(data))) {
      assertThat(stack.adopted(LocalServer.POSTGRES)).isTrue();
      assertThat(stack.adopted(LocalServer.REDIS)).isTrue();
      assertThat(stack.adopted(LocalServer.KAFKA)).isFalse();
      assertThat(stack.pids())
          .containsEntry(LocalServer.POSTGRES, postgres)
          .containsEntry(LocalServer.REDIS, redis);
      assertThat(stack.jdbcUrl()).isEqualTo(left.getProperty("spring.datasource.url"));
      assertThat(Facts.sql(stack, "select 1")).isEqualTo("1");
      Facts.createTopic(stack);
    }
    assertThat(alive(postgres)).isFalse();
    assertThat(alive(redis)).isFalse();
  }

  @Test
  void replacesAServerLeftBehindOnAnotherPortThanTheOneAskedFor() throws Exception {
    Process run = up("redis");
    Properties left = awaitReady(run);
    kill(run);
    int port = Ports.free();

    try (LocalStack stack =
        LocalStack.start(
            LocalStackSettings.in(data).only(LocalServer.REDIS).port(LocalServer.REDIS, port))) {
      assertThat(stack.adopted(LocalServer.REDIS)).isFalse();
      assertThat(stack.redisUri()).isEqualTo("redis://127.0.0.1:" + port);
      assertThat(alive(pid(left, "redis"))).isFalse();
    }
  }

  @Test
  void stopsAServerLeftBehindThatIsNotAskedFor() throws Exception {
    Process run = up("redis");
    Properties left = awaitReady(run);
    kill(run);

    try (LocalStack stack = LocalStack.start(LocalStackSettings.in(data).only())) {
      assertThat(stack.pids()).isEmpty();
      assertThat(alive(pid(left, "redis"))).isFalse();
    }
  }

  @Test
  void neverSignalsAProcessThatMerelyHasTheRecordedId() throws Exception {
    Process stranger = new ProcessBuilder("sleep", "60").start();
    started.add(stranger);
    new ProcessRecord(stranger.pid(), "born at another time", 1)
        .write(data.resolve("redis.process"));

    try (LocalStack stack = LocalStack.start(LocalStackSettings.in(data).only(LocalServer.REDIS))) {
      assertThat(stack.adopted(LocalServer.REDIS)).isFalse();
    }

    assertThat(stranger.isAlive()).isTrue();
  }

  @Test
  void stopsEverythingOnSigterm() throws Exception {
    Process run = up("postgres,redis");
    Properties ready = awaitReady(run);

    run.toHandle().destroy();

    assertThat(run.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(alive(pid(ready, "postgres"))).isFalse();
    assertThat(alive(pid(ready, "redis"))).isFalse();
    assertThat(StackFile.read(data)).isEmpty();
    assertThat(output(run)).endsWith("Redis stopped\nPostgreSQL stopped\n");
  }

  @Test
  void saysWhoUsesTheFolderWhenStartedTwice() throws Exception {
    Process first = up("redis");
    awaitReady(first);

    Process second = up("redis");

    assertThat(second.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(second.exitValue()).isEqualTo(75);
    assertThat(output(second))
        .isEqualTo(
            "The data folder %1$s is in use by process %2$d. Stop that one (down --data %1$s), or give another folder.%n"
                .formatted(data, first.pid()));
  }

  @Test
  void stopsARunningStackByItsFolder() throws Exception {
    Process first = up("redis");
    awaitReady(first);

    Process down = run("down");

    assertThat(down.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(output(down)).isEqualTo("Stopped (process %d)%n".formatted(first.pid()));
    assertThat(first.waitFor(1, TimeUnit.SECONDS)).isTrue();
    assertThat(run("status").waitFor()).isEqualTo(3);
  }

  private Process up(String only) throws IOException {
    return run("up", "--only", only);
  }

  private Process run(String command, String... options) throws IOException {
    List<String> line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                LocalMain.class.getName(),
                command,
                "--data",
                data.toString()));
    line.addAll(List.of(options));
    Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
    started.add(process);
    return process;
  }

  private Properties awaitReady(Process run) throws Exception {
    while (run.isAlive()) {
      Optional<Properties> ready = StackFile.read(data);
      if (ready.isPresent()) {
        return ready.get();
      }
      Thread.sleep(50);
    }
    throw new AssertionError("Ended with " + run.exitValue() + ": " + output(run));
  }

  private static void kill(Process run) throws InterruptedException {
    run.destroyForcibly();
    assertThat(run.waitFor(10, TimeUnit.SECONDS)).isTrue();
  }

  private static long pid(Properties stack, String server) {
    return Long.parseLong(stack.getProperty("skatestock.local." + server + ".pid"));
  }

  private static boolean alive(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }

  private static String output(Process ended) throws IOException {
    return new String(ended.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
