package com.skatestock.batch.architecture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which of the JVM's archives {@code scripts/skatestock} starts a command with. */
class StartOptionsTest {
  private static final Path SCRIPT =
      Path.of(System.getProperty("skatestock.root", ".."), "scripts", "class-archive.sh")
          .toAbsolutePath()
          .normalize();

  @TempDir Path root;
  private Path target;
  private Path jar;

  @BeforeEach
  void build() throws Exception {
    target = root.resolve("batch-jobs/target");
    jar = target.resolve("app/batch-jobs.jar");
    Files.createDirectories(jar.resolveSibling("."));
    Files.writeString(jar, "first build");
  }

  @Test
  void aScrapeThatWasTrainedHasItsCache() throws Exception {
    Path cache = train();

    assertThat(options("run scrape --shop seasons"))
        .contains("-XX:AOTCache=" + cache, "-XX:CompileThresholdScaling=12")
        .noneMatch(option -> option.contains("SharedArchive"));
  }

  @Test
  void otherCommandsAndUntrainedScrapesHaveTheirClassArchive() throws Exception {
    List<String> untrained = options("run scrape --shop seasons");
    train();

    assertThat(List.of(untrained, options("run load"), options("jobs list")))
        .allSatisfy(
            options ->
                assertThat(options)
                    .contains("-XX:+AutoCreateSharedArchive")
                    .anyMatch(
                        option ->
                            option.startsWith("-XX:SharedArchiveFile=" + target + "/application-"))
                    .noneMatch(option -> option.contains("AOT")));
  }

  @Test
  void whatWasLearnedOfAnotherBuildIsRemoved() throws Exception {
    Path cache = train();
    Files.writeString(jar, "second build, longer");

    assertThat(options("run scrape")).noneMatch(option -> option.contains("AOT"));
    assertThat(cache).doesNotExist();
  }

  @Test
  void trainingWritesTheCacheThatTheNextScrapeReads() throws Exception {
    List<String> training = options("SKATESTOCK_TRAINING=yes", "run scrape");
    Path cache = train();

    assertThat(training)
        .containsExactly("-XX:AOTCacheOutput=" + cache, "-XX:CompileThresholdScaling=12");
  }

  private Path train() throws Exception {
    Path cache = Path.of(bash("trained_cache").getFirst());
    Files.writeString(cache, "learned");
    return cache;
  }

  private List<String> options(String command) throws Exception {
    return options("", command);
  }

  private List<String> options(String setting, String command) throws Exception {
    return bash(setting + "\nstart_options " + command + "\nprintf '%s\\n' \"${start[@]}\"");
  }

  private List<String> bash(String commands) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                "bash",
                "-euc",
                "root=$1 app=$1/batch-jobs/target/app JAVA_HOME=/jdk; . \"$2\"; " + commands,
                "bash",
                root.toString(),
                SCRIPT.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    try (Stream<String> lines = said.lines()) {
      return lines.filter(line -> !line.isBlank()).toList();
    }
  }
}
