package com.skatestock.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalStackTest {
  @TempDir private Path data = Path.of("");

  @Test
  void keepsRowRecordAndKeyAcrossARestartOnGivenPorts() throws Exception {
    try (LocalStack stack = LocalStack.start(LocalStackSettings.in(data))) {
      Facts.sql(stack, "create table fact as select 'row' as word");
      Facts.createTopic(stack);
      Facts.send(stack, "record");
      assertThat(Facts.redis(stack, "SET fact key")).isEqualTo("+OK");
      assertThat(StackFile.read(stack.data()).orElseThrow())
          .containsEntry("spring.datasource.url", stack.jdbcUrl())
          .containsEntry("spring.kafka.bootstrap-servers", stack.kafkaBootstrapServers())
          .containsEntry("spring.data.redis.url", stack.redisUri());
      assertThat(stack.startDurations()).containsOnlyKeys(LocalServer.values());
    }
    assertThat(StackFile.read(data)).isEmpty();

    int postgres = Ports.free();
    int kafka = Ports.free();
    int redis = Ports.free();
    LocalStackSettings givenPorts =
        LocalStackSettings.in(data)
            .port(LocalServer.POSTGRES, postgres)
            .port(LocalServer.KAFKA, kafka)
            .port(LocalServer.REDIS, redis);
    try (LocalStack stack = LocalStack.start(givenPorts)) {
      assertThat(stack.jdbcUrl())
          .isEqualTo("jdbc:postgresql://127.0.0.1:%d/skatestock".formatted(postgres));
      assertThat(stack.kafkaBootstrapServers()).isEqualTo("127.0.0.1:" + kafka);
      assertThat(stack.redisUri()).isEqualTo("redis://127.0.0.1:" + redis);
      assertThat(Facts.sql(stack, "select word from fact")).isEqualTo("row");
      assertThat(Facts.records(stack)).containsExactly("record");
      assertThat(Facts.redis(stack, "GET fact")).isEqualTo("$3\r\nkey");
    }
  }

  @Test
  void refusesAPortThatIsTakenAndLeavesNothingRunning() throws Exception {
    try (ServerSocket other = new ServerSocket()) {
      other.bind(Ports.at(0));
      LocalStackSettings settings =
          LocalStackSettings.in(data)
              .only(LocalServer.REDIS)
              .port(LocalServer.REDIS, other.getLocalPort());
      assertThatThrownBy(() -> LocalStack.start(settings))
          .isInstanceOf(LocalStackException.class)
          .hasMessage(
              "Redis cannot have port %d: another process listens there. Give another port, or none"
                  + " for a free one.",
              other.getLocalPort());
    }
    assertThat(LocalStack.stopLeftBehind(data)).as("the folder is free again").isTrue();
  }

  @Test
  void refusesASecondStartOnTheSameFolder() {
    LocalStackSettings settings = LocalStackSettings.in(data).only(LocalServer.REDIS);
    try (LocalStack first = LocalStack.start(settings)) {
      for (int attempt = 1; attempt <= 2; attempt++) {
        assertThatThrownBy(() -> LocalStack.start(settings))
            .isInstanceOf(LocalStackException.class)
            .hasMessage(
                "The data folder %1$s is in use by process %2$d. Stop that one (down --data %1$s),"
                    + " or give another folder.",
                first.data(), ProcessHandle.current().pid());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    // what was acknowledged must survive a power cut
    "fsync, on",
    "synchronous_commit, on",
    "full_page_writes, on",
    "data_checksums, on",
    // loads of millions of rows
    "shared_buffers, 256MB",
    "max_wal_size, 2GB",
    "checkpoint_completion_target, 0.9",
    // the same on every machine
    "server_encoding, UTF8",
    "log_timezone, UTC",
    // PostgreSQL 18
    "server_version, 18.6",
  })
  void runsPostgresWithDurableSettings(String name, String value) throws Exception {
    assertThat(Facts.sql(LocalStack.shared(LocalServer.POSTGRES), "show " + name)).isEqualTo(value);
  }

  @Test
  void foldsCaseOfEveryScript() throws Exception {
    LocalStack stack = LocalStack.shared(LocalServer.POSTGRES);
    assertThat(Facts.sql(stack, "select lower('ŻÓŁĆ ÖLLIE')")).isEqualTo("żółć öllie");
  }

  @Test
  void writesEveryRedisCommandToItsAppendOnlyFile() throws Exception {
    LocalStack stack = LocalStack.shared(LocalServer.REDIS);
    assertThat(Facts.redis(stack, "CONFIG GET appendonly"))
        .isEqualTo("*2\r\n$10\r\nappendonly\r\n$3\r\nyes");
  }

  @Test
  void startsOnlyTheServersAskedFor() {
    try (LocalStack stack = LocalStack.start(LocalStackSettings.in(data).only(LocalServer.REDIS))) {
      assertThat(stack.startDurations()).containsOnlyKeys(LocalServer.REDIS);
      assertThatThrownBy(stack::jdbcUrl)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("PostgreSQL was not started: name it in the settings, or call start");
    }
  }

  @Test
  void givesEachCallerAnEmptyDatabaseOfItsOwn() throws Exception {
    LocalStack stack = LocalStack.shared(LocalServer.POSTGRES);
    String first = stack.freshDatabase();
    String second = stack.freshDatabase();
    Facts.sql(stack, first, "create table fact (word text)");
    String tables = "select count(*) from information_schema.tables where table_name = 'fact'";
    assertThat(Facts.sql(stack, first, tables)).isEqualTo("1");
    assertThat(Facts.sql(stack, second, tables)).isEqualTo("0");
  }

  @Test
  void sharesOneStackPerJvm() {
    assertThat(LocalStack.shared(LocalServer.REDIS))
        .isSameAs(LocalStack.shared(LocalServer.POSTGRES));
  }

  @Test
  void keepsCommittedRowsAndThePortWhenPostgresCrashes() throws Exception {
    LocalStack stack = LocalStack.shared(LocalServer.POSTGRES);
    String url = stack.freshDatabase();
    Facts.sql(stack, url, "create table fact as select 'row' as word");

    stack.kill(LocalServer.POSTGRES);
    assertThatThrownBy(() -> Facts.sql(stack, url, "select 1")).hasMessageContaining("refused");
    stack.start(LocalServer.POSTGRES);

    assertThat(Facts.sql(stack, url, "select word from fact")).isEqualTo("row");
  }

  @Test
  void keepsRecordsAndThePortWhenKafkaIsRestarted() throws Exception {
    LocalStack stack = LocalStack.shared(LocalServer.KAFKA);
    String address = stack.kafkaBootstrapServers();
    Facts.createTopic(stack);
    Facts.send(stack, "before");

    stack.restart(LocalServer.KAFKA);
    Facts.send(stack, "after");

    assertThat(stack.kafkaBootstrapServers()).isEqualTo(address);
    assertThat(Facts.records(stack)).isEqualTo(List.of("before", "after"));
  }
}
